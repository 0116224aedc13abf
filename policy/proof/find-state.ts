// A state of a key in which some atoms hold and others do not, or the certainty that there is none.

import { type Atom, demand, type Form, isOfSet, type KeyState } from "./atom.ts";
import { findValue, type Values, type Wish } from "./find-value.ts";
import type { Budget } from "./limit.ts";

export interface Literal {
  readonly atom: Atom;
  readonly positive: boolean;
}

/** A key of the requests that a question is about. */
export interface Key extends Values {
  readonly forms: readonly Form[];
}

/** What a key can be by the conditions on it. Several values of a key that has one matter to set operators alone. */
export function formsOf(atoms: readonly Atom[], present: boolean): readonly Form[] {
  const [type, ...others] = new Set(atoms.map((atom) => atom.type));
  const forms = FORMS[others.length > 0 ? "unknown" : (type ?? "unknown")];
  const possible = present ? forms : (["absent", ...forms] as const);
  return type === "single-valued" && others.length === 0 && atoms.some(isOfSet)
    ? [...possible, "many"]
    : possible;
}

const FORMS: Readonly<Record<NonNullable<Atom["type"]> | "unknown", readonly Form[]>> = {
  "single-valued": ["text", "empty"],
  multivalued: ["listed", "emptyListed", "many"],
  unknown: ["text", "empty", "listed", "emptyListed", "many"],
};

/** The first form, and in it the first values, that fit; undefined, for certain, if none do. Throws Limit. */
export function findState(
  key: Key,
  literals: readonly Literal[],
  budget: Budget,
): { state: KeyState } | undefined {
  for (const form of key.forms) {
    const found = inForm(form, key, literals, budget);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Wishes {
  /** What all values must be. */
  readonly every: readonly Wish[];
  /** What some value must be, each. */
  readonly some: readonly Wish[];
}

// Undefined where the form itself makes a literal false.
function wishesFor(form: Form, literals: readonly Literal[]): Wishes | undefined {
  const every: Wish[] = [];
  const some: Wish[] = [];
  for (const { atom, positive } of literals) {
    const asked = demand(atom, form);
    if (asked === !positive) return undefined;
    if (typeof asked === "boolean") continue;
    const ofAll = asked === "one" || (asked === "every") === positive;
    (ofAll ? every : some).push({ atom, matched: positive !== atom.negated });
  }
  return { every, some };
}

function inForm(
  form: Form,
  key: Key,
  literals: readonly Literal[],
  budget: Budget,
): { state: KeyState } | undefined {
  const wishes = wishesFor(form, literals);
  if (wishes === undefined) return undefined;
  const { every, some } = wishes;
  if (form === "absent") return { state: undefined };
  if (form === "many") return manyValues(key, every, some, budget);
  const empty = form === "empty" || form === "emptyListed";
  const values = empty ? { ...key, only: allowsEmpty(key) } : key;
  const value = findValue(values, [...every, ...some], !empty, budget);
  if (value === undefined) return undefined;
  return { state: form === "text" || form === "empty" ? value : [value] };
}

const allowsEmpty = ({ only }: Key): readonly string[] =>
  only === undefined || only.includes("") ? [""] : [];

// For each value that must be there, one is found; further ones are not needed.
function manyValues(
  key: Key,
  every: readonly Wish[],
  some: readonly Wish[],
  budget: Budget,
): { state: KeyState } | undefined {
  const found = new Set<string>();
  for (const wish of some.length === 0 ? [undefined] : some) {
    const value = findValue(key, wish === undefined ? every : [...every, wish], false, budget);
    if (value === undefined) return undefined;
    found.add(value);
  }
  const [only = ""] = found;
  return { state: found.size === 1 ? [only, only] : [...found] };
}
