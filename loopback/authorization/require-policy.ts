// Refuses a policy document that AWS would refuse, in the words of the API that received it.
import { parsePolicy, type ReadingOptions } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";

/**
 * `options` tells a limit of the size, for APIs that judge it themselves, and whether the policy is a managed one.
 * @throws AwsError MalformedPolicy for a bucket policy, MalformedPolicyDocument for any other kind.
 */
export function requirePolicy(
  text: string,
  kind: PolicyKind,
  { partition }: Pick<Account, "partition">,
  options: ReadingOptions = {},
): void {
  try {
    parsePolicy(text, kind, { partition, ...options });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new AwsError(kind === "resource" ? "MalformedPolicy" : "MalformedPolicyDocument", error.message);
  }
}
