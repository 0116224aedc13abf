// Questions about two patterns with * and ?: does one take in all of the other, is there a text that both take in.

export type Symbol =
  | { readonly kind: "character"; readonly text: string }
  | { readonly kind: "any" }
  /** Any run of characters; `within` forbids the slash. */
  | { readonly kind: "run"; readonly within: boolean };

export type Pattern = readonly Symbol[];

const ANY: Symbol = { kind: "any" };
export const RUN: Symbol = { kind: "run", within: false };
export const RUN_WITHIN: Symbol = { kind: "run", within: true };

/** A pattern as a policy writes it: `*` and `?` are wildcards. */
export const readPattern = (text: string): Pattern =>
  [...text].map((character) => {
    if (character === "*") return RUN;
    return character === "?" ? ANY : { kind: "character", text: character };
  });

// Longer pairs are not decided: no policy that a person wrote has them, and the work grows with the product.
const MOST_WORK = 1_000_000;

const undecided = (one: Pattern, other: Pattern): boolean => one.length * other.length > MOST_WORK;

/** Whether every text of `narrow` is one of `wide`. A yes is always right; patterns of great length are denied. */
export function covers(wide: Pattern, narrow: Pattern): boolean {
  if (undecided(wide, narrow)) return false;
  // reached[i]: the first i symbols of `wide` take in what was read of `narrow`.
  let reached = skipRuns(wide, new Set([0]));
  for (const symbol of narrow) {
    const next = new Set<number>();
    for (const at of reached) {
      const taking = wide[at];
      if (taking === undefined) continue;
      if (taking.kind === "run") next.add(at);
      else if (takesSymbol(taking, symbol)) next.add(at + 1);
    }
    reached = skipRuns(wide, next);
  }
  return reached.has(wide.length);
}

function takesSymbol(taking: Symbol, symbol: Symbol): boolean {
  if (symbol.kind === "run") return false;
  if (taking.kind === "any") return true;
  return taking.kind === "character" && symbol.kind === "character" && taking.text === symbol.text;
}

function skipRuns(pattern: Pattern, places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(places);
  for (const at of all) if (pattern[at]?.kind === "run") all.add(at + 1);
  return all;
}

/** Whether some text is taken in by both. A no is always right; patterns of great length are said to share one. */
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

function steps(one: Symbol | undefined, other: Symbol | undefined, left: number, right: number): Step[] {
  const found: Step[] = [];
  if (one?.kind === "run") found.push([left + 1, right]);
  if (other?.kind === "run") found.push([left, right + 1]);
  if (one !== undefined && other !== undefined && share(one, other)) {
    found.push([one.kind === "run" ? left : left + 1, other.kind === "run" ? right : right + 1]);
  }
  return found;
}

// Whether one character can be both symbols.
function share(one: Symbol, other: Symbol): boolean {
  if (one.kind === "character") {
    if (other.kind === "character") return one.text === other.text;
    return !(other.kind === "run" && other.within && one.text === "/");
  }
  return other.kind !== "character" || share(other, one);
}
