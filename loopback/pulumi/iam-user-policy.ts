// aws:iam/userPolicy:UserPolicy
import { PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const iamUserPolicy = resourceType({
  type: "aws:iam/userPolicy:UserPolicy",
  properties: { name: "string", user: "string", policy: "string" },
  autoname: { property: "name", maximum: 128 },
  async create({ iam }, { name, user, policy }) {
    await iam.send(new PutUserPolicyCommand({ UserName: user, PolicyName: name, PolicyDocument: policy }));
    return { id: `${user}:${name}`, outputs: {} };
  },
});
