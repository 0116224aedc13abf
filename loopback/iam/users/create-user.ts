// iam:CreateUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
import type { CreateUserRequest, CreateUserResponse } from "@aws-sdk/client-iam";
import { userArn } from "../../../policy/arn.ts";
import { timestamp, uniqueId } from "../../account.ts";
import { requestTags, tagContext } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { putPermissionsBoundary } from "../../store/attachment.ts";
import { allUsers, insertUser, userNamed } from "../../store/user.ts";
import { path, policyArn, tags, userName } from "../constraints.ts";
import { requirePolicyArn } from "../entities/managed-policy.ts";
import { boundaryPolicy } from "../entities/permissions-boundary.ts";
import { userShape } from "../entities/user.ts";

/** Users in an account. */
const quota = 5000;

export const createUser: Operation<CreateUserRequest, CreateUserResponse> = {
  takes: ["UserName", "Path", "Tags", "PermissionsBoundary"],
  constraints: { UserName: userName, Path: path, Tags: tags, PermissionsBoundary: policyArn },

  requires({ UserName = "", Path = "/", Tags = [], PermissionsBoundary }, { account }) {
    const resource = userArn(account.id, Path, UserName);
    if (PermissionsBoundary !== undefined) requirePolicyArn(PermissionsBoundary);
    const tagging = tagContext(requestTags(Tags, "InvalidInput"));
    const context = {
      ...tagging,
      ...(PermissionsBoundary !== undefined && { "iam:PermissionsBoundary": PermissionsBoundary }),
    };
    const create = { action: "iam:CreateUser", resource, context };
    return Tags.length === 0 ? [create] : [create, { action: "iam:TagUser", resource, context: tagging }];
  },

  handle({ UserName = "", Path = "/", Tags, PermissionsBoundary }, call) {
    const { account } = call;
    const { store } = account;
    if (userNamed(store, UserName) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `User with name ${UserName} already exists.`);
    }
    if (allUsers(store).length >= quota)
      throw new AwsError("LimitExceeded", `Cannot exceed quota for UsersPerAccount: ${quota}`);
    const boundary = PermissionsBoundary && boundaryPolicy(call, PermissionsBoundary);
    const user = {
      id: uniqueId(account, "AIDA"),
      name: UserName,
      path: Path,
      created: timestamp(account),
      tags: requestTags(Tags, "InvalidInput"),
    };
    store.transaction(() => {
      insertUser(store, user);
      if (boundary) putPermissionsBoundary(store, "User", user.id, boundary);
    });
    return { User: userShape(user, call) };
  },
};
