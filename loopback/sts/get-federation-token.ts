// sts:GetFederationToken: credentials for a federated user.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
import type { GetFederationTokenRequest, GetFederationTokenResponse } from "@aws-sdk/client-sts";
import { federatedUserArn } from "../../policy/arn.ts";
import { requestTags, tagContext } from "../authorization/request-tags.ts";
import type { Call, Operation, Requirement } from "../operation.ts";
import { requireActiveRegion } from "./active-region.ts";
import { policy, policyArns, tags } from "./constraints.ts";
import { packedPolicySize } from "./packed-policy-size.ts";
import { sessionCredentials } from "./session-credentials.ts";
import { sessionDuration } from "./session-duration.ts";
import { sessionPolicies } from "./session-policies.ts";

export const getFederationToken: Operation<GetFederationTokenRequest, GetFederationTokenResponse> = {
  takes: ["Name", "Policy", "PolicyArns", "DurationSeconds", "Tags"],
  constraints: {
    Name: { min: 2, max: 32, pattern: "[\\w+=,.@-]*" },
    Policy: { ...policy, max: 2048 },
    PolicyArns: policyArns,
    DurationSeconds: { min: 900, max: 129_600 },
    Tags: tags,
  },

  requires({ Name = "", Tags }, call) {
    requireActiveRegion(call);
    const resource = federatedUserArn(call.account.id, Name);
    const sent = requestTags(Tags, "InvalidParameterValue");
    const context = tagContext(sent);
    const federate: Requirement = { action: "sts:GetFederationToken", resource, context };
    return Object.keys(sent).length === 0
      ? [federate]
      : [federate, { action: "sts:TagSession", resource, context }];
  },

  handle(input, { account, caller }: Call) {
    const { Name = "", DurationSeconds, Tags } = input;
    const carried = {
      ...sessionPolicies(input, account),
      tags: requestTags(Tags, "InvalidParameterValue"),
    };
    const size = packedPolicySize(carried);
    const user = caller.user && { user: caller.user.id };
    const session = { type: "FederatedUser" as const, name: Name, ...user, ...carried };
    return {
      Credentials: sessionCredentials(session, sessionDuration(DurationSeconds, caller), account),
      FederatedUser: { FederatedUserId: `${account.id}:${Name}`, Arn: federatedUserArn(account.id, Name) },
      PackedPolicySize: size,
    };
  },
};
