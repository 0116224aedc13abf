// How one value of a request is compared with one of the policy, for each type of operator.
import { arnTest, isArnPattern } from "../patterns/arn-pattern.ts";
import { compileGlob, globTest, type TextTest } from "../patterns/glob.ts";
import {
  fixedHead,
  hasVariables,
  isStar,
  type KeyValues,
  resolve,
  type Template,
  textOf,
} from "../patterns/template.ts";
import { inRange, parseAddress, parseRange } from "./addresses.ts";
import { parseInstant } from "./dates.ts";
import { compareDecimals, parseDecimal } from "./numbers.ts";

/** Whether one value of the request is one that the policy names. */
export type ValueTest = (value: string, keys: KeyValues) => boolean;

/** The test for a value of the policy; undefined if it is not of the operator's type. */
export type Compile = (value: Template) => ValueTest | undefined;

// An unreadable value from the request or a variable equals no value in the policy:
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

export const equals = templated((template) => {
  const text = textOf(template);
  return (value) => value === text;
});

export const equalsIgnoreCase = templated((template) => {
  const text = textOf(template).toLowerCase();
  return (value) => value.toLowerCase() === text;
});

const likeResolved = templated((template) => globTest(compileGlob(template)));

// Filling in variables is expensive, so a value with another beginning is rejected before it.
export const like = (template: Template): ValueTest => {
  const test = likeResolved(template);
  const head = fixedHead(template);
  return head === "" || !hasVariables(template)
    ? test
    : (value, keys) => value.startsWith(head) && test(value, keys);
};

const arnResolved = templated(arnTest);

// ArnEquals and ArnLike behave alike. The only pattern that is no ARN is "*" alone.
export const arn = (template: Template): ValueTest | undefined => {
  if (isStar(template)) return () => true;
  return isArnPattern(template) ? arnResolved(template) : undefined;
};

const bool = templated((template) => {
  const text = textOf(template).toLowerCase();
  return (value) => value.toLowerCase() === text;
});

export const boolean = (template: Template): ValueTest | undefined =>
  hasVariables(template) || /^(?:true|false)$/i.test(textOf(template)) ? bool(template) : undefined;

// A request may leave the padding out, a policy may not.
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const padded = (text: string): string => text + "=".repeat(text.includes("=") ? 0 : -text.length & 3);
const bytes = (text: string): string | undefined => (BASE64.test(text) ? atob(text) : undefined);

export const binary = typed(
  bytes,
  (text) => bytes(padded(text)),
  (value, bound) => value === bound,
);

type Comparison = (difference: number) => boolean;

export const numeric = (holds: Comparison): Compile =>
  typed(parseDecimal, parseDecimal, (value, bound) => holds(compareDecimals(value, bound)));

export const date = (holds: Comparison): Compile =>
  typed(parseInstant, parseInstant, (value, bound) => holds(value - bound));

export const address = typed(parseRange, parseAddress, (value, range) => inRange(range, value));
