// sts:AssumeRoleWithWebIdentity: credentials for a session of a role, for a token instead of a signature.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
import type {
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from "@aws-sdk/client-sts";
import { assumedRoleArn } from "../../policy/arn.ts";
import { roleWithArn } from "../authorization/trust-policy.ts";
import type { Operation } from "../operation.ts";
import { requireActiveRegion } from "./active-region.ts";
import * as shared from "./constraints.ts";
import { packedPolicySize } from "./packed-policy-size.ts";
import { requireDuration, requireRoleArn } from "./role-session.ts";
import { sessionCredentials } from "./session-credentials.ts";
import { sessionPolicies } from "./session-policies.ts";
import { webIdentity } from "./web-identity.ts";

const defaultDuration = 3600;

export const assumeRoleWithWebIdentity: Operation<
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse
> = {
  takes: ["RoleArn", "RoleSessionName", "WebIdentityToken", "PolicyArns", "Policy", "DurationSeconds"],
  constraints: {
    RoleArn: shared.arn,
    RoleSessionName: shared.sessionName,
    WebIdentityToken: { min: 4, max: 20_000 },
    PolicyArns: shared.policyArns,
    Policy: { ...shared.policy, max: 2048 },
    DurationSeconds: { min: 900, max: 43_200 },
  },

  /** Only the role's trust policy decides: the caller does not belong to this account. */
  requires({ RoleArn: resource = "", RoleSessionName = "", WebIdentityToken = "" }, call) {
    requireActiveRegion(call);
    requireRoleArn(resource);
    const { provider, issuer, subject, audience } = webIdentity(WebIdentityToken, call.account);
    const context = {
      [`${issuer}:sub`]: subject,
      [`${issuer}:aud`]: audience,
      "sts:RoleSessionName": RoleSessionName,
    };
    const principal = { type: "WebIdentity", provider } as const;
    return [{ action: "sts:AssumeRoleWithWebIdentity", resource, context, principal }];
  },

  handle(input, { account }) {
    const { RoleArn = "", RoleSessionName: name = "", DurationSeconds = defaultDuration } = input;
    const role = roleWithArn(account, RoleArn);
    if (role === undefined) throw new Error("A role that is not there was assumed.");
    requireDuration(DurationSeconds, role);
    const { provider, subject, audience } = webIdentity(input.WebIdentityToken ?? "", account);
    const policies = sessionPolicies(input, account);
    const size = packedPolicySize({ ...policies, tags: {} });
    const kind = { type: "AssumedRole" as const, role: role.id, name, provider };
    const session = { ...kind, ...policies, tags: {}, transitive: [] };
    return {
      Credentials: sessionCredentials(session, DurationSeconds, account),
      SubjectFromWebIdentityToken: subject,
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${name}`,
        Arn: assumedRoleArn(account.id, role.name, name),
      },
      ...(size > 0 && { PackedPolicySize: size }),
      Provider: provider,
      Audience: audience,
    };
  },
};
