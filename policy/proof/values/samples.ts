// Texts that stand for all values of numbers, dates, addresses and bytes: one for each bound in the policies and one for
// each gap between two of them.

import { parseAddress, parseRange } from "../../conditions/addresses.ts";
import { parseInstant } from "../../conditions/dates.ts";
import { compareDecimals, parseDecimal } from "../../conditions/numbers.ts";

export type Family = "number" | "date" | "address" | "bytes";

interface Samples {
  /** Those that a reader likes come first. The last one is no value of the family at all. */
  readonly texts: readonly string[];
  /** Whether each bound and each gap has its sample. */
  readonly complete: boolean;
}

/** The samples for the bounds that the policies name. */
export function samplesOf(family: Family, bounds: readonly string[]): Samples {
  const texts = [...new Set(bounds)];
  if (family === "number") return numbers(texts);
  if (family === "date") return dates(texts);
  if (family === "address") return { texts: [...addresses(texts), UNREADABLE], complete: true };
  return { texts: [...texts, ...otherBytes(texts), UNREADABLE], complete: true };
}

// Neither a number nor a date, an address or base64.
const UNREADABLE = "?";

// A point of more digits than this would take a page to write.
const MOST_DIGITS = 400;

function numbers(bounds: readonly string[]): Samples {
  const points = sorted(bounds, (a, b) => {
    const [one, other] = [parseDecimal(a), parseDecimal(b)];
    return one === undefined || other === undefined ? 0 : compareDecimals(one, other);
  });
  const scaled = points.map(toScaled);
  if (scaled.some(({ digits, scale }) => String(digits).length + scale > MOST_DIGITS)) {
    return { texts: [...points, UNREADABLE], complete: false };
  }
  const scale = Math.max(0, ...scaled.map((one) => one.scale));
  const at = scaled.map((one) => one.digits * 10n ** BigInt(scale - one.scale));
  const one = 10n ** BigInt(scale);
  const gaps = at.map((point, index) => {
    const next = at[index + 1];
    if (next === undefined) return [point / one + 1n, 0] as const;
    const whole = point / one + (point >= 0n ? 1n : 0n);
    return whole * one > point && whole * one < next
      ? ([whole, 0] as const)
      : ([(point + next) * 5n, scale + 1] as const);
  });
  const lowest = at[0] === undefined ? 0n : at[0] / one - 1n;
  const written = gaps.map(([digits, digitsBehind]) => fromScaled(digits, digitsBehind));
  // What is not negative comes first.
  const between = [...written, fromScaled(lowest, 0)].sort(
    (a, b) => Number(a.startsWith("-")) - Number(b.startsWith("-")),
  );
  return { texts: [...points, ...between, UNREADABLE], complete: true };
}

interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

function toScaled(text: string): Scaled {
  const [sign, integer, fraction] = parseDecimal(text)?.written ?? ["", "0", ""];
  return { digits: BigInt(`${integer}${fraction}`) * (sign === "-" ? -1n : 1n), scale: fraction.length };
}

function fromScaled(digits: bigint, scale: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const sign = digits < 0n ? "-" : "";
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

// The texts without those that mean the same as an earlier one, in order.
function sorted(texts: readonly string[], compare: (a: string, b: string) => number): readonly string[] {
  const inOrder = texts.toSorted(compare);
  return inOrder.filter((text, index) => index === 0 || compare(inOrder[index - 1] ?? "", text) !== 0);
}

// An instant that JavaScript can write to the millisecond.
const FARTHEST = Date.UTC(9000, 0);
const DAY = 86_400_000;

function dates(bounds: readonly string[]): Samples {
  const readable = bounds.filter((text) => parseInstant(text) !== undefined);
  const points = sorted(readable, (a, b) => (parseInstant(a) ?? 0) - (parseInstant(b) ?? 0));
  const at = points.map((text) => parseInstant(text) ?? 0);
  const complete = at.every((instant) => Number.isInteger(instant) && Math.abs(instant) < FARTHEST);
  if (!complete) return { texts: [...points, UNREADABLE], complete };
  const gaps = at.map((instant, index) => {
    const next = at[index + 1];
    return next === undefined || next > instant + 2 * DAY ? instant + DAY : (instant + next) / 2;
  });
  const first = at[0];
  const between = [...gaps, first === undefined ? 0 : first - DAY];
  // Between two neighbouring milliseconds there are instants, which ISO 8601 writes with more digits.
  const texts = between.map((instant) => {
    const whole = Math.floor(instant);
    const iso = new Date(whole).toISOString().replace(".000Z", "Z");
    return whole === instant ? iso : new Date(whole).toISOString().replace("Z", "5Z");
  });
  return { texts: [...points, ...texts, UNREADABLE], complete };
}

// The addresses of the documentation, which belong to nobody, and then the first one behind each bound.
function addresses(bounds: readonly string[]): readonly string[] {
  const v4 = new Set<bigint>([0n]);
  const v6 = new Set<bigint>([0n]);
  for (const text of bounds) {
    const range = parseRange(text);
    if (range === undefined) continue;
    const { address, prefix } = range;
    const size = 1n << BigInt(address.width - prefix);
    const start = (BigInt(address.bits) / size) * size;
    const cuts = address.width === 32 ? v4 : v6;
    cuts.add(start);
    if (start + size < 1n << BigInt(address.width)) cuts.add(start + size);
  }
  return [
    "203.0.113.1",
    "192.0.2.1",
    "198.51.100.1",
    ...[...v4].map(writeV4),
    "2001:db8::1",
    ...[...v6].map(writeV6),
  ];
}

const writeV4 = (bits: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join(".");

const writeV6 = (bits: bigint): string =>
  Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 65_535n).toString(16)).join(
    ":",
  );

/** Whether a text is a value of the family. */
export function isReadable(family: Family, text: string): boolean {
  if (family === "number") return parseDecimal(text) !== undefined;
  if (family === "date") return parseInstant(text) !== undefined;
  if (family === "address") return parseAddress(text) !== undefined;
  return text !== UNREADABLE;
}

// Some bytes that no bound names: bounds are few, and one of these is longer than all of them.
const otherBytes = (bounds: readonly string[]): readonly string[] => [
  "AA==",
  "AAAA".repeat(Math.max(1, ...bounds.map(({ length }) => Math.ceil(length / 4) + 1))),
];
