// sts:AssumeRole: credentials for a session of a role.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
import type { AssumeRoleRequest, AssumeRoleResponse } from "@aws-sdk/client-sts";
import { assumedRoleArn } from "../../policy/arn.ts";
import type { RequestContext } from "../../policy/authorization-request.ts";
import { tagContext } from "../authorization/request-tags.ts";
import { roleWithArn } from "../authorization/trust-policy.ts";
import { resourceTags } from "../iam/entities/entity.ts";
import type { Call, Operation } from "../operation.ts";
import { requireActiveRegion } from "./active-region.ts";
import * as shared from "./constraints.ts";
import { multiFactorProof, takeOneTimePassword } from "./multi-factor.ts";
import { packedPolicySize } from "./packed-policy-size.ts";
import { requireChainedDuration, requireDuration, requireRoleArn } from "./role-session.ts";
import { roleSessionTags, sourceIdentityOf } from "./role-session-tags.ts";
import { sessionCredentials } from "./session-credentials.ts";
import { sessionPolicies } from "./session-policies.ts";

const defaultDuration = 3600;

export const assumeRole: Operation<AssumeRoleRequest, AssumeRoleResponse> = {
  takes: [
    ...(["RoleArn", "RoleSessionName", "PolicyArns", "Policy", "DurationSeconds"] as const),
    ...(["Tags", "TransitiveTagKeys", "ExternalId", "SerialNumber", "TokenCode", "SourceIdentity"] as const),
  ],
  constraints: {
    RoleArn: shared.arn,
    RoleSessionName: shared.sessionName,
    PolicyArns: shared.policyArns,
    Policy: shared.policy,
    DurationSeconds: { min: 900, max: 43_200 },
    Tags: shared.tags,
    TransitiveTagKeys: shared.tagKeys,
    ExternalId: { min: 2, max: 1224, pattern: "[\\w+=,.@:\\/-]*" },
    SerialNumber: shared.serialNumber,
    TokenCode: shared.tokenCode,
    SourceIdentity: shared.sessionName,
  },

  /** The role's trust policy and the caller's own policies judge each of these. */
  requires(input, call) {
    const { RoleArn: resource = "" } = input;
    requireActiveRegion(call);
    requireRoleArn(resource);
    const context = assumeContext(input, call);
    const tags = Object.keys(roleSessionTags(input, call.caller).tags);
    const actions = [
      "sts:AssumeRole",
      ...(tags.length > 0 ? ["sts:TagSession"] : []),
      ...(sourceIdentityOf(input, call.caller) === undefined ? [] : ["sts:SetSourceIdentity"]),
    ];
    return actions.map((action) => ({ action, resource, context }));
  },

  handle(input, call) {
    const { account, caller } = call;
    const { RoleArn = "", RoleSessionName: name = "", DurationSeconds = defaultDuration } = input;
    const role = roleWithArn(account, RoleArn);
    if (role === undefined) throw new Error("A role that is not there was assumed.");
    requireDuration(DurationSeconds, role);
    if (caller.session !== undefined) requireChainedDuration(DurationSeconds);
    const policies = sessionPolicies(input, account);
    const { sent, tags, transitive } = roleSessionTags(input, caller);
    const size = packedPolicySize({ ...policies, tags: sent });
    const sourceIdentity = sourceIdentityOf(input, caller);
    takeOneTimePassword(input, call);
    const identity = sourceIdentity === undefined ? {} : { sourceIdentity };
    const kind = { type: "AssumedRole" as const, role: role.id, name };
    const session = { ...kind, ...policies, tags, transitive, ...identity };
    return {
      Credentials: sessionCredentials(session, DurationSeconds, account),
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${name}`,
        Arn: assumedRoleArn(account.id, role.name, name),
      },
      ...(size > 0 && { PackedPolicySize: size }),
      ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    };
  },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function assumeContext(input: AssumeRoleRequest, call: Call): RequestContext {
  const { RoleArn = "", RoleSessionName = "", ExternalId, TransitiveTagKeys = [] } = input;
  const { sent } = roleSessionTags(input, call.caller);
  const sourceIdentity = sourceIdentityOf(input, call.caller);
  const roleTags = roleWithArn(call.account, RoleArn)?.tags ?? {};
  return {
    ...tagContext(sent),
    ...resourceTags(roleTags),
    "sts:RoleSessionName": RoleSessionName,
    ...(ExternalId !== undefined && { "sts:ExternalId": ExternalId }),
    ...(TransitiveTagKeys.length > 0 && { "sts:TransitiveTagKeys": TransitiveTagKeys }),
    ...(sourceIdentity !== undefined && { "sts:SourceIdentity": sourceIdentity }),
    ...(multiFactorProof(input, call) !== undefined && {
      "aws:MultiFactorAuthPresent": "true",
      "aws:MultiFactorAuthAge": "0",
    }),
  };
}
