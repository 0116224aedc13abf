// iam:GetUserPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html
import type { GetUserPolicyRequest, GetUserPolicyResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../operation.ts";
import { userPolicies } from "../store/users.ts";
import { existingUserName, policyName } from "./constraints.ts";
import { noSuchUserPolicy } from "./no-such-user-policy.ts";
import { existingUser, onUser } from "./users.ts";

export const getUserPolicy: Operation<GetUserPolicyRequest, GetUserPolicyResponse> = {
  takes: ["UserName", "PolicyName"],
  constraints: { UserName: existingUserName, PolicyName: policyName },

  requires: ({ UserName = "" }, call) => [onUser("iam:GetUserPolicy", UserName, call)],

  /** The document comes URL-encoded (RFC 3986), as the API promises. */
  handle({ UserName = "", PolicyName = "" }, call) {
    const user = existingUser(call, UserName);
    const document = userPolicies(call.account.store, user.id).get(PolicyName);
    if (document === undefined) throw noSuchUserPolicy(PolicyName);
    return { UserName: user.name, PolicyName, PolicyDocument: encodeURIComponent(document) };
  },
};
