// Decimal numbers of any length, compared without losing a digit.

interface Decimal {
  readonly approximate: number;
  /** Sign, digits before the point, digits after it. */
  readonly written: readonly [sign: string, integer: string, fraction: string];
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

// A double distinguishes any two numbers with up to this many digits.
const SAFE_DIGITS = 15;

/** The number in a text, or undefined. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric */
export function parseDecimal(text: string): Decimal | undefined {
  const [whole, sign = "", integer = "", fraction = ""] = DECIMAL.exec(text) ?? [];
  return whole === undefined ? undefined : { approximate: Number(text), written: [sign, integer, fraction] };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (isSafe(a) && isSafe(b)) return a.approximate - b.approximate;
  const scale = Math.max(a.written[2].length, b.written[2].length);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const isSafe = ({ written: [, integer, fraction] }: Decimal): boolean =>
  integer.length + fraction.length <= SAFE_DIGITS;

// The digits as a whole number, with this many of them after the point.
const scaled = ({ written: [sign, integer, fraction] }: Decimal, scale: number): bigint =>
  BigInt(`${sign === "-" ? "-" : ""}${integer}${fraction.padEnd(scale, "0")}`);
