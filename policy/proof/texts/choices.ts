// Which characters a search for a text must try next.

import type { CharacterSet, Place } from "./automaton.ts";

// Characters in the order in which a reader likes them.
const LIKED = Array.from("abcdefghijklmnopqrstuvwxyz0123456789-/_.ABCDEFGHIJKLMNOPQRSTUVWXYZ:", (one) =>
  one.charCodeAt(0),
);

/**
 * The characters to try at a node: each that a sign there names, and of all others one for each way in which the long
 * lists take them.
 */
export function choices(
  places: readonly (readonly Place[])[],
  refused: readonly Place[],
  node: { readonly wanted: readonly number[]; readonly unwanted: readonly number[] },
): readonly number[] {
  const named = new Set<number>();
  const long: CharacterSet[] = [];
  const name = (set: CharacterSet | undefined): void => {
    if (set === undefined) return;
    if (set.few === undefined) {
      if (!long.includes(set)) long.push(set);
      return;
    }
    for (const code of set.few) named.add(code);
  };
  for (const [index, place] of node.wanted.entries()) {
    const own = places[index] ?? [];
    for (const one of own[place]?.closure ?? []) name(own[one]?.set);
  }
  for (const place of node.unwanted) name(refused[place]?.set);
  const others = long.length === 0 ? [other(named)] : otherKinds(named, long);
  return [...others, ...named];
}

// A character that no sign names.
function other(named: ReadonlySet<number>): number {
  const liked = LIKED.find((code) => !named.has(code));
  if (liked !== undefined) return liked;
  let code = 33;
  while (named.has(code)) code += 1;
  return code;
}

// Of each kind of characters the first that is not named. Without one, all of the kind are named.
function otherKinds(named: ReadonlySet<number>, long: readonly CharacterSet[]): readonly number[] {
  const found: number[] = [];
  for (const kind of kindsOf(long)) {
    const code = kind.codes.find((one) => !named.has(one));
    if (code !== undefined) found.push(code);
    else if (kind.isEndless) found.push(beyond([...named, ...kind.codes]));
  }
  return found;
}

interface Kind {
  /** All characters of the kind that the lists name or a reader likes. */
  readonly codes: readonly number[];
  /** Whether it also has every character that no list names. */
  readonly isEndless: boolean;
}

const known = new Map<string, readonly Kind[]>();

// The long lists are few, and their own: each combination is prepared once.
function kindsOf(long: readonly CharacterSet[]): readonly Kind[] {
  const name = long.map(({ id }) => id).join();
  const before = known.get(name);
  if (before !== undefined) return before;
  const codes = [...new Set([...LIKED, ...long.flatMap((set) => set.codes)])];
  const kindOf = (code: number): string => long.map((set) => set.has(code)).join();
  const outside = beyond(codes);
  const groups = Map.groupBy([...codes, outside], kindOf);
  const endless = kindOf(outside);
  const made = Array.from(groups, ([kind, list]) => ({ codes: list, isEndless: kind === endless }));
  known.set(name, made);
  return made;
}

// A character that is in no list.
function beyond(codes: readonly number[]): number {
  let code = 33;
  while (codes.includes(code)) code += 1;
  return code;
}
