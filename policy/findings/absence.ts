// The result of a condition when the request does not have its key, and the effect on the statement.
import { findOperator } from "../conditions/operators.ts";
import type { ConditionSource } from "../language/source.ts";
import type { Severity } from "./finding.ts";

/** Whether the operator is one of the Not… kind. */
export const isNegated = ({ operator }: ConditionSource): boolean => findOperator(operator)?.negated === true;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function holdsWithoutKey(condition: ConditionSource): boolean {
  const { operator, quantifier, ifExists, values } = condition;
  if (operator === "Null") return values.some(({ text }) => text.toLowerCase() === "true");
  if (quantifier === "ForAllValues" || ifExists) return true;
  return quantifier === undefined && isNegated(condition);
}

/** The severity of a key that is never present, and the effect on `what` the statement is about. */
export function absence(
  deny: boolean,
  holds: boolean,
  what = "anything",
): { readonly severity: Severity; readonly effect: string } {
  if (deny) {
    return holds
      ? {
          severity: "warning",
          effect: "the condition always holds and the statement denies more than it says",
        }
      : { severity: "security warning", effect: `the statement never denies ${what}` };
  }
  return holds
    ? { severity: "security warning", effect: "the condition always holds and limits nothing" }
    : { severity: "warning", effect: `the statement never allows ${what}` };
}
