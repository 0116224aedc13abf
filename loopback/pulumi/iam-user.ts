// aws:iam/user:User
import { CreateUserCommand } from "@aws-sdk/client-iam";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const iamUser = resourceType({
  type: "aws:iam/user:User",
  properties: { name: "string", "path?": "string" },
  autoname: { property: "name", maximum: 64 },
  async create({ iam }, { name, path = "/" }) {
    const { User } = await iam.send(new CreateUserCommand({ UserName: name, Path: path }));
    return { id: name, outputs: { arn: User?.Arn, path, uniqueId: User?.UserId } };
  },
});
