// aws:iam/rolePolicy:RolePolicy
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { inlinePolicy } from "./inline-policy.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const iamRolePolicy = inlinePolicy({
  type: "aws:iam/rolePolicy:RolePolicy",
  holder: "role",
  put: (iam, RoleName, policy) => iam.send(new PutRolePolicyCommand({ RoleName, ...policy })),
  get: (iam, RoleName, policy) => iam.send(new GetRolePolicyCommand({ RoleName, ...policy })),
  delete: (iam, RoleName, policy) => iam.send(new DeleteRolePolicyCommand({ RoleName, ...policy })),
});
