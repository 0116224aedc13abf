// The door of the policy language: text in, a compiled policy out, or the error that AWS would give.
import { indexActions } from "./action-index.ts";
import { checkDocument } from "./check-document.ts";
import { compileStatement } from "./compile-statement.ts";
import { JsonError, type JsonNode, parseJson } from "./json.ts";
import { POLICY_QUOTA, policySize } from "./quota.ts";
import { readDocument } from "./read-document.ts";
import { type Reading, refuse } from "./reading.ts";
import type { Policy, PolicyKind } from "./types.ts";

// No AWS API takes a longer document; one that is longer is not read at all.
const LONGEST = 131_072;

/**
 * Parses, validates and compiles a policy document. `quota` replaces the size limit of its kind.
 * Throws PolicyError: AWS's text for this kind, a sentence for a person, JSON path, line and column.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, kind: PolicyKind, quota = POLICY_QUOTA[kind]): Policy {
  const reading: Reading = { text, kind };
  if (text.length > LONGEST) checkSize(reading, quota);
  const document = readDocument(reading, readJson(reading));
  checkDocument(reading, document);
  const statements = document.statements.map((statement, index) =>
    compileStatement(reading, statement, index, document.version),
  );
  checkSize(reading, quota);
  return Object.freeze({ kind, version: document.version, statements, select: indexActions(statements) });
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
