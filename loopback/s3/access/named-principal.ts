// The users and roles that a bucket policy names: each must exist when the policy is put.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users
import { isAccountId, isRootArn, parseArn } from "../../../policy/arn.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { asOfNow, type PrincipalIds, uniqueIdOf } from "../../authorization/principal-ids.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { roleWithId } from "../../store/role.ts";
import { userWithId } from "../../store/user.ts";

/**
 * The unique ids of the account's users and roles that a policy names, by ARN.
 * @throws AwsError MalformedPolicy when one of them does not exist.
 */
export function idsOfPrincipals(policy: Policy, call: Call): PrincipalIds {
  const named = policy.statements.flatMap(({ principal }) => principal?.named ?? []);
  const ids: Record<string, string> = {};
  for (const { type, value } of named) {
    if (type !== "AWS" || value === "*" || isAccountId(value) || isRootArn(value)) continue;
    const arn = parseArn(value);
    // Other accounts' users cannot be looked up, and a federated user exists only in its session.
    if (arn !== undefined && (arn.account !== call.account.id || arn.resource.startsWith("federated-user/")))
      continue;
    const id = arn === undefined ? knownId(value, call) : uniqueIdOf(value, call.account);
    if (id === undefined) throw new AwsError("MalformedPolicy", "Invalid principal in policy");
    if (arn !== undefined) ids[value] = id;
  }
  return ids;
}

const knownId = (id: string, { account: { store } }: Call): string | undefined =>
  (userWithId(store, id) ?? roleWithId(store, id))?.id;

/** A bucket policy's text as AWS shows it now; `ids` is what idsOfPrincipals gave for it, in JSON. */
export const policyAsOfNow = (text: string, ids: string | undefined, { account }: Call): string =>
  ids === undefined ? text : asOfNow(text, JSON.parse(ids), account);
