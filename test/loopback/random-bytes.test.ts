// The random bytes of ids and seals: as many as asked for, and never twice the same.
import { expect, test } from "vitest";
import { randomBytes } from "../../loopback/random-bytes.ts";

test("bytes have the length asked for, longer ones than a page too", () => {
  expect([0, 1, 48, 4096, 10_000].map((length) => randomBytes(length).length)).toEqual([
    0, 1, 48, 4096, 10_000,
  ]);
});

test("no bytes are handed out twice, over many pages", () => {
  const seen = new Set(Array.from({ length: 5000 }, () => randomBytes(12).toString("hex")));
  expect(seen.size).toBe(5000);
});

test("bytes stay as they are when others are asked for", () => {
  const first = randomBytes(16);
  const text = first.toString("hex");
  for (let n = 0; n < 1000; n++) randomBytes(16);
  expect(first.toString("hex")).toBe(text);
});
