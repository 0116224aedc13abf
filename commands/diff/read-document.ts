// A text as the policy that it is: its kind is guessed from its statements, unless a person says it.

import type { Policy } from "../../policy/compiled/policy.ts";
import { JsonError, type JsonNode, parseJson } from "../../policy/language/json.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { type DocumentKind, PARSED_AS } from "../../policy/proof/documents.ts";
import type { KeyTypes } from "../../policy/request/key-types.ts";
import { UsageError } from "../shared/run-command.ts";

/** What a text looks like. A trust policy names principals and no resource. */
export type Likeness = "identity" | "resource" | "trust" | "stack outputs" | "nothing known";

/** A text that is no JSON, but speaks of statements, counts as a policy: whoever parses it names the fault. */
export function likenessOf(text: string): Likeness {
  const root = rootOf(text);
  if (root === undefined) return /"Statement"/.test(text) ? "identity" : "nothing known";
  if (root.has("contractVersion")) return "stack outputs";
  const statement = root.get("Statement");
  if (statement === undefined) return "nothing known";
  const members = (statement.kind === "array" ? statement.items : [statement]).map(membersOf);
  const some = (name: string): boolean => members.some((one) => one.has(name) || one.has(`Not${name}`));
  if (!some("Principal")) return "identity";
  return some("Resource") ? "resource" : "trust";
}

function rootOf(text: string): ReadonlyMap<string, JsonNode> | undefined {
  try {
    return membersOf(parseJson(text));
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

const membersOf = (node: JsonNode): ReadonlyMap<string, JsonNode> =>
  new Map(node.kind === "object" ? node.members.map(({ key, value }) => [key, value]) : []);

/** @throws UsageError with file, line and column where AWS would refuse the text */
export function readDocument(text: string, place: string, kind: DocumentKind, keyTypes: KeyTypes): Policy {
  try {
    // Quotas depend on how a document is attached, which a file does not say.
    return parsePolicy(text, PARSED_AS[kind], { quota: Number.POSITIVE_INFINITY, keyTypes });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { line, column, detail } = error;
    throw new UsageError(`${place}, line ${line}, column ${column}, is no valid ${kind} policy: ${detail}`);
  }
}
