// iam:CreateUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
import type { CreateUserRequest, CreateUserResponse } from "@aws-sdk/client-iam";
import { userArn } from "../../policy/arn.ts";
import { timestamp, uniqueId } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { insertUser, userNamed } from "../store/users.ts";
import { path, tags, userName } from "./constraints.ts";
import { userShape } from "./users.ts";

export const createUser: Operation<CreateUserRequest, CreateUserResponse> = {
  takes: ["UserName", "Path", "Tags"],
  constraints: { UserName: userName, Path: path, Tags: tags },

  requires: ({ UserName = "", Path = "/" }, { account }) => [
    { action: "iam:CreateUser", resource: userArn(account.id, Path, UserName) },
  ],

  handle({ UserName = "", Path = "/", Tags = [] }, call) {
    const { account } = call;
    if (userNamed(account.store, UserName) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `User with name ${UserName} already exists.`);
    }
    const user = {
      id: uniqueId(account, "AIDA"),
      name: UserName,
      path: Path,
      created: timestamp(account),
      tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
    };
    insertUser(account.store, user);
    return { User: userShape(user, call) };
  },
};
