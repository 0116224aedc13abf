// The users and roles that a bucket policy names: each must exist when the policy is put.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users
import type { Policy } from "../../../policy/compiled/policy.ts";
import { asOfNow, existingPrincipals, type PrincipalIds } from "../../authorization/principal-ids.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";

/**
 * The unique ids of the account's users and roles that a policy names, by ARN.
 * @throws AwsError MalformedPolicy when one of them does not exist.
 */
export const idsOfPrincipals = (policy: Policy, { account }: Call): PrincipalIds =>
  existingPrincipals(policy, account, () => new AwsError("MalformedPolicy", "Invalid principal in policy"));

/** A bucket policy's text as AWS shows it now; `ids` is what idsOfPrincipals gave for it, in JSON. */
export const policyAsOfNow = (text: string, ids: string | undefined, { account }: Call): string =>
  ids === undefined ? text : asOfNow(text, JSON.parse(ids), account);
