// aws:iam/userPolicy:UserPolicy
import { DeleteUserPolicyCommand, GetUserPolicyCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { inlinePolicy } from "./inline-policy.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const iamUserPolicy = inlinePolicy({
  type: "aws:iam/userPolicy:UserPolicy",
  holder: "user",
  put: (iam, UserName, policy) => iam.send(new PutUserPolicyCommand({ UserName, ...policy })),
  get: (iam, UserName, policy) => iam.send(new GetUserPolicyCommand({ UserName, ...policy })),
  delete: (iam, UserName, policy) => iam.send(new DeleteUserPolicyCommand({ UserName, ...policy })),
});
