// Decimal numbers of any length, compared without losing a digit.

interface Decimal {
  readonly approximate: number;
  /** Sign, digits before the point, digits after it. */
  readonly written: readonly [sign: string, integer: string, fraction: string];
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

// A double distinguishes any two numbers with up to this many digits.
const SAFE_DIGITS = 15;

// The exponents that a double has.
const LARGEST_EXPONENT = 308;

/**
 * The number in a text, which may have an exponent (`1e3`), or undefined.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
 */
export function parseDecimal(text: string): Decimal | undefined {
  const [whole, sign = "", integer = "", fraction = "", exponent] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  if (exponent === undefined) return { approximate: Number(text), written: [sign, integer, fraction] };
  const places = Number(exponent);
  if (Math.abs(places) > LARGEST_EXPONENT) return undefined;
  return { approximate: Number(text), written: [sign, ...shifted(integer, fraction, places)] };
}

// The digits before and after the point, once it has moved to the right by so many places.
function shifted(integer: string, fraction: string, places: number): [before: string, after: string] {
  const digits = `${"0".repeat(Math.max(-places, 0))}${integer}${fraction}${"0".repeat(Math.max(places, 0))}`;
  const point = integer.length + Math.max(places, 0);
  return [digits.slice(0, point), digits.slice(point)];
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
