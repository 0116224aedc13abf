// Turns a read statement into its elements as written and the tests that decide whether it applies.
import { arnTest, splitArn } from "./arn-pattern.ts";
import type { Asked } from "./asked.ts";
import { type ConditionTest, compileCondition, compileNull } from "./conditions/compile-condition.ts";
import { findOperator, type ValueTest } from "./conditions/operators.ts";
import { compileGlob, globTest, type TextTest } from "./glob.ts";
import { compilePrincipal, type Naming, type PrincipalTest } from "./principals.ts";
import { type Place, type Reading, refuse } from "./reading.ts";
import type {
  ConditionSource,
  ElementSource,
  Located,
  PrincipalSource,
  StatementSource,
  Version,
} from "./source.ts";
import { hasVariables, parseTemplate, plainTemplate, resolve, type Template, textOf } from "./template.ts";
import type { ConditionElement, Effect, Element, PrincipalElement, StatementElements } from "./types.ts";

export interface Statement extends StatementElements {
  readonly index: number;
  /** Takes the action in lower case. */
  readonly takesAction: TextTest;
  /** How the statement names the caller; "direct" where the document's kind has no principals. */
  readonly names: PrincipalTest;
  readonly takesResource: (asked: Asked) => boolean;
  readonly holds: readonly ConditionTest[];
}

/** Compiles a statement that passed every check. Throws PolicyError for values that no operator can read. */
export function compileStatement(
  reading: Reading,
  source: StatementSource,
  index: number,
  version: Version,
): Statement {
  const effect: Effect = source.effect.text === "Deny" ? "Deny" : "Allow";
  const read = (value: Located): Template =>
    version === "2012-10-17" ? readTemplate(reading, value) : plainTemplate(value.text);
  const principal = source.principal === undefined ? undefined : principalElement(source.principal);
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
    names: principal === undefined ? () => "direct" as Naming : compilePrincipal(principal, effect),
    takesResource: compileResources(source.resource, effect, read),
    holds: source.conditions.map((condition) => readCondition(reading, condition, read)),
  };
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

function readTemplate(reading: Reading, { text, ...place }: Located): Template {
  const template = parseTemplate(text);
  if (!("unknown" in template)) return template;
  const detail = `${template.unknown} is no policy variable; write \${key}, \${key, 'default'}, \${*}, \${?} or \${$}.`;
  return refuse(reading, "variable", place, detail);
}

const anyOf = (tests: readonly TextTest[]): TextTest => {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (subject) => tests.some((test) => test(subject));
};

function compileActions(source: ElementSource | undefined): TextTest {
  if (source === undefined) return () => false;
  const listed = anyOf(
    source.values.map(({ text }) => globTest(compileGlob(plainTemplate(text.toLowerCase())))),
  );
  return source.negated ? (action) => !listed(action) : listed;
}

type ResourceTest = (asked: Asked) => boolean;

function compileResources(
  source: ElementSource | undefined,
  effect: Effect,
  read: (value: Located) => Template,
): ResourceTest {
  // Only a role's trust policy has no resource: it is about the role itself.
  if (source === undefined) return () => true;
  const templates = source.values.map(read);
  const fixed = anyOf(templates.filter((template) => !hasVariables(template)).map(resourceTest));
  const variable = templates.filter(hasVariables);
  const listed = ({ resource, lookup }: Asked): boolean =>
    fixed(resource) ||
    variable.some((template) => {
      const resolved = resolve(template, lookup);
      return resolved !== undefined && resourceTest(resolved)(resource);
    });
  if (!source.negated) return variable.length === 0 ? ({ resource }) => fixed(resource) : listed;
  // A variable without a value leaves it open what is excepted: an Allow then grants nothing.
  return (asked) => {
    const open =
      effect === "Allow" && variable.some((template) => resolve(template, asked.lookup) === undefined);
    return !open && !listed(asked);
  };
}

const resourceTest = (template: Template): TextTest =>
  textOf(template) === "*" && !hasVariables(template) ? () => true : arnTest(template);

/** Whether a variable stands before the fifth colon of an ARN, where AWS takes none. */
export const variableInHead = (template: Template): boolean =>
  splitArn(template).slice(0, 5).some(hasVariables);

function readCondition(
  reading: Reading,
  source: ConditionSource,
  read: (value: Located) => Template,
): ConditionTest {
  const operator = findOperator(source.operator);
  if (operator === undefined)
    return refuse(reading, "operator", source.key, `Unknown operator ${source.operator}.`);
  const key = source.key.text.toLowerCase();
  if (source.operator === "Null") {
    return compileNull(
      key,
      source.values.map((value) => checkedNull(reading, value)),
    );
  }
  const tests = source.values.map((value): ValueTest => {
    const template = operator.variables ? read(value) : plainTemplate(value.text);
    return operator.compile(template) ?? refuseValue(reading, source.operator, value);
  });
  return compileCondition({ ...source, key }, operator, tests);
}

function checkedNull(reading: Reading, value: Located): string {
  return /^(?:true|false)$/i.test(value.text) ? value.text : refuseValue(reading, "Null", value);
}

function refuseValue(reading: Reading, operator: string, { text, ...place }: Located & Place): never {
  const rule = operator.startsWith("Date") ? "date" : "conditionValue";
  const detail = `${JSON.stringify(text)} is no value that ${operator} can compare.`;
  return refuse(reading, rule, place, detail);
}
