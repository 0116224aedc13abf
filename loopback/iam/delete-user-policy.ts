// iam:DeleteUserPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html
import type { DeleteUserPolicyRequest } from "@aws-sdk/client-iam";
import type { Operation } from "../operation.ts";
import { deleteUserPolicy as remove } from "../store/users.ts";
import { existingUserName, policyName } from "./constraints.ts";
import { noSuchUserPolicy } from "./no-such-user-policy.ts";
import { existingUser, onUser } from "./users.ts";

export const deleteUserPolicy: Operation<DeleteUserPolicyRequest, void> = {
  takes: ["UserName", "PolicyName"],
  constraints: { UserName: existingUserName, PolicyName: policyName },

  requires: ({ UserName = "" }, call) => [onUser("iam:DeleteUserPolicy", UserName, call)],

  handle({ UserName = "", PolicyName = "" }, call) {
    const user = existingUser(call, UserName);
    if (!remove(call.account.store, user.id, PolicyName)) throw noSuchUserPolicy(PolicyName);
  },
};
