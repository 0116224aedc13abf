// What is wrong with a document that AWS accepts.
import { parseJson, positionOf } from "../language/json.ts";
import { readDocument } from "../language/read-document.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyKind } from "../policy-document.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Finding, Found, Severity } from "./finding.ts";
import { inspect } from "./inspection.ts";
import { RULES } from "./rules.ts";

export type { Finding, Severity } from "./finding.ts";

const SEVERITIES: readonly Severity[] = ["error", "security warning", "warning", "suggestion"];

/**
 * The findings of a valid document, in the manner of Access Analyzer's policy checks: the gravest first, then in
 * the order of the document. `federated`: judge it as a policy for federated users, as session policies always are.
 * Throws PolicyError where AWS would refuse the document.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export async function findFindings(
  text: string,
  kind: PolicyKind,
  catalogue: Catalogue,
  { federated = kind === "session" }: { readonly federated?: boolean } = {},
): Promise<readonly Finding[]> {
  parsePolicy(text, kind);
  const root = parseJson(text);
  const document = readDocument({ text, kind }, root);
  const inspection = await inspect({ kind, federated, root, document }, catalogue);
  const found = RULES.flatMap((rule) => [...rule(inspection)]);
  return found.toSorted(byGravity).map(({ issue, at, message }) => ({
    ...issue,
    message,
    path: at.path,
    ...positionOf(text, at.offset),
  }));
}

const byGravity = (one: Found, other: Found): number =>
  SEVERITIES.indexOf(one.issue.severity) - SEVERITIES.indexOf(other.issue.severity) ||
  one.at.offset - other.at.offset;
