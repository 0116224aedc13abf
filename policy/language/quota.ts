// How large a document may be. White space is not counted, except in session policies.
import type { PolicyKind } from "../policy-document.ts";

/**
 * The greatest size of one document of each kind, in characters (bytes for bucket policies).
 * An identity policy is measured as a managed one; inline policies have other limits, over all
 * documents of a user (2,048), a group (5,120) or a role (10,240).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const POLICY_QUOTA: Readonly<Record<PolicyKind, number>> = {
  identity: 6144,
  boundary: 6144,
  session: 2048,
  resource: 20_480,
  trust: 2048,
  scp: 5120,
  rcp: 5120,
};

/** The size that AWS counts for a document of this kind. */
export function policySize(text: string, kind: PolicyKind): number {
  if (kind === "session") return text.length;
  const packed = withoutSpace(text);
  return kind === "resource" ? new TextEncoder().encode(packed).length : packed.length;
}

// White space between the tokens of JSON; within quotes it counts.
const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s"]+/g;
const withoutSpace = (text: string): string => (text.match(TOKEN) ?? []).join("");
