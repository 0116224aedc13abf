// The tests of a statement's Condition, all of which must hold.

import { type ConditionTest, compileCondition, compileNull } from "../conditions/compile-condition.ts";
import { findOperator } from "../conditions/operators.ts";
import type { ValueTest } from "../conditions/value-tests.ts";
import type { TemplateReader } from "../language/read-template.ts";
import { type Reading, refuse } from "../language/reading.ts";
import type { ConditionSource, Located } from "../language/source.ts";
import { plainTemplate } from "../patterns/template.ts";
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
    return operator.compile(template) ?? refuseValue(reading, source.operator, value);
  });
  if (source.operator === "Null") return compileNull(key, tests);
  return compileCondition({ ...source, key, type: keyTypes(key) }, operator, tests);
}

function refuseValue(reading: Reading, operator: string, { text, ...place }: Located): never {
  const rule = operator.startsWith("Date") ? "date" : "conditionValue";
  const detail = `${JSON.stringify(text)} is no value that ${operator} can compare.`;
  return refuse(reading, rule, place, detail);
}
