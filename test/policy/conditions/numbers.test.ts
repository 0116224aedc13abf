// Decimal numbers of any length, compared without losing a digit.
import { describe, expect, test } from "vitest";
import { compareDecimals, parseDecimal } from "../../../policy/conditions/numbers.ts";

function order(a: string, b: string): number {
  const [left, right] = [parseDecimal(a), parseDecimal(b)];
  if (left === undefined || right === undefined) throw new Error(`${a} and ${b} must both be numbers.`);
  const difference = compareDecimals(left, right);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

describe("a number", () => {
  test.for(["0", "-0", "+1", "007", "1.50", "123456789012345678901234567890.5", "1e3", "-2.5E-10", "1e308"])(
    "may be %s",
    (text) => {
      expect(parseDecimal(text)).toBeDefined();
    },
  );

  test.for([
    "",
    " ",
    "1 ",
    " 1",
    "1.",
    ".5",
    "1e",
    "e3",
    "1e0.5",
    "1e309",
    "1e-309",
    "1e1000",
    "0x10",
    "Infinity",
    "NaN",
    "1,000",
    "--1",
    "1.2.3",
    "١",
  ])("is not %j", (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

describe("numbers compare by value", () => {
  test.for([
    ["1", "1.0", 0],
    ["-0", "0", 0],
    ["1e3", "1000", 0],
    ["1.25e1", "12.5", 0],
    ["1.5e-2", "0.015", 0],
    ["-1E+2", "-100", 0],
    ["1e3", "1001", -1],
    ["9007199254740993e0", "9007199254740992", 1],
    ["9.007199254740993e15", "9007199254740993", 0],
    ["900719925474099.3e1", "9007199254740992", 1],
    ["9007199254740993e-20", "0.00009007199254740992", 1],
    ["10", "9", 1],
    ["-10", "-9", -1],
    ["0.1", "0.10", 0],
    ["0.1", "0.11", -1],
    // Doubles would hold each of these pairs for equal.
    ["9007199254740993", "9007199254740992", 1],
    ["9007199254740992", "9007199254740993", -1],
    ["-9007199254740993", "-9007199254740992", -1],
    ["0.1000000000000000000001", "0.1", 1],
    ["0.1", "0.1000000000000000000001", -1],
    ["100000000000000000000.0", "100000000000000000000", 0],
    ["123456789012345", "123456789012345.0000000000000001", -1],
    ["-1", "-1.0000000000000000", 0],
    ["1.5", "1.5000000000000000000", 0],
    ["+5", "5.00000000000000000", 0],
    // Fifteen digits are the most that a double keeps in any place.
    ["0.000000000000001", "0.0000000000000010", 0],
    ["999999999999999", "999999999999999.0", 0],
    ["99999999999999.9", "99999999999999.90", 0],
  ] as const)("%s and %s: %i", ([a, b, expected]) => {
    expect(order(a, b)).toBe(expected);
    expect(order(b, a)).toBe(expected === 0 ? 0 : -expected);
  });
});
