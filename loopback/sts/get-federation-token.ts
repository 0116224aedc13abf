// sts:GetFederationToken: credentials for a federated user.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
import type { GetFederationTokenRequest, GetFederationTokenResponse } from "@aws-sdk/client-sts";
import { federatedUserArn } from "../../policy/arn.ts";
import { timestamp, uniqueId } from "../account.ts";
import { requestTags, tagContext } from "../authorization/request-tags.ts";
import { requirePolicy } from "../authorization/require-policy.ts";
import type { Call, Operation, Requirement } from "../operation.ts";
import { sealSession } from "../signature/session-token.ts";
import { packedPolicySize } from "./packed-policy-size.ts";

const defaultDuration = 43_200;
/** Root's sessions last an hour at the most; a longer wish is cut, not refused. */
const rootDuration = 3600;
const tagPattern = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";

export const getFederationToken: Operation<GetFederationTokenRequest, GetFederationTokenResponse> = {
  takes: ["Name", "Policy", "DurationSeconds", "Tags"],
  constraints: {
    Name: { min: 2, max: 32, pattern: "[\\w+=,.@-]*" },
    Policy: { min: 1, max: 2048, pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+" },
    DurationSeconds: { min: 900, max: 129_600 },
    Tags: {
      max: 50,
      item: {
        members: {
          Key: { min: 1, max: 128, pattern: `${tagPattern}+` },
          Value: { min: 0, max: 256, pattern: `${tagPattern}*` },
        },
      },
    },
  },

  requires({ Name = "", Tags }, { account }) {
    const resource = federatedUserArn(account.id, Name);
    const tags = requestTags(Tags, "InvalidParameterValue");
    const context = tagContext(tags);
    const federate: Requirement = { action: "sts:GetFederationToken", resource, context };
    return Object.keys(tags).length === 0
      ? [federate]
      : [federate, { action: "sts:TagSession", resource, context }];
  },

  handle(input, { account, caller }: Call) {
    const { Name = "", Policy, DurationSeconds = defaultDuration } = input;
    if (Policy !== undefined) requirePolicy(Policy, "session");
    const policies = Policy === undefined ? [] : [Policy];
    const tags = requestTags(input.Tags, "InvalidParameterValue");
    const issued = timestamp(account);
    const duration = caller.user === undefined ? Math.min(DurationSeconds, rootDuration) : DurationSeconds;
    const expires = issued + duration * 1000;
    const size = packedPolicySize(policies, tags);
    const { accessKeyId, secretAccessKey, sessionToken } = sealSession(
      {
        accessKeyId: uniqueId(account, "ASIA"),
        type: "FederatedUser",
        name: Name,
        ...(caller.user && { user: caller.user.id }),
        ...{ policies, tags, issued, expires },
      },
      account,
    );
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(expires),
      },
      FederatedUser: { FederatedUserId: `${account.id}:${Name}`, Arn: federatedUserArn(account.id, Name) },
      PackedPolicySize: size,
    };
  },
};
