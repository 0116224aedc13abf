// Several values of a key that has one. AWS sends none, and evaluate cannot tell what a condition without set operator
// says of them: it shows nothing for either side. A set operator takes them, and what it allows is found.

import { type Atom, isOfSet } from "./atom.ts";
import { ACTION, type AtomTable, RESOURCE } from "./atom-table.ts";
import { all, any, atomsOf, type Formula, TRUE } from "./formula.ts";
import { languageMatch } from "./match.ts";
import { EVERYTHING } from "./texts/language.ts";

/** Whether a request has at most one value of the key. */
export const hasOneValue = (table: AtomTable, key: string): Formula =>
  table.own(`${key} has one value`, key, languageMatch(EVERYTHING), { absent: true });

/** The formula, in which no condition that is in doubt about several values of its key is true or false of them. */
export function withoutDoubt(table: AtomTable, formula: Formula): Formula {
  const ofSets = new Set([...atomsOf(formula)].filter(isOfSet).map(({ key }) => key));
  if (ofSets.size === 0) return formula;
  const guarded = (part: Formula): Formula => {
    if (part.kind === "all") return all(part.of.map(guarded));
    if (part.kind === "any") return any(part.of.map(guarded));
    return all([part, ofSets.has(part.atom.key) ? guardOf(table, part.atom) : TRUE]);
  };
  return guarded(formula);
}

const guardOf = (table: AtomTable, { key, type, quantifier }: Atom): Formula =>
  quantifier === undefined && type === "single-valued" && key !== ACTION && key !== RESOURCE
    ? hasOneValue(table, key)
    : TRUE;
