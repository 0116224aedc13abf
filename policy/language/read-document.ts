// From JSON to the elements of a policy: unknown, missing, doubled and mistyped elements are found here.

import type { Version } from "../policy-document.ts";
import { type JsonMember, type JsonNode, memberPath } from "./json.ts";
import { readConditions } from "./read-conditions.ts";
import { readList } from "./read-list.ts";
import { readPrincipal } from "./read-principal.ts";
import { type Place, type Reading, refuse } from "./reading.ts";
import type { DocumentSource, ElementSource, Located, StatementSource } from "./source.ts";

const VERSIONS: readonly Version[] = ["2008-10-17", "2012-10-17"];
const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** The members of an object by name. */
type Members = ReadonlyMap<string, JsonMember>;

/** The elements of a document. Throws PolicyError. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export function readDocument(reading: Reading, root: JsonNode): DocumentSource {
  const place = { offset: root.offset, path: "$" };
  const members = readMembers(reading, root, place, DOCUMENT_ELEMENTS, "a policy");
  const version = readVersion(reading, members.get("Version"));
  readText(reading, members.get("Id"), "$.Id");
  const statement = members.get("Statement")?.value;
  if (statement === undefined) {
    const detail = "The policy has no Statement; add one.";
    return refuse(reading, "missingElement", place, detail, { subject: "Statement" });
  }
  const nodes = statement.kind === "array" ? statement.items : [statement];
  if (nodes.length === 0) {
    const at = { offset: statement.offset, path: "$.Statement" };
    refuse(reading, "emptyStatement", at, "Statement is an empty list; write at least one statement.");
  }
  const pathOf = (index: number): string =>
    statement.kind === "array" ? `$.Statement[${index}]` : "$.Statement";
  return {
    version,
    statements: nodes.map((node, index) => readStatement(reading, node, pathOf(index))),
  };
}

function readVersion(reading: Reading, member: JsonMember | undefined): Version {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
  if (member === undefined) return "2008-10-17";
  const { value } = member;
  const version = value.kind === "string" ? VERSIONS.find((known) => known === value.text) : undefined;
  if (version !== undefined) return version;
  const detail = "Version must be the text 2012-10-17 or 2008-10-17.";
  return refuse(reading, "version", { offset: value.offset, path: "$.Version" }, detail);
}

function readMembers(
  reading: Reading,
  node: JsonNode,
  place: Place,
  known: readonly string[],
  what: string,
): Members {
  if (node.kind !== "object") {
    return refuse(reading, "syntax", place, `An object is expected here: ${what}.`);
  }
  for (const { key, keyOffset } of node.members) {
    if (known.includes(key)) continue;
    const at = { offset: keyOffset, path: memberPath(place.path, key) };
    const detail = `${JSON.stringify(key)} is no element of ${what}; those are ${known.join(", ")}.`;
    refuse(reading, "unknownElement", at, detail, { subject: key });
  }
  return new Map(node.members.map((member) => [member.key, member]));
}

function readStatement(reading: Reading, node: JsonNode, path: string): StatementSource {
  const place = { offset: node.offset, path };
  const members = readMembers(reading, node, place, STATEMENT_ELEMENTS, "a statement");
  for (const name of ["Principal", "Action", "Resource"]) {
    const second = members.get(`Not${name}`);
    if (second === undefined || !members.has(name)) continue;
    const at = { offset: second.keyOffset, path: `${path}.Not${name}` };
    const detail = `A statement takes ${name} or Not${name}, not both.`;
    refuse(reading, "bothForms", at, detail, { subject: name });
  }
  return {
    ...place,
    effect: readEffect(reading, members.get("Effect"), place),
    principal: readPrincipal(reading, members.get("Principal") ?? members.get("NotPrincipal"), path),
    action: readElement(reading, members, "Action", path),
    resource: readElement(reading, members, "Resource", path),
    conditions: readConditions(reading, members.get("Condition"), `${path}.Condition`),
    sid: readText(reading, members.get("Sid"), `${path}.Sid`),
  };
}

function readEffect(reading: Reading, member: JsonMember | undefined, statement: Place): Located {
  const path = `${statement.path}.Effect`;
  if (member === undefined) {
    const detail = 'The statement has no Effect; write "Allow" or "Deny".';
    return refuse(reading, "missingElement", statement, detail, { subject: "Effect" });
  }
  const { value } = member;
  if (value.kind === "string" && /^(?:allow|deny)$/i.test(value.text)) {
    return { text: value.text, offset: value.offset, path };
  }
  const subject = "text" in value ? value.text : "";
  return refuse(reading, "effect", { offset: value.offset, path }, 'Effect must be "Allow" or "Deny".', {
    subject,
  });
}

function readText(reading: Reading, member: JsonMember | undefined, path: string): Located | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  if (value.kind === "string") return { text: value.text, offset: value.offset, path };
  return refuse(reading, "syntax", { offset: value.offset, path }, `${path} must be a text in quotes.`);
}

function readElement(
  reading: Reading,
  members: Members,
  name: "Action" | "Resource",
  statementPath: string,
): ElementSource | undefined {
  const positive = members.get(name);
  const member = positive ?? members.get(`Not${name}`);
  if (member === undefined) return undefined;
  const path = `${statementPath}.${member.key}`;
  const values = readList(reading, member.value, path, ["string"]);
  return { negated: positive === undefined, offset: member.value.offset, path, values };
}
