// Reads Condition: operator → key → one value or many; names the operators that do not exist.
import { findOperator } from "../conditions/operators.ts";
import { type JsonMember, type JsonNode, memberPath } from "./json.ts";
import { readList } from "./read-list.ts";
import { type Place, type Reading, refuse } from "./reading.ts";
import type { ConditionSource } from "./source.ts";

type OperatorName = Pick<ConditionSource, "operator" | "quantifier" | "ifExists">;

// The set prefix, the operator, the suffix. Null takes neither prefix nor suffix.
const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Every condition of a statement. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export function readConditions(
  reading: Reading,
  member: JsonMember | undefined,
  path: string,
): readonly ConditionSource[] {
  if (member === undefined) return [];
  const node = member.value;
  if (node.kind !== "object") {
    const detail =
      'Condition must be an object such as {"StringEquals": {"aws:SourceAccount": "111122223333"}}.';
    return refuse(reading, "syntax", { offset: node.offset, path }, detail);
  }
  return node.members.flatMap(({ key, keyOffset, value }) =>
    readOperator(reading, key, { offset: keyOffset, path: memberPath(path, key) }, value),
  );
}

function readOperator(
  reading: Reading,
  name: string,
  place: Place,
  node: JsonNode,
): readonly ConditionSource[] {
  if (node.kind !== "object") {
    const at = { offset: node.offset, path: place.path };
    return refuse(
      reading,
      "syntax",
      at,
      `The operator ${name} takes an object from condition keys to values.`,
    );
  }
  // AWS accepts an operator that it does not know as long as it tests nothing.
  if (node.members.length === 0) return [];
  const operator = parseOperator(name);
  if (operator === undefined) {
    const detail = `${JSON.stringify(name)} is no condition operator; see the IAM user guide for those that exist.`;
    return refuse(reading, "operator", place, detail, { subject: name });
  }
  return node.members.map(({ key, keyOffset, value }) => {
    const path = memberPath(place.path, key);
    const values = readList(reading, value, path, ["string", "number", "boolean"]);
    return { ...operator, key: { text: key, offset: keyOffset, path }, values };
  });
}

function parseOperator(name: string): OperatorName | undefined {
  const [, prefix, operator = "", suffix] = OPERATOR.exec(name) ?? [];
  if (findOperator(operator) === undefined) return undefined;
  if (operator === "Null" && (prefix !== undefined || suffix !== undefined)) return undefined;
  const quantifier = prefix === "ForAllValues" || prefix === "ForAnyValue" ? prefix : undefined;
  return { operator, quantifier, ifExists: suffix !== undefined };
}
