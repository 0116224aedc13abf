// The conditions of a statement in words.

import type { ConditionElement } from "../policy-document.ts";
import { type Length, listed, said } from "./say.ts";

/** `aws:Referer is present and aws:SourceIp is in 10.0.0.0/8`; empty where there is no condition. */
export const conditionsInWords = (conditions: readonly ConditionElement[], length: Length = {}): string =>
  conditions.map((one) => conditionInWords(one, length)).join(" and ");

interface Verb {
  readonly verb: string;
  /** Between the last two values. */
  readonly word: "or" | "nor";
  readonly after?: string;
}

const is = (rest = "", after = ""): Verb => ({ verb: `is${rest}`, word: "or", after });
const isNot = (rest = "", after = ""): Verb => ({ verb: `is not${rest}`, word: "nor", after });

/** What comes between a key and the values of an operator, and behind them. */
const VERBS: Readonly<Record<string, Verb>> = {
  StringEquals: is(),
  StringNotEquals: isNot(),
  StringEqualsIgnoreCase: is("", " in any case"),
  StringNotEqualsIgnoreCase: isNot("", " in any case"),
  StringLike: is(" like"),
  StringNotLike: isNot(" like"),
  NumericEquals: is(),
  NumericNotEquals: isNot(),
  NumericLessThan: is(" less than"),
  NumericLessThanEquals: is(" at most"),
  NumericGreaterThan: is(" more than"),
  NumericGreaterThanEquals: is(" at least"),
  DateEquals: is(),
  DateNotEquals: isNot(),
  DateLessThan: is(" before"),
  DateLessThanEquals: is(" at or before"),
  DateGreaterThan: is(" after"),
  DateGreaterThanEquals: is(" at or after"),
  Bool: is(),
  BinaryEquals: is(" the bytes"),
  IpAddress: is(" in"),
  NotIpAddress: isNot(" in"),
  ArnEquals: is(" like"),
  ArnLike: is(" like"),
  ArnNotEquals: isNot(" like"),
  ArnNotLike: isNot(" like"),
};

function conditionInWords(condition: ConditionElement, length: Length): string {
  const { operator, quantifier, ifExists, values } = condition;
  const key = said(condition.key);
  if (operator === "Null") return `${key} ${presence(values)}`;
  const { verb, word, after = "" } = VERBS[operator] ?? { verb: operator, word: "or" };
  const rest = `${verb} ${listed([...new Set(values)].map(said), word, length)}${after}`;
  if (quantifier === "ForAllValues") return `every value of ${key}, if any, ${rest}`;
  if (quantifier === "ForAnyValue") {
    return ifExists ? `${key} is absent or some value of it ${rest}` : `some value of ${key} ${rest}`;
  }
  // A negated operator holds without the key, too.
  if (ifExists || word === "nor") return `${key} is absent or ${rest}`;
  return operator === "StringLike" && values.includes("*") ? `${key} is present` : `${key} ${rest}`;
}

function presence(values: readonly string[]): string {
  const answers = values.map((text) => text.toLowerCase());
  const [absent, present] = [answers.includes("true"), answers.includes("false")];
  if (absent && present) return "is present or absent";
  if (absent) return "is absent";
  return present ? "is present" : "is neither present nor absent";
}
