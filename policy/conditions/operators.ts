// The table of condition operators: how a value in the policy is tested, and whether the answer is negated.
import {
  address,
  arn,
  binary,
  boolean,
  type Compile,
  date,
  equals,
  equalsIgnoreCase,
  like,
  numeric,
} from "./value-tests.ts";

export interface Operator {
  readonly negated: boolean;
  /** Whether `${…}` in its values is a variable. */
  readonly variables: boolean;
  readonly compile: Compile;
}

type Comparison = (difference: number) => boolean;

const same: Comparison = (difference) => difference === 0;
const less: Comparison = (difference) => difference < 0;
const atMost: Comparison = (difference) => difference <= 0;
const more: Comparison = (difference) => difference > 0;
const atLeast: Comparison = (difference) => difference >= 0;

const withVariables = (compile: Compile, negated = false): Operator => ({
  negated,
  variables: true,
  compile,
});
const plain = (compile: Compile, negated = false): Operator => ({
  negated,
  variables: false,
  compile,
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS = new Map<string, Operator>([
  ["StringEquals", withVariables(equals)],
  ["StringNotEquals", withVariables(equals, true)],
  ["StringEqualsIgnoreCase", withVariables(equalsIgnoreCase)],
  ["StringNotEqualsIgnoreCase", withVariables(equalsIgnoreCase, true)],
  ["StringLike", withVariables(like)],
  ["StringNotLike", withVariables(like, true)],
  ["NumericEquals", plain(numeric(same))],
  ["NumericNotEquals", plain(numeric(same), true)],
  ["NumericLessThan", plain(numeric(less))],
  ["NumericLessThanEquals", plain(numeric(atMost))],
  ["NumericGreaterThan", plain(numeric(more))],
  ["NumericGreaterThanEquals", plain(numeric(atLeast))],
  ["DateEquals", plain(date(same))],
  ["DateNotEquals", plain(date(same), true)],
  ["DateLessThan", plain(date(less))],
  ["DateLessThanEquals", plain(date(atMost))],
  ["DateGreaterThan", plain(date(more))],
  ["DateGreaterThanEquals", plain(date(atLeast))],
  ["Bool", withVariables(boolean)],
  ["BinaryEquals", plain(binary)],
  ["IpAddress", plain(address)],
  ["NotIpAddress", plain(address, true)],
  ["ArnEquals", withVariables(arn)],
  ["ArnLike", withVariables(arn)],
  ["ArnNotEquals", withVariables(arn, true)],
  ["ArnNotLike", withVariables(arn, true)],
  // Null asks whether the key is present: its values are compared with "true" and "false" (compile-condition.ts).
  ["Null", plain(boolean)],
]);

/** The operator of that name (without set prefix and IfExists), or undefined. */
export const findOperator = (name: string): Operator | undefined => OPERATORS.get(name);
