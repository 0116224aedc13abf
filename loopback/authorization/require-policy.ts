// Refuses a policy document that AWS would refuse, in the words of the API that received it.
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { AwsError } from "../aws-error.ts";

/**
 * `quota` replaces the size limit of the kind, for APIs that judge the size themselves.
 * @throws AwsError MalformedPolicy for a bucket policy, MalformedPolicyDocument for any other kind.
 */
export function requirePolicy(text: string, kind: PolicyKind, quota?: number): void {
  try {
    parsePolicy(text, kind, quota);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new AwsError(kind === "resource" ? "MalformedPolicy" : "MalformedPolicyDocument", error.message);
  }
}
