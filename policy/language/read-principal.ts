// Reads Principal and NotPrincipal: "*", or an object from a type of principal to one name or many.

import type { PrincipalType } from "../policy-document.ts";
import { type JsonMember, memberPath } from "./json.ts";
import { readList } from "./read-list.ts";
import { type Reading, refuse } from "./reading.ts";
import type { PrincipalSource } from "./source.ts";

const TYPES: readonly PrincipalType[] = ["AWS", "Service", "Federated", "CanonicalUser"];

/** The principals a statement names. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function readPrincipal(
  reading: Reading,
  member: JsonMember | undefined,
  statementPath: string,
): PrincipalSource | undefined {
  if (member === undefined) return undefined;
  const path = `${statementPath}.${member.key}`;
  const { value: node } = member;
  const place = { negated: member.key === "NotPrincipal", offset: node.offset, path };
  if (node.kind === "string" && node.text === "*") return { ...place, everyone: true, named: [] };
  if (node.kind !== "object") {
    return refuse(
      reading,
      "principal",
      place,
      `${path} must be "*" or an object such as {"AWS": "111122223333"}.`,
    );
  }
  const named = node.members.flatMap(({ key, keyOffset, value }) => {
    const type = TYPES.find((known) => known === key);
    const at = { offset: keyOffset, path: memberPath(path, key) };
    if (type === undefined) {
      const detail = `${JSON.stringify(key)} is no type of principal; those are ${TYPES.join(", ")}.`;
      return refuse(reading, "principal", at, detail);
    }
    return readList(reading, value, at.path, ["string"]).map((value) => ({ type, value }));
  });
  return { ...place, everyone: false, named };
}
