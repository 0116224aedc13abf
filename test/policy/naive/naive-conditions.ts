// The conditions of the second evaluator: one long switch, no tables, no compiling.
import { BlockList } from "node:net";
import { keyValue, keyValues } from "./naive-keys.ts";
import { arnExpression, expression, listOf, partsOf } from "./naive-patterns.ts";
import type { Question } from "./naive-question.ts";

type Condition = Record<string, Record<string, unknown>>;

export function conditionsHold(condition: Condition, old: boolean, request: Question): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const bounds = listOf(wanted).map(String);
      return holds(operator, key.toLowerCase(), bounds, old, request);
    }),
  );
}

function holds(written: string, key: string, bounds: string[], old: boolean, request: Question): boolean {
  const found = keyValues(request, key);
  const present = found !== undefined && found.length > 0;
  if (written === "Null") return bounds.some((bound) => (bound.toLowerCase() === "true") === !present);
  const prefix = /^ForA(?:ll|ny)Values?:/.exec(written)?.[0] ?? "";
  const ifExists = written.endsWith("IfExists");
  const name = written.slice(prefix.length).replace(/IfExists$/, "");
  const negated = /^(?:String|Numeric|Date|Arn)Not|^Not/.test(name);
  const operator = name.replace("Not", "");
  const passes = (value: string): boolean =>
    bounds.some((bound) => compare(operator, value, bound, old, request)) !== negated;

  if (!present && ifExists) return true;
  const set = (found ?? []).length === 1 && found?.[0] === "" ? [] : (found ?? []);
  if (prefix === "ForAllValues:") return set.every(passes);
  if (prefix === "ForAnyValue:") return set.some(passes);
  if (!present) return negated;
  return found.length === 1 && comparesOnlyValue(key, request) && found.every(passes);
}

function comparesOnlyValue(key: string, { others }: Question): boolean {
  if (NEVER.has(key)) return false;
  // The only multivalued key of the small world.
  return key !== "aws:tagkeys" || others?.includes("multivalued-key-without-set-operator") !== true;
}

/** What AWS has been seen never to compare without a set operator. */
const NEVER = new Set(["aws:calledvia", "dynamodb:attributes", "dynamodb:leadingkeys"]);

function compare(operator: string, value: string, bound: string, old: boolean, request: Question): boolean {
  const values = old ? undefined : (key: string): string | undefined => keyValue(request, key);
  const matches = (wild: boolean, flags = ""): boolean =>
    expression(bound, values, wild, flags)?.test(value) ?? false;
  switch (operator) {
    case "StringEquals":
      return matches(false);
    case "StringEqualsIgnoreCase":
      return matches(false, "i");
    case "StringLike":
      return matches(true);
    case "Bool":
      return matches(false, "i");
    case "ArnEquals":
    case "ArnLike":
      if (bound === "*") return true;
      if (partsOf(bound, values).length < 6) return false;
      return arnExpression(bound, values)?.test(value) ?? false;
    case "BinaryEquals":
      return Buffer.from(value, "base64").equals(Buffer.from(bound, "base64"));
    case "IpAddress":
      return inRange(value, bound);
    default:
      return operator.startsWith("Date")
        ? ordered(operator.slice(4), instant(value), instant(bound))
        : ordered(operator.slice(7), Number(value || "x"), Number(bound));
  }
}

function ordered(operator: string, value: number, bound: number): boolean {
  if (operator === "Equals") return value === bound;
  if (operator === "LessThan") return value < bound;
  if (operator === "LessThanEquals") return value <= bound;
  if (operator === "GreaterThan") return value > bound;
  return value >= bound;
}

const instant = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

function inRange(value: string, bound: string): boolean {
  const family = (text: string): "ipv4" | "ipv6" => (text.includes(":") ? "ipv6" : "ipv4");
  const [address = "", length = family(bound) === "ipv4" ? "32" : "128"] = bound.split("/");
  if (family(value) !== family(bound)) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(length), family(bound));
  try {
    return list.check(value, family(value));
  } catch {
    return false;
  }
}
