// Turns a parsed statement into its elements as written and the tests that decide whether it applies.

import { templateReader } from "../language/read-template.ts";
import type { Reading } from "../language/reading.ts";
import type { ConditionSource, ElementSource, PrincipalSource, StatementSource } from "../language/source.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import { anyTest, type TextTest } from "../patterns/glob.ts";
import type { ConditionElement, Effect, Element, PrincipalElement, Version } from "../policy-document.ts";
import type { KeyTypes } from "../request/key-types.ts";
import { compileConditions } from "./compile-conditions.ts";
import { compileResources } from "./compile-resources.ts";
import { compilePrincipal } from "./principals.ts";
import type { Statement } from "./statement.ts";

/** Compiles a statement that passed every check. */
export function compileStatement(
  reading: Reading,
  source: StatementSource,
  index: number,
  version: Version,
  keyTypes: KeyTypes,
): Statement {
  const effect: Effect = source.effect.text === "Deny" ? "Deny" : "Allow";
  const read = templateReader(reading, version, keyTypes);
  const principal = source.principal && principalElement(source.principal);
  const resource = source.resource && elementOf(source.resource);
  return {
    index,
    effect,
    action: source.action ? elementOf(source.action) : { negated: false, values: [] },
    conditions: source.conditions.map(conditionElement),
    ...(source.sid && { sid: source.sid.text }),
    ...(principal && { principal }),
    ...(resource && { resource }),
    takesAction: compileActions(source.action),
    names: principal === undefined ? () => "direct" : compilePrincipal(principal, effect),
    takesResource: compileResources(source.resource, effect, read),
    conditionTests: compileConditions(reading, source.conditions, read, keyTypes),
  };
}

function compileActions(source: ElementSource | undefined): TextTest {
  if (source === undefined) return () => false;
  const listed = anyTest(source.values.map(({ text }) => compilePattern(text.toLowerCase())));
  return source.negated ? (action) => !listed(action) : listed;
}

const elementOf = ({ negated, values }: ElementSource): Element => ({
  negated,
  values: values.map(({ text }) => text),
});

const principalElement = ({ negated, everyone, named }: PrincipalSource): PrincipalElement => ({
  negated,
  everyone,
  named: named.map(({ type, value }) => ({ type, value: value.text })),
});

const conditionElement = (source: ConditionSource): ConditionElement => ({
  operator: source.operator,
  ifExists: source.ifExists,
  key: source.key.text,
  values: source.values.map(({ text }) => text),
  ...(source.quantifier && { quantifier: source.quantifier }),
});
