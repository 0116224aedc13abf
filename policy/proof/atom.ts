// The smallest questions about a request: does its action, its resource or one of its condition keys meet a test?

import type { ValueType } from "../patterns/template.ts";
import type { Language } from "./texts/language.ts";
import type { Family } from "./values/samples.ts";

/** What one key of a request is: absent, one text, or several. Action and resource are keys that are never absent. */
export type KeyState = string | readonly string[] | undefined;

/** Which texts a condition names, before the operator's negation. */
export interface Match {
  readonly family: Family | "text";
  /** For texts: all that are matched lie in `upper`, and all of `lower` are matched. */
  readonly lower: Language;
  readonly upper: Language;
  /** Whether `test` tells which texts are matched. It does not where a variable has no known value. */
  readonly exact: boolean;
  readonly test: (text: string) => boolean;
  /** The bounds of numbers, dates, addresses and bytes, as written; of patterns, some texts that they match. */
  readonly bounds: readonly string[];
}

export interface Atom {
  readonly id: number;
  /** In lower case. */
  readonly key: string;
  /** "present" asks only whether the key is there. */
  readonly quantifier: "ForAllValues" | "ForAnyValue" | "present" | undefined;
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly match: Match;
  /** Whether an operator without set operator compares the only value of a list. */
  readonly compared: boolean;
  readonly type: ValueType | undefined;
}

/** Whether a condition takes several values of its key, whatever the key's type. */
export const isOfSet = ({ quantifier }: Pick<Atom, "quantifier">): boolean =>
  quantifier === "ForAllValues" || quantifier === "ForAnyValue";

/** What an atom says of a key in a given form: true or false whatever the values, or what one of them must be. */
export type Demand = boolean | "one" | "every" | "some";

/** The forms that a key can have. A text alone may be empty, which counts as nothing for the set operators. */
export type Form = "absent" | "text" | "empty" | "listed" | "emptyListed" | "many";

/** As compileCondition of policy/conditions/compile-condition.ts decides. */
export function demand(atom: Atom, form: Form): Demand {
  if (atom.quantifier === "present") return form !== "absent";
  if (form === "absent") return withoutKey(atom);
  if (atom.quantifier === undefined) return bare(atom, form);
  const isAll = atom.quantifier === "ForAllValues";
  if (form === "empty" || form === "emptyListed") return isAll;
  return isAll ? "every" : "some";
}

function withoutKey({ quantifier, ifExists, negated }: Atom): boolean {
  if (quantifier === undefined) return ifExists || negated;
  return quantifier === "ForAllValues" || ifExists;
}

// An operator without set operator compares a text, and the only value of a list if it compares that at all. What it
// says of several values of a key that has one is in doubt: several-values.ts.
function bare({ compared, type }: Atom, form: Form): Demand {
  if (form === "many") return false;
  const isText = form === "text" || form === "empty";
  return compared || type === "single-valued" || (isText && type !== "multivalued") ? "one" : false;
}

export const formOf = (state: KeyState): Form => {
  if (state === undefined || (typeof state !== "string" && state.length === 0)) return "absent";
  if (typeof state === "string") return state === "" ? "empty" : "text";
  if (state.length > 1) return "many";
  return state[0] === "" ? "emptyListed" : "listed";
};

/** Whether a value is one that the condition asks for. Only for exact atoms. */
export const meets = ({ match, negated }: Atom, value: string): boolean => match.test(value) !== negated;

/** The answer to an exact atom for a key's state. */
export function holds(atom: Atom, state: KeyState): boolean {
  const asked = demand(atom, formOf(state));
  if (typeof asked === "boolean") return asked;
  const values = typeof state === "string" ? [state] : (state ?? []);
  return asked === "some"
    ? values.some((value) => meets(atom, value))
    : values.every((value) => meets(atom, value));
}
