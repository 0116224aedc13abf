// Dates of conditions: the ISO 8601 forms of the W3C note, or seconds since 1970. Instants in milliseconds.

const EPOCH = /^\d{1,19}$/;
const MAX_EPOCH = 9_223_372_036_854_775_807n;
const ISO =
  /^(-?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:t(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?)?)?(z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * The instant in a text, in milliseconds since 1970 (a fraction kept), or undefined.
 * Digits alone are seconds; a time without a zone is UTC.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseInstant(text: string): number | undefined {
  if (EPOCH.test(text)) return BigInt(text) <= MAX_EPOCH ? Number(text) * 1000 : undefined;
  const parts = ISO.exec(text);
  if (parts === null) return undefined;
  const number = (index: number, missing: number): number => Number(parts[index] ?? missing);
  const [year, month, day] = [number(1, 1970), number(2, 1), number(3, 1)];
  const [hour, minute, second] = [number(4, 0), number(5, 0), number(6, 0)];
  if (Math.abs(year) > JAVA_LAST_YEAR || hour > 23 || minute > 59 || second > 59) return undefined;
  const midnight = startOfDay(year, month, day);
  const zone = zoneMinutes(parts[8]);
  if (midnight === undefined || zone === undefined) return undefined;
  const fraction = Number(`0.${parts[7] ?? 0}`);
  return midnight + ((hour * 60 + minute - zone) * 60 + second + fraction) * 1000;
}

// JavaScript's calendar ends before Java's; years outside it are clamped by average length,
// which keeps their order.
const LAST_YEAR = 271_000;
const JAVA_LAST_YEAR = 292_278_993;
const AVERAGE_YEAR = 31_556_952_000;

function startOfDay(year: number, month: number, day: number): number | undefined {
  const beyond = Math.abs(year) > LAST_YEAR ? year - Math.sign(year) * LAST_YEAR : 0;
  const date = new Date(0);
  date.setUTCFullYear(year - beyond, month - 1, day);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.getTime() + beyond * AVERAGE_YEAR : undefined;
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
