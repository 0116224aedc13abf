// Compares two patterns with * and ?: does one match all texts of the other, is there a text that both match?

/** A character, or one of the wildcards below. */
type Sign = string | symbol;

export type Pattern = readonly Sign[];

const ANY = Symbol("any character");
export const RUN = Symbol("any run of characters");
export const RUN_WITHIN = Symbol("any run of characters without a slash");

const isRun = (sign: Sign | undefined): boolean => sign === RUN || sign === RUN_WITHIN;

/** A pattern as a policy writes it: `*` and `?` are wildcards. */
export const readPattern = (text: string): Pattern =>
  [...text].map((character) => {
    if (character === "*") return RUN;
    return character === "?" ? ANY : character;
  });

// Longer pairs are not decided: no policy that a person wrote has them, and the work grows with the product.
const MOST_WORK = 1_000_000;

const undecided = (one: Pattern, other: Pattern): boolean => one.length * other.length > MOST_WORK;

/**
 * Whether `wide` matches every text of `narrow`, both as readPattern gives them. A yes is always right; for very long
 * patterns the answer is no.
 */
export function covers(wide: Pattern, narrow: Pattern): boolean {
  if (undecided(wide, narrow)) return false;
  // reached[i]: the first i signs of `wide` take in what was read of `narrow`.
  let reached = skipRuns(wide, new Set([0]));
  for (const sign of narrow) {
    const next = new Set<number>();
    for (const at of reached) {
      const taking = wide[at];
      if (isRun(taking)) next.add(at);
      else if (taking === sign || (taking === ANY && !isRun(sign))) next.add(at + 1);
    }
    reached = skipRuns(wide, next);
  }
  return reached.has(wide.length);
}

function skipRuns(pattern: Pattern, places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(places);
  for (const at of all) if (isRun(pattern[at])) all.add(at + 1);
  return all;
}

/** Whether both match some text. A no is always right; for very long patterns the answer is yes. */
export function overlap(first: Pattern, second: Pattern): boolean {
  if (undecided(first, second)) return true;
  const width = second.length + 1;
  const seen = new Set<number>([0]);
  // A set is walked in the order of insertion, additions during the walk included.
  for (const place of seen) {
    const [left, right] = [Math.floor(place / width), place % width];
    for (const [nextLeft, nextRight] of steps(first[left], second[right], left, right)) {
      seen.add(nextLeft * width + nextRight);
    }
  }
  return seen.has(first.length * width + second.length);
}

type Step = readonly [number, number];

function* steps(
  one: Sign | undefined,
  other: Sign | undefined,
  left: number,
  right: number,
): Generator<Step> {
  if (isRun(one)) yield [left + 1, right];
  if (isRun(other)) yield [left, right + 1];
  if (one === undefined || other === undefined || !share(one, other)) return;
  yield [isRun(one) ? left : left + 1, isRun(other) ? right : right + 1];
}

// Whether one character can be both signs.
function share(one: Sign, other: Sign): boolean {
  if (typeof one === "string" && typeof other === "string") return one === other;
  return !(one === RUN_WITHIN && other === "/") && !(one === "/" && other === RUN_WITHIN);
}
