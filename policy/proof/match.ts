// What the values of a policy match: as languages, for all texts at once; and in one text, by evaluate's own tests.

import { findOperator } from "../conditions/operators.ts";
import type { ValueTest } from "../conditions/value-tests.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import { anyTest, type TextTest } from "../patterns/glob.ts";
import {
  hasVariables,
  isStar,
  type KeyValues,
  plainTemplate,
  resolve,
  type Template,
  textOf,
} from "../patterns/template.ts";
import type { Effect } from "../policy-document.ts";
import { remember } from "../remember.ts";
import type { KeyState, Match } from "./atom.ts";
import { holdsText } from "./texts/automaton.ts";
import * as language from "./texts/language.ts";
import type { Family } from "./values/samples.ts";

/** What is known of the keys that variables name; undefined for a key that may be anything. */
export type Bindings = (key: string) => { readonly state: KeyState } | undefined;

type Language = language.Language;

const exactly = (of: Language, test: TextTest, texts: readonly string[] = []): Match => ({
  ...{ family: "text", lower: of, upper: of, exact: true, test, bounds: texts },
});

/** A text that a pattern without variables matches. */
const textFor = (template: Template): string =>
  template
    .map((piece) => (piece.kind === "text" ? piece.text.replaceAll(/[*?]/g, "a") : textOf([piece])))
    .join("");

export const textsFor = (templates: readonly Template[]): readonly string[] =>
  templates.filter((template) => !hasVariables(template)).map(textFor);

const matchOfActions = remember((written) => {
  const patterns: readonly string[] = JSON.parse(written);
  return exactly(
    patterns.flatMap((text) => language.glob(plainTemplate(text))),
    anyTest(patterns.map(compilePattern)),
    patterns.map((text) => textFor(plainTemplate(text))),
  );
});

/** Whether an action, in lower case, is named by one of the patterns. */
export const actionMatch = (patterns: readonly string[]): Match =>
  patterns.length === 0 ? languageMatch(language.NOTHING) : matchOfActions(JSON.stringify(patterns));

/** A language of the engine's own. */
export const languageMatch = (of: Language): Match => exactly(of, (text) => holdsText(of, text));

const keyValues = (bindings: Bindings): KeyValues => ({
  single: (key, type) => {
    const state = type === "multivalued" ? undefined : bindings(key)?.state;
    if (typeof state === "string") return state;
    return type === "single-valued" && state?.length === 1 ? state[0] : undefined;
  },
});

/** Whether of each variable the value is known, or that it has none. */
export const isBound = (template: Template, bindings: Bindings): boolean =>
  template.every(
    (piece) => piece.kind !== "variable" || piece.type === "multivalued" || bindings(piece.key) !== undefined,
  );

export const lacksValue = (template: Template, bindings: Bindings): boolean =>
  isBound(template, bindings) && resolve(template, keyValues(bindings)) === undefined;

/** Each template with its variables filled in, or with those that may be anything. One without a value is left out. */
export const filled = (templates: readonly Template[], bindings: Bindings): readonly Template[] =>
  templates.flatMap((template) => {
    if (!isBound(template, bindings)) return [template];
    const resolved = resolve(template, keyValues(bindings));
    return resolved === undefined ? [] : [resolved];
  });

/** The languages of templates, in which a variable may be anything. */
export function bounds(templates: readonly Template[], of: (template: Template) => Language) {
  const known = templates.filter((template) => !hasVariables(template));
  const [only] = known;
  // The language of a single pattern stays one and the same, and is prepared once.
  const lower = only !== undefined && known.length === 1 ? of(only) : known.flatMap(of);
  const exact = known.length === templates.length;
  return { lower, upper: exact ? lower : templates.flatMap(of), exact };
}

const FAMILIES: readonly (readonly [operator: RegExp, family: Family])[] = [
  [/^Numeric/, "number"],
  [/^Date/, "date"],
  [/IpAddress$/, "address"],
  [/^Binary/, "bytes"],
];

/** What the values of a condition match, before the operator's negation. */
export function conditionMatch(
  name: string,
  values: readonly string[],
  read: (text: string) => Template,
  effect: Effect,
  bindings: Bindings,
): Match & { readonly negated: boolean } {
  const operator = findOperator(name);
  if (operator === undefined) throw new Error(`No policy holds the operator ${name}.`);
  const { negated } = operator;
  const templates = values.map(operator.variables ? read : plainTemplate);
  // A date that nobody can read leaves a Deny denying and an Allow granting nothing.
  const doubt: ValueTest = () => (effect === "Deny") !== negated;
  const tests = templates.map((template) => operator.compile(template) ?? doubt);
  const keys = keyValues(bindings);
  const test = (text: string): boolean => tests.some((one) => one(text, keys));
  const family = FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
  if (family !== undefined) {
    const { NOTHING: lower, EVERYTHING: upper } = language;
    return { family, lower, upper, exact: true, test, bounds: values, negated };
  }
  const known = filled(templates, bindings);
  return { family: "text", ...textBounds(name, known), test, bounds: textsFor(known), negated };
}

function textBounds(name: string, templates: readonly Template[]): Pick<Match, "lower" | "upper" | "exact"> {
  if (name.startsWith("Arn")) {
    return bounds(templates, (template) => (isStar(template) ? language.EVERYTHING : language.arn(template)));
  }
  if (name.endsWith("Like")) return bounds(templates, language.glob);
  if (name === "StringEquals" || name === "StringNotEquals") {
    return bounds(templates, (template) => language.glob(template.map(literally)));
  }
  const found = bounds(templates, (template) => {
    if (hasVariables(template)) return language.EVERYTHING;
    return language.literalInAnyCase(textOf(template)) ?? language.literal(textOf(template));
  });
  // Which letters beyond ASCII have the same lower case is not modelled.
  const foreign = templates.some((template) => language.literalInAnyCase(textOf(template)) === undefined);
  return foreign ? { ...found, upper: language.EVERYTHING } : found;
}

const literally = (piece: Template[number]): Template[number] =>
  piece.kind === "text" ? { ...piece, kind: "literal" } : piece;
