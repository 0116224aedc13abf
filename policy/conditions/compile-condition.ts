// One condition: every value of the policy against every value of the request, as operator and set prefix say.
import type { Asked } from "../request/asked.ts";
import { everyHolds, someHolds } from "../request/doubt.ts";
import type { Operator } from "./operators.ts";
import type { ValueTest } from "./value-tests.ts";

export type ConditionTest = (asked: Asked) => boolean;

interface ConditionShape {
  /** In lower case. */
  readonly key: string;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
}

/**
 * The test of a condition. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(
  { key, quantifier, ifExists }: ConditionShape,
  { negated }: Operator,
  tests: readonly ValueTest[],
): ConditionTest {
  // OR over the values of the policy; a negated operator requires that none of them match (NOR).
  const meets = (value: string, asked: Asked): boolean =>
    someHolds(tests, (test) => test(value, asked)) !== negated;

  if (quantifier === "ForAllValues") {
    return (asked) => everyHolds(valueSet(asked, key), (value) => meets(value, asked));
  }
  if (quantifier === "ForAnyValue") {
    return (asked) => {
      if (ifExists && !asked.has(key)) return true;
      return someHolds(valueSet(asked, key), (value) => meets(value, asked));
    };
  }
  return (asked) => {
    const value = asked.values(key);
    if (typeof value === "string") return meets(value, asked);
    if (value === undefined || value.length === 0) return ifExists || negated;
    return (negated ? everyHolds : someHolds)(value, (one) => meets(one, asked));
  };
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
