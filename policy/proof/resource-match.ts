// What a Resource or NotResource matches, as policy/compiled/compile-resources.ts decides.

import { resourceTest } from "../compiled/compile-resources.ts";
import { splitArn } from "../patterns/arn-pattern.ts";
import { anyTest, type TextTest } from "../patterns/glob.ts";
import { hasVariables, plainTemplate, type Template } from "../patterns/template.ts";
import type { Effect } from "../policy-document.ts";
import { remember } from "../remember.ts";
import type { Match } from "./atom.ts";
import { type Bindings, bounds, filled, isBound, lacksValue, textsFor } from "./match.ts";
import { holdsText } from "./texts/automaton.ts";
import * as language from "./texts/language.ts";

type Language = language.Language;

/** What a Resource or NotResource names. */
interface ResourceMatch extends Match {
  /** Whether it is open, by the other reading of an open rule, that the statement applies at all. */
  readonly mayBeInvalid: boolean;
}

/** "never" for a statement that does not apply to any request. */
export function resourceMatch(
  templates: readonly Template[],
  { effect, negated, otherReading }: { effect: Effect; negated: boolean; otherReading: boolean },
  bindings: Bindings,
): ResourceMatch | "never" {
  const variable = templates.filter(hasVariables);
  const mayFail = otherReading && (negated || effect === "Deny");
  if (mayFail && variable.some((template) => lacksValue(template, bindings))) return "never";
  const generous = (effect === "Deny") !== negated;
  const early = generous ? templates.filter(isEarly).map(withStars) : [];
  const late = filled(
    templates.filter((template) => !isEarly(template)),
    bindings,
  );
  const { lower, upper, exact } = bounds(late, (template) => one(template, generous).language);
  const beyond = early.flatMap(language.glob);
  const tests = late.map((template) => (hasVariables(template) ? never : one(template, generous).test));
  const test = anyTest(beyond.length === 0 ? tests : [...tests, (text) => holdsText(beyond, text)]);
  const match = { family: "text", bounds: textsFor(late), test, exact } as const;
  const mayBeInvalid = mayFail && variable.some((template) => !isBound(template, bindings));
  if (!mayBeInvalid) {
    const all = beyond.length === 0 ? lower : [...lower, ...beyond];
    return { ...match, lower: all, upper: exact ? all : [...upper, ...beyond], mayBeInvalid };
  }
  // The statement may not apply although the resource is as it asks.
  return {
    ...{ ...match, exact: false, mayBeInvalid },
    lower: negated ? [...lower, ...beyond] : language.NOTHING,
    upper: negated ? language.EVERYTHING : [...upper, ...beyond],
  };
}

const never: TextTest = () => false;

interface One {
  readonly language: Language;
  readonly test: TextTest;
}

// What one pattern matches. The same patterns stand in many statements.
function one(template: Template, generous: boolean): One {
  const [piece] = template;
  if (template.length === 1 && piece?.kind === "text") return (generous ? generously : strictly)(piece.text);
  return make(template, generous);
}

const make = (template: Template, generous: boolean): One => ({
  language: language.resource(template, generous),
  test: resourceTest(template, generous),
});

const generously = remember((text) => make(plainTemplate(text), true));
const strictly = remember((text) => make(plainTemplate(text), false));

// Whether a variable stands before the fifth colon: policy/compiled/compile-resources.ts is then in doubt.
const isEarly = (template: Template): boolean => splitArn(template).slice(0, -1).some(hasVariables);

const withStars = (template: Template): Template =>
  template.map((piece) => (piece.kind === "variable" ? { kind: "text", text: "*" } : piece));
