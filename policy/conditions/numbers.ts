// Decimal numbers of any length, compared without losing a digit.

export interface Decimal {
  readonly approximate: number;
  /** Digits without the point, and how many stand after it; only where a double would round. */
  readonly exact: { readonly digits: bigint; readonly scale: number } | undefined;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const SAFE_DIGITS = 15;

/** The number in a text, or undefined. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric */
export function parseDecimal(text: string): Decimal | undefined {
  const [whole, sign = "", integer = "", fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const approximate = Number(text);
  if (integer.length + fraction.length <= SAFE_DIGITS) return { approximate, exact: undefined };
  const digits = BigInt(`${sign === "-" ? "-" : ""}${integer}${fraction}`);
  return { approximate, exact: { digits, scale: fraction.length } };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.exact === undefined && b.exact === undefined) return a.approximate - b.approximate;
  const left = exactly(a);
  const right = exactly(b);
  const scale = Math.max(left.scale, right.scale);
  const difference = scaled(left, scale) - scaled(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const scaled = ({ digits, scale }: { digits: bigint; scale: number }, to: number): bigint =>
  digits * 10n ** BigInt(to - scale);

function exactly({ approximate, exact }: Decimal): { digits: bigint; scale: number } {
  if (exact !== undefined) return exact;
  // At most 15 digits: fixed notation writes them all, the point included.
  const [integer = "0", fraction = ""] = approximate.toFixed(SAFE_DIGITS).split(".");
  return { digits: BigInt(`${integer}${fraction}`), scale: fraction.length };
}
