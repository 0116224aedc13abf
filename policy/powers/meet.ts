// What several elements of statements have in common, pattern by pattern.

import { compilePattern } from "../patterns/compile-pattern.ts";
import type { Element } from "../policy-document.ts";

/** Elements that must all hold; mostly one. */
export type Met = readonly Element[];

/**
 * One entry for each pattern that lies in all elements, or for patterns of which neither holds the other and which may
 * overlap. An element in its Not… form is kept beside the patterns of the others. `fold` makes texts that are compared
 * without case alike.
 */
export function meet(elements: readonly Element[], fold = (text: string): string => text): readonly Met[] {
  const negated = elements.filter((one) => one.negated);
  const [first, ...others] = elements.filter((one) => !one.negated);
  if (first === undefined) return [negated];
  const met = others.reduce<readonly (readonly string[])[]>(
    (some, { values }) => some.flatMap((patterns) => values.flatMap((value) => added(patterns, value, fold))),
    [...new Set(first.values)].map((value) => [value]),
  );
  const distinct = new Map(met.map((patterns) => [fold(JSON.stringify(patterns.toSorted())), patterns]));
  return [...distinct.values()].map((patterns) => [
    ...patterns.map((value) => ({ negated: false, values: [value] })),
    ...negated,
  ]);
}

/** Patterns and one more that must hold, too: none if a text that is no pattern does not lie in it. */
function added(
  patterns: readonly string[],
  value: string,
  fold: (text: string) => string,
): readonly (readonly string[])[] {
  if (patterns.some((one) => holds(fold(value), fold(one)))) return [patterns];
  const left = patterns.filter((one) => !holds(fold(one), fold(value)));
  if (left.length > 0 && ![...left, value].every(isPattern)) return [];
  return [[...left, value]];
}

// A `?` of the outer pattern would take a `*` of the inner one for a character; variables stand for any text.
const holds = (outer: string, inner: string): boolean =>
  outer === inner ||
  outer === "*" ||
  (!/\?|\$\{/.test(outer) && !inner.includes("${") && compilePattern(outer)(inner));

const isPattern = (text: string): boolean => /[*?]|\$\{/.test(text);

/** Elements that must all hold as one of a region: `s3:Get* ∩ s3:*Object`. */
export function inOne(met: Met): Element {
  const [only] = met;
  if (met.length === 1 && only !== undefined) return only;
  const texts = met.map(({ negated, values }) => `${negated ? "not " : ""}${values.join(" or ")}`);
  return { negated: false, values: [texts.join(" ∩ ")] };
}
