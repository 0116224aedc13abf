// The name that a misspelt one was probably meant to be.

const FARTHEST = 3;

/** The nearest of the names, at most three typing errors away; undefined if there is none. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  const lower = written.toLowerCase();
  let [best, least]: [string | undefined, number] = [undefined, Math.min(FARTHEST, lower.length / 3) + 1];
  for (const name of names) {
    if (Math.abs(name.length - lower.length) >= least) continue;
    const slips = distance(lower, name.toLowerCase());
    if (slips < least) [best, least] = [name, slips];
  }
  return best;
}

/** ", perhaps X" for a sentence, or nothing. */
export function perhaps(written: string, names: Iterable<string>): string {
  const name = nearest(written, names);
  return name === undefined ? "" : `; did you mean ${name}?`;
}

// Letters to insert, drop or replace.
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let left = 1; left <= from.length; left += 1) {
    const next = [left];
    for (let right = 1; right <= to.length; right += 1) {
      const same = from[left - 1] === to[right - 1] ? 0 : 1;
      const [above = 0, before = 0, across = 0] = [row[right], next[right - 1], row[right - 1]];
      next.push(Math.min(above + 1, before + 1, across + same));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
