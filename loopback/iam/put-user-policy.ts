// iam:PutUserPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
import type { PutUserPolicyRequest } from "@aws-sdk/client-iam";
import { policySize } from "../../policy/quota.ts";
import { requirePolicy } from "../authorization/require-policy.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { putUserPolicy as put, userPolicies } from "../store/users.ts";
import { existingUserName, policyDocument, policyName } from "./constraints.ts";
import { existingUser, onUser } from "./users.ts";

/** Characters of all inline policies of a user, white space not counted. */
const quota = 2048;

export const putUserPolicy: Operation<PutUserPolicyRequest, void> = {
  takes: ["UserName", "PolicyName", "PolicyDocument"],
  constraints: { UserName: existingUserName, PolicyName: policyName, PolicyDocument: policyDocument },

  requires: ({ UserName = "" }, call) => [onUser("iam:PutUserPolicy", UserName, call)],

  handle({ UserName = "", PolicyName = "", PolicyDocument = "" }, call) {
    const { store } = call.account;
    const user = existingUser(call, UserName);
    requirePolicy(PolicyDocument, "identity");
    const documents = userPolicies(store, user.id).set(PolicyName, PolicyDocument);
    const size = [...documents.values()].reduce((sum, document) => sum + policySize(document, "identity"), 0);
    if (size > quota) {
      throw new AwsError(
        "LimitExceeded",
        `Maximum policy size of ${quota} bytes exceeded for user ${user.name}`,
      );
    }
    put(store, user.id, PolicyName, PolicyDocument);
  },
};
