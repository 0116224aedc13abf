// The table of condition operators: what a value in the policy becomes, and whether the answer is turned round.
import { arnTest, splitArn } from "../arn-pattern.ts";
import { compileGlob, globTest, type TextTest } from "../glob.ts";
import {
  fixedHead,
  hasVariables,
  isStar,
  type KeyValues,
  resolve,
  type Template,
  textOf,
} from "../template.ts";
import { inRange, parseAddress, parseRange } from "./addresses.ts";
import { parseInstant } from "./dates.ts";
import { compareDecimals, parseDecimal } from "./numbers.ts";

/** Whether one value of the request is one that the policy names. */
export type ValueTest = (value: string, keys: KeyValues) => boolean;

export interface Operator {
  readonly negated: boolean;
  /** Whether `${…}` in its values is a variable. */
  readonly variables: boolean;
  /** The test for one value of the policy; undefined where the value is not of the operator's type. */
  readonly compile: (value: Template) => ValueTest | undefined;
}

// A value that the request or a variable leaves unreadable is none that the policy names:
// the positive operator is then false and the negated one true, as for a missing key.
const UNREADABLE = false;

const templated =
  (compile: (value: Template) => TextTest) =>
  (template: Template): ValueTest => {
    if (!hasVariables(template)) return compile(template);
    return (value, keys) => {
      const resolved = resolve(template, keys);
      return resolved === undefined ? UNREADABLE : compile(resolved)(value);
    };
  };

const typed =
  <Bound, Value>(
    parseBound: (text: string) => Bound | undefined,
    parseValue: (text: string) => Value | undefined,
    holds: (value: Value, bound: Bound) => boolean,
  ) =>
  (template: Template): ValueTest | undefined => {
    const bound = parseBound(textOf(template));
    if (bound === undefined) return undefined;
    return (text) => {
      const value = parseValue(text);
      return value === undefined ? UNREADABLE : holds(value, bound);
    };
  };

const equals = templated((template) => {
  const text = textOf(template);
  return (value) => value === text;
});

const equalsIgnoreCase = templated((template) => {
  const text = textOf(template).toLowerCase();
  return (value) => value.toLowerCase() === text;
});

const likeResolved = templated((template) => globTest(compileGlob(template)));

// Filling in variables is the dear part, so a value that begins otherwise is turned away before it.
const like = (template: Template): ValueTest => {
  const test = likeResolved(template);
  const head = fixedHead(template);
  return head === "" || !hasVariables(template)
    ? test
    : (value, keys) => value.startsWith(head) && test(value, keys);
};

// ArnEquals and ArnLike behave alike. A pattern that is no ARN matches nothing, save "*" alone.
const arn = templated((template) => {
  if (isStar(template)) return () => true;
  return splitArn(template).length < 6 ? () => false : arnTest(template);
});

const bool = templated((template) => {
  const text = textOf(template).toLowerCase();
  return (value) => value.toLowerCase() === text;
});

const boolean = (template: Template): ValueTest | undefined =>
  hasVariables(template) || /^(?:true|false)$/i.test(textOf(template)) ? bool(template) : undefined;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
const bytes = (text: string): string | undefined => (BASE64.test(text) ? atob(text) : undefined);

type Comparison = (difference: number) => boolean;
const numeric = (holds: Comparison) =>
  typed(parseDecimal, parseDecimal, (value, bound) => holds(compareDecimals(value, bound)));
const date = (holds: Comparison) => typed(parseInstant, parseInstant, (value, bound) => holds(value - bound));

const same: Comparison = (difference) => difference === 0;
const less: Comparison = (difference) => difference < 0;
const atMost: Comparison = (difference) => difference <= 0;
const more: Comparison = (difference) => difference > 0;
const atLeast: Comparison = (difference) => difference >= 0;

const address = typed(parseRange, parseAddress, (value, range) => inRange(range, value));

const withVariables = (compile: Operator["compile"], negated = false): Operator => ({
  negated,
  variables: true,
  compile,
});
const plain = (compile: Operator["compile"], negated = false): Operator => ({
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
  ["BinaryEquals", plain(typed(bytes, bytes, (value, bound) => value === bound))],
  ["IpAddress", plain(address)],
  ["NotIpAddress", plain(address, true)],
  ["ArnEquals", withVariables(arn)],
  ["ArnLike", withVariables(arn)],
  ["ArnNotEquals", withVariables(arn, true)],
  ["ArnNotLike", withVariables(arn, true)],
  // Null asks whether the key is there: its values are compared with "true" and "false" (compile-condition.ts).
  ["Null", plain((template) => (/^(?:true|false)$/i.test(textOf(template)) ? bool(template) : undefined))],
]);

/** The operator of that name (without set prefix and IfExists), or undefined. */
export const findOperator = (name: string): Operator | undefined => OPERATORS.get(name);
