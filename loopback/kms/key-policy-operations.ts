// kms:GetKeyPolicy, PutKeyPolicy and ListKeyPolicies. A key has one policy, which is called default.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
import type { GetKeyPolicyRequest, ListKeyPoliciesRequest, PutKeyPolicyRequest } from "@aws-sdk/client-kms";
import { asOfNow } from "../authorization/principal-ids.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { putKey } from "../store/key.ts";
import { keyId, policy, policyName } from "./constraints.ts";
import { bypassKey } from "./create-key.ts";
import { existingKey, keyArn } from "./key.ts";
import { acceptedKeyPolicy } from "./key-policy.ts";
import { pageConstraints, pageMembers } from "./page.ts";
import { onKey } from "./requirement.ts";

const only = "default";

function requireDefault({ PolicyName = only }: { readonly PolicyName?: string | undefined }): void {
  if (PolicyName !== only) throw new AwsError("NotFoundException", "No such policy exists");
}

export const getKeyPolicy: Operation<GetKeyPolicyRequest, object> = {
  takes: ["KeyId", "PolicyName"],
  constraints: { ...keyId, PolicyName: policyName },

  requires: (input, call) => [onKey("kms:GetKeyPolicy", input, call)],

  handle(input, { account }) {
    const key = existingKey(input.KeyId ?? "", account);
    requireDefault(input);
    return { Policy: asOfNow(key.policy, key.principals, account), PolicyName: only };
  },
};

export const putKeyPolicy: Operation<PutKeyPolicyRequest, void> = {
  takes: ["KeyId", "PolicyName", "Policy", "BypassPolicyLockoutSafetyCheck"],
  constraints: { ...keyId, PolicyName: policyName, Policy: policy },

  requires: (input, call) => [onKey("kms:PutKeyPolicy", input, call, bypassKey(input))],

  handle(input, call) {
    const { account } = call;
    const key = existingKey(input.KeyId ?? "", account);
    requireDefault(input);
    const { Policy = "", BypassPolicyLockoutSafetyCheck } = input;
    const arn = keyArn(account, key.id);
    const principals = acceptedKeyPolicy(Policy, arn, call, BypassPolicyLockoutSafetyCheck);
    putKey(account.store, { ...key, policy: Policy, principals });
  },
};

export const listKeyPolicies: Operation<ListKeyPoliciesRequest, object> = {
  takes: ["KeyId", ...pageMembers],
  constraints: { ...keyId, ...pageConstraints() },

  requires: (input, call) => [onKey("kms:ListKeyPolicies", input, call)],

  handle(input, { account }) {
    existingKey(input.KeyId ?? "", account);
    return { PolicyNames: [only], Truncated: false };
  },
};
