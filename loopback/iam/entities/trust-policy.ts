// The trust policies that roles may have: well-formed, and naming only principals that exist.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { Policy } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { PolicyError } from "../../../policy/policy-error.ts";
import type { Account } from "../../account.ts";
import { type PrincipalIds, principalIds } from "../../authorization/principal-ids.ts";
import { AwsError } from "../../aws-error.ts";

/**
 * The ids of the users and roles that a trust policy names.
 * @throws AwsError MalformedPolicyDocument, or LimitExceeded for a document that is too long.
 */
export function requireTrustPolicy(text: string, account: Account): PrincipalIds {
  const ids: Record<string, string> = {};
  for (const [arn, id] of principalIds(parse(text), account)) {
    if (id !== undefined) ids[arn] = id;
    else throw new AwsError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${arn}"`);
  }
  return ids;
}

function parse(text: string): Policy {
  try {
    return parsePolicy(text, "trust");
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const code = error.rule === "quota" ? "LimitExceeded" : "MalformedPolicyDocument";
    throw new AwsError(code, error.message);
  }
}
