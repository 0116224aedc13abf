// The tests of a statement's Condition, all of which must hold.

import { type ConditionTest, compileCondition, compileNull } from "../conditions/compile-condition.ts";
import { findOperator } from "../conditions/operators.ts";
import type { ValueTest } from "../conditions/value-tests.ts";
import type { Rule } from "../language/messages.ts";
import type { TemplateReader } from "../language/read-template.ts";
import { type Reading, refuse } from "../language/reading.ts";
import type { ConditionSource, Located } from "../language/source.ts";
import { plainTemplate } from "../patterns/template.ts";
import { EvaluationError } from "../request/evaluation-error.ts";
import { KEY_TYPES, type KeyTypes } from "../request/key-types.ts";

/** Throws PolicyError for a value that its operator cannot compare: a Deny with it would never apply. */
export const compileConditions = (
  reading: Reading,
  sources: readonly ConditionSource[],
  read: TemplateReader,
  keyTypes: KeyTypes = KEY_TYPES,
): readonly ConditionTest[] => sources.map((source) => compile(reading, source, read, keyTypes));

function compile(
  reading: Reading,
  source: ConditionSource,
  read: TemplateReader,
  keyTypes: KeyTypes,
): ConditionTest {
  const operator = findOperator(source.operator);
  if (operator === undefined) {
    const detail = `"${source.operator}" is no condition operator.`;
    return refuse(reading, "operator", source.key, detail, { subject: source.operator });
  }
  const key = source.key.text.toLowerCase();
  const tests = source.values.map((value): ValueTest => {
    const template = operator.variables ? read(value) : plainTemplate(value.text);
    return operator.compile(template) ?? unreadable(reading, source.operator, value);
  });
  if (source.operator === "Null") return compileNull(key, tests);
  return compileCondition({ ...source, key, type: keyTypes(key) }, operator, tests);
}

// The rules of operators whose values AWS refuses in words of their own, by the operators' names.
const RULES: readonly (readonly [operator: RegExp, rule: Rule])[] = [
  [/^Date/, "date"],
  [/IpAddress$/, "address"],
  [/^Binary/, "binary"],
];

function unreadable(reading: Reading, operator: string, { text, ...place }: Located): ValueTest {
  const rule = RULES.find(([name]) => name.test(operator))?.[1] ?? "conditionValue";
  const detail = `${JSON.stringify(text)} is no value that ${operator} can compare.`;
  // S3 keeps a bucket policy whose date nobody can read; what it then does with the statement is not documented.
  if (reading.kind === "resource" && rule === "date") return inDoubt(detail);
  return refuse(reading, rule, place, detail);
}

const inDoubt =
  (detail: string): ValueTest =>
  () => {
    throw new EvaluationError(detail);
  };
