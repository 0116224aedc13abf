// The door of the policy language: text in, a compiled policy out, or the error that AWS would give.

import { checkDocument } from "./checks/check-document.ts";
import { indexActions } from "./compiled/action-index.ts";
import { compileStatement } from "./compiled/compile-statement.ts";
import type { Policy } from "./compiled/policy.ts";
import { JsonError, type JsonNode, parseJson } from "./language/json.ts";
import { POLICY_QUOTA, policySize } from "./language/quota.ts";
import { readDocument } from "./language/read-document.ts";
import { type Reading, type ReadingOptions, refuse } from "./language/reading.ts";
import type { PolicyKind } from "./policy-document.ts";
import { KEY_TYPES } from "./request/key-types.ts";

export type { ReadingOptions } from "./language/reading.ts";

// No AWS API accepts a longer document, so a longer one is not read at all.
const LONGEST = 131_072;

/**
 * Parses, validates and compiles a policy document.
 * Throws PolicyError: AWS's text for this kind, a sentence for a person, JSON path, line and column.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, kind: PolicyKind, options: ReadingOptions = {}): Policy {
  const { quota = POLICY_QUOTA[kind], keyTypes = KEY_TYPES, ...known } = options;
  const reading: Reading = { text, kind, ...known };
  if (text.length > LONGEST) checkSize(reading, quota);
  checkCharacters(reading);
  const document = readDocument(reading, readJson(reading));
  checkDocument(reading, document);
  const statements = document.statements.map((statement, index) =>
    compileStatement(reading, statement, index, document.version, keyTypes),
  );
  checkSize(reading, quota);
  const select = indexActions(statements);
  return Object.freeze({ kind, version: document.version, statements, select, keyTypes });
}

// IAM and STS accept only Latin-1 characters in a document; S3 and Organizations accept any text.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
const FOREIGN = /[^\t\n\r\u0020-\u00ff]/;
const BYTE_ORDER_MARK = 0xfeff;
const ANY_TEXT: ReadonlySet<PolicyKind> = new Set(["resource", "scp", "rcp"]);

function checkCharacters(reading: Reading): void {
  const offset = ANY_TEXT.has(reading.kind) ? -1 : reading.text.search(FOREIGN);
  if (offset === -1) return;
  const code = reading.text.codePointAt(offset) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const detail =
    code === BYTE_ORDER_MARK
      ? "A byte order mark stands in the document; save it as UTF-8 without one."
      : `The character ${name} may not stand in the document; within a text, write its JSON escape instead.`;
  refuse(reading, "characters", { offset, path: "$" }, detail);
}

function readJson(reading: Reading): JsonNode {
  const { text, kind } = reading;
  const start = { offset: 0, path: "$" };
  if (kind !== "session" && text !== "" && text.charAt(0) !== "{" && text.trimStart().startsWith("{")) {
    refuse(
      reading,
      "leadingSpace",
      start,
      "White space stands before the document; its first character must be {.",
    );
  }
  if (kind === "resource" && !text.startsWith("{")) {
    refuse(
      reading,
      "leadingSpace",
      start,
      "The document must be a JSON object, so its first character must be {.",
    );
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return refuse(reading, "json", error, error.message);
  }
}

function checkSize(reading: Reading, limit: number): void {
  const size = policySize(reading.text, reading.kind);
  if (size <= limit) return;
  const detail = `The document has ${size} characters and may have ${limit}; shorten it or split it.`;
  refuse(reading, "quota", { offset: 0, path: "$" }, detail, { limit });
}
