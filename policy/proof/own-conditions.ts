// Conditions of the engine's own on the keys of a question, written as in a policy.

import type { Atom, Match } from "./atom.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { all, any, type Formula, not } from "./formula.ts";
import { conditionMatch } from "./match.ts";

/** Whether a request has the key. */
export const isThere = (table: AtomTable, { key, atoms }: Key): Formula => table.present(key, atoms[0]?.type);

/** Both, or neither. */
export const alike = (one: Formula, other: Formula): Formula =>
  any([all([one, other]), all([not(one), not(other)])]);

/** What the conditions on two keys compare them with. */
export const boundsOf = (one: Key, other: Key): readonly string[] =>
  [one, other].flatMap(({ atoms }) => atoms.flatMap(({ match }) => match.bounds));

/** A condition with one value. */
export function own(
  table: AtomTable,
  key: Key,
  operator: string,
  text: string,
  quantifier?: Atom["quantifier"],
): Formula {
  const { negated: _negated, ...match }: Match & { negated: boolean } = conditionMatch(
    operator,
    [text],
    plain,
    "Allow",
    unbound,
  );
  return table.own(JSON.stringify(["together", key.key, operator, text]), key.key, match, {
    type: key.atoms[0]?.type,
    quantifier,
  });
}

const plain = (text: string) => [{ kind: "literal", text } as const];
const unbound = (): undefined => undefined;
