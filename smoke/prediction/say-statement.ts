// A statement in words: which actions it takes, on which resources, and when.

import type { ConditionElement, StatementElements } from "../../policy/policy-document.ts";

/** `s3:GetObject and s3:PutObject on arn:aws:s3:::b/* when aws:Referer is present` */
export const sayStatement = ({ action, resource, conditions }: StatementElements): string =>
  [
    `${action.negated ? "all actions but " : ""}${sayActions(action.values)}`,
    resource === undefined
      ? ""
      : ` on ${resource.negated ? "everything but " : ""}${sayResources(resource.values)}`,
    conditions.length === 0 ? "" : ` when ${conditions.map(sayCondition).join(" and ")}`,
  ].join("");

const sayActions = (values: readonly string[]): string =>
  values.includes("*") ? "every action" : some(values);

function sayResources(values: readonly string[]): string {
  if (values.includes("*")) return "every resource";
  return some(
    values.map((value) =>
      /^arn:[^:]*:s3:::\*(?:\/\*)?$/.test(value) ? ANY[value.endsWith("/*") ? 1 : 0] : value,
    ),
  );
}

const ANY = ["any bucket", "any object"] as const;

/** `s3:prefix is like "home/*"` */
function sayCondition({ key, operator, quantifier, ifExists, values }: ConditionElement): string {
  if (operator === "Null")
    return `${key} is ${values.some((value) => /^false$/i.test(value)) ? "present" : "absent"}`;
  const word = WORDS[operator] ?? operator;
  const each = quantifier === undefined ? "" : EACH[quantifier];
  const listed = values.map((value) => JSON.stringify(value)).join(" or ");
  return `${each}${key} ${word} ${listed}${ifExists ? ` (or ${key} is absent)` : ""}`;
}

const EACH = { ForAllValues: "each value of ", ForAnyValue: "some value of " } as const;

const WORDS: Readonly<Record<string, string>> = {
  StringEquals: "is",
  StringNotEquals: "is not",
  StringEqualsIgnoreCase: "is, in any case,",
  StringNotEqualsIgnoreCase: "is not, in any case,",
  StringLike: "is like",
  StringNotLike: "is not like",
  ArnEquals: "is like",
  ArnLike: "is like",
  ArnNotEquals: "is not like",
  ArnNotLike: "is not like",
  Bool: "is",
  BinaryEquals: "is",
  IpAddress: "is within",
  NotIpAddress: "is outside",
  NumericEquals: "is",
  NumericNotEquals: "is not",
  NumericLessThan: "is less than",
  NumericLessThanEquals: "is at most",
  NumericGreaterThan: "is more than",
  NumericGreaterThanEquals: "is at least",
  DateEquals: "is",
  DateNotEquals: "is not",
  DateLessThan: "is before",
  DateLessThanEquals: "is at or before",
  DateGreaterThan: "is after",
  DateGreaterThanEquals: "is at or after",
};

/** Up to three, and how many more there are. */
export function some(names: readonly string[]): string {
  if (names.length <= 3)
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}
