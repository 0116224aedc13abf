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
  const long = new Set<CharacterSet>();
  const name = (set: CharacterSet | undefined): void => {
    if (set === undefined) return;
    if (set.few === undefined) long.add(set);
    else for (const code of set.few) named.add(code);
  };
  for (const [index, place] of node.wanted.entries()) {
    for (const one of places[index]?.[place]?.closure ?? []) name(places[index]?.[one]?.set);
  }
  for (const place of node.unwanted) name(refused[place]?.set);
  const others = long.size === 0 ? [other(named)] : otherKinds(named, [...long]);
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

function otherKinds(named: ReadonlySet<number>, long: readonly CharacterSet[]): readonly number[] {
  const codes = long.flatMap((set) => set.codes);
  const kinds = new Map<string, number>();
  for (const code of [...LIKED, ...codes, other(new Set([...named, ...LIKED, ...codes]))]) {
    if (named.has(code)) continue;
    const kind = long.map((set) => set.has(code)).join();
    if (!kinds.has(kind)) kinds.set(kind, code);
  }
  return [...kinds.values()];
}
