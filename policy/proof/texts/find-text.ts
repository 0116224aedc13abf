// The shortest text in some languages and outside others, or the certainty that there is none.

import type { Budget } from "../limit.ts";
import { automatonOf, type Place, patternName } from "./automaton.ts";
import { choices } from "./choices.ts";
import type { Language } from "./language.ts";

interface Node {
  /** One place in each wanted language: which of its patterns the text follows is guessed. */
  readonly wanted: readonly number[];
  /** All places in the unwanted languages that the text can have reached, in order. */
  readonly unwanted: readonly number[];
  readonly from: Node | undefined;
  readonly code: number;
}

/**
 * The shortest text that every wanted language holds and no unwanted one; undefined if there is none, for certain.
 * A search through the product of the patterns. Of two nodes with the same wanted places, the one with fewer unwanted
 * places can go on with every text of the other, so the other is dropped (De Wulf, Doyen, Henzinger, Raskin 2006:
 * https://doi.org/10.1007/11817963_5). Throws Limit when the budget is used up.
 */
export function findText(
  wanted: readonly Language[],
  unwanted: readonly Language[],
  budget: Budget,
): string | undefined {
  const places = wanted.map((language) => automatonOf(language).places);
  const refused = together(unwanted);
  const seen = new Map<string, (readonly number[])[]>();
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    if (node.unwanted.some((place) => refused.places[place]?.takesAll === true)) return;
    const name = node.wanted.join();
    const known = seen.get(name);
    budget.spend(1 + (known?.length ?? 0));
    if (known?.some((fewer) => isSubset(fewer, node.unwanted)) === true) return;
    if (known === undefined) seen.set(name, [node.unwanted]);
    else known.push(node.unwanted);
    nodes.push(node);
  };
  const starts = startsOf(wanted, unwanted);
  const first = closed(refused.places, refused.starts);
  for (const tuple of product(starts)) visit({ wanted: tuple, unwanted: first, from: undefined, code: 0 });
  // The list grows while it is read: the shortest texts come first.
  for (const node of nodes) {
    if (isFound(places, refused.places, node)) return textOf(node);
    for (const code of choices(places, refused.places, node)) {
      const targets = stepAll(places, node.wanted, code);
      budget.spend(1 + node.wanted.length);
      if (targets === undefined) continue;
      budget.spend(node.unwanted.length);
      const next = stepUnwanted(refused.places, node.unwanted, code);
      for (const tuple of product(targets)) visit({ wanted: tuple, unwanted: next, from: node, code });
    }
  }
  return undefined;
}

// A pattern that is unwanted, too, leads nowhere.
function startsOf(
  wanted: readonly Language[],
  unwanted: readonly Language[],
): readonly (readonly number[])[] {
  const refused = new Set(unwanted.flatMap((language) => language.map(patternName)));
  return wanted.map((language) => {
    const { starts } = automatonOf(language);
    return starts.filter((_, index) => !refused.has(patternName(language[index] ?? [])));
  });
}

interface Places {
  readonly places: readonly Place[];
  readonly starts: readonly number[];
}

// The unwanted languages as one.
function together(languages: readonly Language[]): Places {
  const [only] = languages;
  if (only !== undefined && languages.length === 1) return automatonOf(only);
  const places: Place[] = [];
  const starts: number[] = [];
  for (const language of languages) {
    const { places: own, starts: begin } = automatonOf(language);
    const shift = places.length;
    for (const start of begin) starts.push(start + shift);
    for (const place of own) places.push({ ...place, closure: place.closure.map((one) => one + shift) });
  }
  return { places, starts };
}

function closed(places: readonly Place[], reached: Iterable<number>): readonly number[] {
  const all = new Set<number>();
  for (const place of reached) for (const one of places[place]?.closure ?? []) all.add(one);
  return Int32Array.from(all).sort() as unknown as readonly number[];
}

function stepUnwanted(places: readonly Place[], from: readonly number[], code: number): readonly number[] {
  const reached: number[] = [];
  for (const place of from) {
    const { set, isRun } = places[place] ?? {};
    if (set?.has(code) === true) reached.push(isRun === true ? place : place + 1);
  }
  return closed(places, reached);
}

// Where a character leads each wanted language; undefined if one cannot take it.
function stepAll(
  places: readonly (readonly Place[])[],
  from: readonly number[],
  code: number,
): readonly (readonly number[])[] | undefined {
  const all: (readonly number[])[] = [];
  for (const [index, place] of from.entries()) {
    const own = places[index] ?? [];
    const reached: number[] = [];
    for (const one of own[place]?.closure ?? []) {
      const { set, isRun } = own[one] ?? {};
      if (set?.has(code) === true) reached.push(isRun === true ? one : one + 1);
    }
    if (reached.length === 0) return undefined;
    all.push(reached);
  }
  return all;
}

const isFound = (places: readonly (readonly Place[])[], refused: readonly Place[], node: Node): boolean =>
  node.wanted.every((place, index) => places[index]?.[place]?.isEnd === true) &&
  !node.unwanted.some((place) => refused[place]?.set === undefined);

function isSubset(fewer: readonly number[], more: readonly number[]): boolean {
  if (fewer.length > more.length) return false;
  let at = 0;
  for (const place of fewer) {
    while (at < more.length && (more[at] ?? 0) < place) at += 1;
    if (more[at] !== place) return false;
  }
  return true;
}

function product(lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  let tuples: readonly (readonly number[])[] = [[]];
  for (const list of lists) {
    const [only] = list;
    tuples =
      only !== undefined && list.length === 1
        ? tuples.map((tuple) => [...tuple, only])
        : tuples.flatMap((tuple) => list.map((one) => [...tuple, one]));
  }
  return tuples;
}

function textOf(node: Node): string {
  const codes: number[] = [];
  for (let at: Node | undefined = node; at?.from !== undefined; at = at.from) codes.push(at.code);
  return String.fromCharCode(...codes.reverse());
}
