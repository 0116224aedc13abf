// One value of a key that meets some tests and fails others, or the certainty that there is none.

import type { Atom } from "./atom.ts";
import { type Budget, Limit } from "./limit.ts";
import { holdsText } from "./texts/automaton.ts";
import { findText } from "./texts/find-text.ts";
import { type Language, NOT_EMPTY } from "./texts/language.ts";
import { isReadable, samplesOf } from "./values/samples.ts";

/** What a value must be: one that the condition's match holds, or not. The negation of its operator is done before. */
export interface Wish {
  readonly atom: Atom;
  readonly matched: boolean;
}

/** A language, and its quickest test. */
export interface Within {
  readonly language: Language;
  readonly test: (text: string) => boolean;
}

/** The values that a key can have at all. */
export interface Values {
  readonly key: string;
  /** All atoms about the key: their bounds cut numbers, dates and addresses into classes. */
  readonly atoms: readonly Atom[];
  /** The only values, if they are few; the ones that a reader likes come first. */
  readonly only: readonly string[] | undefined;
  readonly within: Within | undefined;
  /** Texts to try before any search. */
  readonly liked: readonly string[];
}

/** Throws Limit where a search costs too much, or where conditions of several types meet. */
export function findValue(
  values: Values,
  wishes: readonly Wish[],
  notEmpty: boolean,
  budget: Budget,
): string | undefined {
  if (contradict(wishes)) return undefined;
  const accepts = (text: string): boolean => {
    budget.spend(1 + wishes.length);
    return !(notEmpty && text === "") && wishes.every((wish) => fulfils(wish, text));
  };
  if (values.only !== undefined) return values.only.find(accepts);
  const families =
    wishes.length === 0 ? (["text"] as const) : [...new Set(wishes.map(({ atom }) => atom.match.family))];
  const found = families.map((family) => findIn(family, values, wishes, notEmpty, budget));
  if (found.includes(undefined)) return undefined;
  if (families.length === 1) return found[0];
  const text = [...found, ...candidates(values)].find((one) => one !== undefined && accepts(one));
  if (text !== undefined) return text;
  throw new Limit(`conditions of different types on the key ${values.key}`);
}

const contradict = (wishes: readonly Wish[]): boolean =>
  wishes.some(({ atom, matched }) =>
    wishes.some((other) => other.atom === atom && other.matched !== matched),
  );

/** Whether a text is as wished; for a match that is not exact, whether it can be. */
function fulfils({ atom: { match }, matched }: Wish, text: string): boolean {
  if (match.exact) return match.test(text) === matched;
  return matched ? holdsText(match.upper, text) : !holdsText(match.lower, text);
}

function findIn(
  family: Atom["match"]["family"],
  values: Values,
  all: readonly Wish[],
  notEmpty: boolean,
  budget: Budget,
): string | undefined {
  const wishes = all.filter(({ atom }) => atom.match.family === family);
  const accepts = (text: string): boolean => {
    budget.spend(1 + wishes.length);
    return !(notEmpty && text === "") && wishes.every((wish) => fulfils(wish, text));
  };
  if (family === "text") {
    const liked = values.liked.find((text) => (values.within?.test(text) ?? true) && accepts(text));
    if (liked !== undefined) return liked;
    const wanted = wishes.filter(({ matched }) => matched).map(({ atom }) => atom.match.upper);
    const unwanted = wishes.filter(({ matched }) => !matched).map(({ atom }) => atom.match.lower);
    const limits = [
      ...(values.within === undefined ? [] : [values.within.language]),
      ...(notEmpty ? [NOT_EMPTY] : []),
    ];
    const text = findText([...limits, ...wanted], unwanted, budget);
    if (text === undefined || accepts(text)) return text;
    if (wishes.every(({ atom: { match } }) => match.lower === match.upper)) {
      throw new Error(`The text ${JSON.stringify(text)} does not meet its tests of ${values.key}.`);
    }
    throw new Limit(`letters beyond ASCII in the values of the key ${values.key}`);
  }
  const bounds = values.atoms
    .filter(({ match }) => match.family === family)
    .flatMap(({ match }) => match.bounds);
  const { texts, complete } = samplesOf(family, bounds);
  const found = texts.find(accepts);
  if (found === undefined && !complete) throw new Limit(`the bounds of the key ${values.key}`);
  return found;
}

function candidates({ atoms }: Values): readonly string[] {
  const bounds = atoms.flatMap(({ match }) => match.bounds);
  const families = new Set(atoms.flatMap(({ match: { family } }) => (family === "text" ? [] : [family])));
  return [
    ...bounds,
    ...[...families].flatMap(
      (family) =>
        samplesOf(
          family,
          bounds.filter((text) => isReadable(family, text)),
        ).texts,
    ),
  ];
}
