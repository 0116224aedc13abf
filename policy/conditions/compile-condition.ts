// One condition: every value of the policy against every value of the request, as operator and set prefix say.

import type { ValueType } from "../patterns/template.ts";
import type { Asked } from "../request/asked.ts";
import { isUntold, possibleValues } from "../request/derived-keys.ts";
import { everyHolds, someHolds } from "../request/doubt.ts";
import { EvaluationError } from "../request/evaluation-error.ts";
import type { Operator } from "./operators.ts";
import type { ValueTest } from "./value-tests.ts";

export type ConditionTest = (asked: Asked) => boolean;

interface ConditionShape {
  /** In lower case. */
  readonly key: string;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
  readonly type: ValueType | undefined;
}

/**
 * The test of a condition. Without set prefix, several values of a multivalued key never match, whatever the operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(
  shape: ConditionShape,
  operator: Operator,
  tests: readonly ValueTest[],
): ConditionTest {
  // OR over the values of the policy; a negated operator requires that none of them match (NOR).
  const meets: Meets = (value, asked) => someHolds(tests, (test) => test(value, asked)) !== operator.negated;
  const test = compileFor(shape, operator, meets);
  const possible = possibleValues(shape.key);
  return possible === undefined ? test : whichever(possible, shape.key, meets, test);
}

// Where AWS sets the key to one of few values, and the request does not tell to which, they may all give one answer.
function whichever(
  possible: readonly string[],
  key: string,
  meets: Meets,
  test: ConditionTest,
): ConditionTest {
  return (asked) => {
    if (asked.told(key) !== undefined || !isUntold(asked, key)) return test(asked);
    const holding = possible.filter((value) => meets(value, asked)).length;
    if (holding === 0) return false;
    return holding === possible.length || test(asked);
  };
}

function compileFor(
  { key, quantifier, ifExists, type }: ConditionShape,
  { negated }: Operator,
  meets: Meets,
): ConditionTest {
  if (quantifier === "ForAllValues") {
    return (asked) => everyHolds(valueSet(asked, key), (value) => meets(value, asked));
  }
  if (quantifier === "ForAnyValue") {
    return (asked) => {
      if (ifExists && !asked.has(key)) return true;
      return someHolds(valueSet(asked, key), (value) => meets(value, asked));
    };
  }
  // A key of unknown type is multivalued where the request brings a list.
  const listed = type === "single-valued" ? meets : onlyValue(key, meets);
  const alone = type === "multivalued" ? listed : meets;
  return (asked) => {
    const value = asked.values(key);
    if (typeof value === "string") return alone(value, asked);
    if (value === undefined || value.length === 0) return ifExists || negated;
    const [only = "", ...more] = value;
    if (more.length === 0) return listed(only, asked);
    if (type === "single-valued") throw severalValues(key);
    return false;
  };
}

const severalValues = (key: string): EvaluationError =>
  new EvaluationError(`The condition key "${key}" has at most one value, and the request brings several.`);

/** Whether an operator without set prefix compares the only value of a multivalued key, by key, where that is known. */
// https://github.com/ExtendDB/extenddb/pull/271, https://github.com/boogy/iam-policy-validator/pull/161
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
export const COMPARED: ReadonlyMap<string, boolean> = new Map([
  ["aws:calledvia", false],
  ["dynamodb:attributes", false],
  ["dynamodb:leadingkeys", false],
  ["events:source", true],
  ["events:detail-type", true],
]);

type Meets = (value: string, asked: Asked) => boolean;

function onlyValue(key: string, meets: Meets): Meets {
  const compared = COMPARED.get(key);
  if (compared !== undefined) return compared ? meets : () => false;
  return (value, asked) => meets(value, asked) && !asked.takesOther("multivalued-key-without-set-operator");
}

/** Null: "true" requires that the key is absent, "false" that it is present. */
export const compileNull =
  (key: string, tests: readonly ValueTest[]): ConditionTest =>
  (asked) => {
    const answer = String(!asked.has(key));
    return tests.some((test) => test(answer, asked));
  };

// For the set operators a key that is absent or resolves to nothing (an empty string) is the empty set.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
function valueSet(asked: Asked, key: string): readonly string[] {
  const value = asked.values(key);
  if (value === undefined || value === "") return [];
  if (typeof value === "string") return [value];
  return value.length === 1 && value[0] === "" ? [] : value;
}
