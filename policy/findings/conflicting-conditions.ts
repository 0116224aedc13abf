// Finds conditions of one statement that no request can meet together.
import { parseInstant } from "../conditions/dates.ts";
import { findOperator } from "../conditions/operators.ts";
import type { ValueTest } from "../conditions/value-tests.ts";
import { plainTemplate } from "../patterns/template.ts";
import { holdsWithoutKey, isNegated } from "./absence.ts";
import { eachStatement, ownIssue } from "./finding.ts";
import type { InspectedStatement, NamedCondition } from "./inspection.ts";
import { overlap, readPattern } from "./patterns.ts";

const ISSUE = ownIssue(
  "error",
  "CONFLICTING_CONDITIONS",
  "reference_policies_condition-logic-multiple-context-keys-or-values.html",
);

/** Every condition of a statement must hold; two that exclude each other leave nothing. */
export const conflictingConditions = eachStatement(function* (statement, { version }) {
  for (const conditions of byKey(statement)) {
    const [first] = conditions;
    const judged = conditions.filter((one) => readable(one, version === "2012-10-17"));
    if (first === undefined || !(nullConflict(conditions) || valuesConflict(judged))) continue;
    const operators = conditions.map(({ operator }) => operator).join(" and ");
    const message = `No request can meet all conditions on ${first.key.text} (${operators}), so the statement has no effect; correct one of them.`;
    yield { issue: ISSUE, at: first.key, message };
  }
});

// Conditions on the same single value: without a set prefix, several values never match. IfExists matches without any.
function byKey({ conditions }: InspectedStatement): Iterable<readonly NamedCondition[]> {
  const single = conditions.filter(({ quantifier, ifExists }) => quantifier === undefined && !ifExists);
  return Map.groupBy(single, ({ key }) => key.text.toLowerCase()).values();
}

const readable = ({ operator, values }: NamedCondition, variables: boolean): boolean =>
  operator !== "Null" && values.length > 0 && !(variables && values.some(({ text }) => text.includes("${")));

function nullConflict(conditions: readonly NamedCondition[]): boolean {
  const judged = conditions.filter(({ values }) => values.length > 0);
  const absent = judged.some(
    ({ operator, values }) =>
      operator === "Null" && values.every(({ text }) => text.toLowerCase() === "true"),
  );
  return absent && judged.some((one) => !holdsWithoutKey(one));
}

function valuesConflict(conditions: readonly NamedCondition[]): boolean {
  const candidates = candidatesOf(conditions);
  if (candidates !== undefined)
    return !candidates.some((text) => conditions.every((one) => meets(one, text)));
  const patterns = conditions.filter(({ operator }) => operator === "StringLike");
  return patterns.some((one) => patterns.some((other) => !alike(one, other)));
}

// Sample texts: if any text meets all conditions, one of these does. Undefined where there are no such samples.
function candidatesOf(conditions: readonly NamedCondition[]): readonly string[] | undefined {
  const exact = conditions.find(({ operator }) => operator === "StringEquals");
  if (exact !== undefined) return exact.values.map(({ text }) => text);
  const texts = conditions.flatMap(({ values }) => values.map(({ text }) => text));
  if (conditions.every(({ operator }) => operator.startsWith("Numeric"))) {
    return texts.every((text) => ORDINARY.test(text)) ? between(texts.map(Number), 1).map(String) : undefined;
  }
  if (!conditions.every(({ operator }) => operator.startsWith("Date"))) return undefined;
  const instants = texts.map((text) => parseInstant(text) ?? Number.NaN);
  if (!instants.every((instant) => Number.isInteger(instant) && Math.abs(instant) < FARTHEST))
    return undefined;
  return between(instants, 2000).map((instant) => new Date(instant).toISOString());
}

// JavaScript cannot write exactly the neighbours of longer numbers, or of instants in other millennia.
const ORDINARY = /^-?\d{1,9}(?:\.\d{1,5})?$/;
const FARTHEST = Date.UTC(9000, 0);

// The bounds, the middle of every gap between them, and a place beyond each end.
function between(bounds: readonly number[], step: number): readonly number[] {
  const sorted = bounds.toSorted((one, other) => one - other);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  const middles = sorted.slice(1).map((bound, index) => ((sorted[index] ?? bound) + bound) / 2);
  return [first - step, ...sorted, ...middles, last + step];
}

function meets(condition: NamedCondition, text: string): boolean {
  const matched = testsOf(condition).some((test) => test(text, NO_KEYS));
  return matched !== isNegated(condition);
}

const NO_KEYS = { single: () => undefined };

function testsOf({ operator, values }: NamedCondition): readonly ValueTest[] {
  return values.flatMap(({ text }) => findOperator(operator)?.compile(plainTemplate(text)) ?? []);
}

const alike = (one: NamedCondition, other: NamedCondition): boolean =>
  one.values.some(({ text }) =>
    other.values.some((value) => overlap(readPattern(text), readPattern(value.text))),
  );
