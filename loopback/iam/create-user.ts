// iam:CreateUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
import type { CreateUserRequest, CreateUserResponse } from "@aws-sdk/client-iam";
import { userArn } from "../../policy/arn.ts";
import { timestamp, uniqueId } from "../account.ts";
import { requestTags, tagContext } from "../authorization/request-tags.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { insertUser, userNamed } from "../store/users.ts";
import { path, tags, userName } from "./constraints.ts";
import { userShape } from "./users.ts";

export const createUser: Operation<CreateUserRequest, CreateUserResponse> = {
  takes: ["UserName", "Path", "Tags"],
  constraints: { UserName: userName, Path: path, Tags: tags },

  requires({ UserName = "", Path = "/", Tags }, { account }) {
    const resource = userArn(account.id, Path, UserName);
    const context = tagContext(requestTags(Tags, "InvalidInput"));
    const create = { action: "iam:CreateUser", resource, context };
    return Tags === undefined || Tags.length === 0
      ? [create]
      : [create, { action: "iam:TagUser", resource, context }];
  },

  handle({ UserName = "", Path = "/", Tags }, call) {
    const { account } = call;
    if (userNamed(account.store, UserName) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `User with name ${UserName} already exists.`);
    }
    const user = {
      id: uniqueId(account, "AIDA"),
      name: UserName,
      path: Path,
      created: timestamp(account),
      tags: requestTags(Tags, "InvalidInput"),
    };
    insertUser(account.store, user);
    return { User: userShape(user, call) };
  },
};
