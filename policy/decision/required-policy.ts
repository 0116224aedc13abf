// The resources that always have a policy of their own, without which nobody may use them.

import type { AuthorizationRequest } from "../authorization-request.ts";
import type { PolicySet } from "../compiled/policy.ts";
import type { Decision } from "../decision.ts";

export type RequiredPolicy = "key policy" | "trust policy";

const ASSUMING = /^sts:(?:assumerole(?:with(?:saml|webidentity))?|setcontext|setsourceidentity|tagsession)$/i;
const ROLE = /^arn:[^:]*:iam:[^:]*:[^:]*:role\//;
const KEY = /^arn:[^:]*:kms:[^:]*:[^:]*:key\//;

/**
 * The policy that must allow an action on a resource, whatever the identity policies allow.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function requiredPolicy({
  action,
  resource,
}: Pick<AuthorizationRequest, "action" | "resource">): RequiredPolicy | undefined {
  if (ASSUMING.test(action) && ROLE.test(resource)) return "trust policy";
  return /^kms:/i.test(action) && KEY.test(resource) ? "key policy" : undefined;
}

/**
 * The required policy that a decision was made without; undefined where none is required, or where the decision holds
 * whatever it says: a Deny, or what the kind of caller may never do.
 */
export function missingPolicy(
  request: AuthorizationRequest,
  { resource }: PolicySet,
  { decision, decidedBy }: Decision,
): RequiredPolicy | undefined {
  const isCertain = decision === "explicitDeny" || decidedBy === "principal";
  return resource !== undefined || isCertain ? undefined : requiredPolicy(request);
}

/** Why there is no decision without that policy. */
export const withoutPolicy = (missing: RequiredPolicy): string =>
  missing === "key policy"
    ? "Every KMS key has a key policy, and without permission from it nobody may use the key; give it as the resource policy."
    : "Every role has a trust policy, and whom it does not trust cannot assume the role; give it as the resource policy.";
