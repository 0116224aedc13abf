// iam:GetUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
import type { GetUserRequest, GetUserResponse } from "@aws-sdk/client-iam";
import { rootArn } from "../../policy/arn.ts";
import type { Operation } from "../operation.ts";
import { existingUserName } from "./constraints.ts";
import { existingUser, namedOrCaller, onUser, userShape } from "./users.ts";

export const getUser: Operation<GetUserRequest, GetUserResponse> = {
  takes: ["UserName"],
  constraints: { UserName: existingUserName },

  requires({ UserName }, call) {
    const { account, caller } = call;
    if (UserName === undefined && caller.principal.type === "Root") {
      return [{ action: "iam:GetUser", resource: rootArn(account.id) }];
    }
    return [onUser("iam:GetUser", UserName, call)];
  },

  handle({ UserName }, call) {
    const { account, caller } = call;
    if (UserName === undefined && caller.principal.type === "Root") {
      const root = {
        UserName: "root",
        UserId: account.id,
        Path: "/",
        Arn: rootArn(account.id),
        CreateDate: new Date(0),
      };
      return { User: root };
    }
    return { User: userShape(existingUser(call, namedOrCaller(call, UserName)), call) };
  },
};
