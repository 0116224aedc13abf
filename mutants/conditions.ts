// Mutators of the element Condition: one row for each way to write another condition.

import { type Condition, conditionsOf, sayCondition, withConditions } from "./condition.ts";
import type { Change, Mutator } from "./mutator.ts";
import { type Statement, without } from "./statement.ts";

interface Row {
  readonly name: string;
  instead(condition: Condition): readonly Condition[];
}

const PAIRS: readonly (readonly [one: string, other: string])[] = [
  ...["StringEquals", "StringLike", "NumericEquals", "DateEquals", "ArnEquals", "ArnLike"].map(
    (name) => [name, name.replace(/(?=Equals$|Like$)/, "Not")] as const,
  ),
  ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ["IpAddress", "NotIpAddress"],
  ...["Numeric", "Date"].flatMap(
    (type) =>
      [
        [`${type}LessThan`, `${type}GreaterThanEquals`],
        [`${type}LessThanEquals`, `${type}GreaterThan`],
      ] as const,
  ),
];
const NEGATIONS = new Map(PAIRS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));

const isFlag = ({ operator }: Condition): boolean => operator === "Bool" || operator === "Null";
const flipped = (value: string): string => (value.toLowerCase() === "true" ? "false" : "true");

function negated(condition: Condition): readonly Condition[] {
  if (isFlag(condition)) return [{ ...condition, values: condition.values.map(flipped) }];
  const operator = NEGATIONS.get(condition.operator);
  return operator === undefined ? [] : [{ ...condition, operator }];
}

const SETS = ["ForAllValues:", "ForAnyValue:", ""];

const ROWS: readonly Row[] = [
  { name: "condition: negated", instead: negated },
  {
    name: "condition: IfExists",
    instead: (one) => (one.operator === "Null" ? [] : [{ ...one, ifExists: !one.ifExists }]),
  },
  {
    name: "condition: another set operator",
    instead: (one) =>
      one.set === "" ? [] : SETS.filter((set) => set !== one.set).map((set) => ({ ...one, set })),
  },
  { name: "condition: wider value", instead: (one) => widened(one) },
  {
    name: "condition: another value",
    instead: (one) =>
      one.values.flatMap((value, place) =>
        others(one, value).map((other) => ({ ...one, values: one.values.with(place, other) })),
      ),
  },
  {
    name: "condition: one more value",
    instead: (one) =>
      others(one, one.values[0] ?? "").map((other) => ({ ...one, values: [...one.values, other] })),
  },
  {
    name: "condition: a value dropped",
    instead: (one) =>
      one.values.length < 2
        ? []
        : one.values.map((_, place) => ({ ...one, values: one.values.toSpliced(place, 1) })),
  },
];

const NETWORK = "203.0.113.0/24";

/** Other values that an operator takes in the place of one. */
function others({ operator }: Condition, value: string): readonly string[] {
  if (/^(?:Bool|Null|Binary)/.test(operator)) return [];
  if (/IpAddress$/.test(operator)) return [value === NETWORK ? "198.51.100.0/24" : NETWORK];
  if (operator.startsWith("Numeric")) return [String(Number(value) + 1), String(Number(value) - 1)];
  if (operator.startsWith("Date")) return value === LATER ? [EARLIER] : [LATER, EARLIER];
  return [`${value}-other`];
}

const [EARLIER, LATER] = ["2000-01-01T00:00:00Z", "2099-01-01T00:00:00Z"];

function widened(condition: Condition): readonly Condition[] {
  const { operator, values } = condition;
  if (/IpAddress$/.test(operator)) {
    const wide = values.map((value) => (value.includes(":") ? "::/0" : "0.0.0.0/0"));
    return [{ ...condition, values: wide }, ...nextNetwork(condition)];
  }
  if (!/^(?:String|Arn)/.test(operator) || /IgnoreCase$/.test(operator)) return [];
  const like = operator.replace(/Equals$/, "Like");
  const starred = values.map((value) => `${value}*`);
  return [{ ...condition, operator: like, values: starred }];
}

/** A network twice as large. */
function nextNetwork(condition: Condition): readonly Condition[] {
  return condition.values.flatMap((value, place) => {
    const [address = "", bits = ""] = value.split("/");
    if (address.includes(":") || !(Number(bits) > 1)) return [];
    const shift = 32 - (Number(bits) - 1);
    const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    const first = Math.floor(number / 2 ** shift) * 2 ** shift;
    const parts = [24, 16, 8, 0].map((place) => Math.floor(first / 2 ** place) % 256);
    return [{ ...condition, values: condition.values.with(place, `${parts.join(".")}/${Number(bits) - 1}`) }];
  });
}

const toMutator = ({ name, instead }: Row): Mutator => ({
  name,
  changes(statement) {
    const conditions = conditionsOf(statement);
    return conditions.flatMap((condition, place) =>
      instead(condition).flatMap((other) =>
        change(
          statement,
          conditions.with(place, other),
          `${sayCondition(condition)} becomes ${sayCondition(other)}`,
        ),
      ),
    );
  },
});

function change(statement: Statement, conditions: readonly Condition[], says: string): readonly Change[] {
  const changed = withConditions(statement, conditions);
  return changed === undefined ? [] : [{ says, statement: changed }];
}

const removed: Mutator = {
  name: "condition: removed",
  changes(statement) {
    const conditions = conditionsOf(statement);
    if (conditions.length === 0) return [];
    const all = { says: "Condition is removed", statement: without(statement, "Condition") };
    if (conditions.length === 1) return [all];
    const single = conditions.flatMap((condition, place) =>
      change(statement, conditions.toSpliced(place, 1), `${sayCondition(condition)} is removed`),
    );
    return [all, ...single];
  },
};

const condition = (operator: string, key: string, value: string): Condition => ({
  ...{ set: "", operator, ifExists: false, key, values: [value] },
});

/** Conditions on which a right may hang unseen: a network, MFA, a service in between, a header, a date. */
export const HIDING: readonly Condition[] = [
  condition("IpAddress", "aws:SourceIp", NETWORK),
  condition("Bool", "aws:MultiFactorAuthPresent", "true"),
  condition("Bool", "aws:ViaAWSService", "true"),
  condition("StringLike", "aws:Referer", "https://example.com/*"),
  condition("DateGreaterThan", "aws:CurrentTime", LATER),
];

const added: Mutator = {
  name: "condition: one more",
  changes: (statement) =>
    HIDING.flatMap((one) =>
      change(statement, [...conditionsOf(statement), one], `${sayCondition(one)} is added`),
    ),
};

export const conditionMutators: readonly Mutator[] = [...ROWS.map(toMutator), removed, added];
