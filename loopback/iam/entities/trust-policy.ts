// The trust policies that roles may have: well-formed, and naming only principals that exist.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { Policy } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { PolicyError } from "../../../policy/policy-error.ts";
import type { Account } from "../../account.ts";
import { type PrincipalIds, principalIds, uniqueIdOf } from "../../authorization/principal-ids.ts";
import { AwsError } from "../../aws-error.ts";

/**
 * The ids of the users and roles that a trust policy names.
 * @throws AwsError MalformedPolicyDocument, or LimitExceeded for a document that is too long.
 */
export function requireTrustPolicy(text: string, account: Account): PrincipalIds {
  const ids: Record<string, string> = {};
  const policy = parse(text, account);
  for (const [arn, id] of principalIds(policy, account)) {
    if (id === undefined) throw invalidPrincipal(arn);
    ids[arn] = id;
  }
  const orphan = ownSessions(policy, account).find((arn) => uniqueIdOf(arn, account) === undefined);
  if (orphan !== undefined) throw invalidPrincipal(orphan);
  return ids;
}

const invalidPrincipal = (arn: string): AwsError =>
  new AwsError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${arn}"`);

/** The sessions of this account's roles that the policy names. A session need not exist yet, but its role must. */
const ownSessions = ({ statements }: Policy, { id }: Account): string[] =>
  statements
    .flatMap(({ principal }) => principal?.named ?? [])
    .map(({ value }) => value)
    .filter((value) => value.includes(`:sts::${id}:assumed-role/`));

function parse(text: string, { partition }: Account): Policy {
  try {
    return parsePolicy(text, "trust", { partition });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const code = error.rule === "quota" ? "LimitExceeded" : "MalformedPolicyDocument";
    throw new AwsError(code, error.message);
  }
}
