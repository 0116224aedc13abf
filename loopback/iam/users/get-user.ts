// iam:GetUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
import type { GetUserRequest, GetUserResponse, User } from "@aws-sdk/client-iam";
import { rootArn } from "../../../policy/arn.ts";
import type { Operation } from "../../operation.ts";
import { existingUserName } from "../constraints.ts";
import { existingUser, namedOrCaller, onUser, userShape } from "../entities/user.ts";

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
      // Root has no user name and no path, and the loopback does not know when root was made.
      const root = { UserId: account.id, Arn: rootArn(account.id), CreateDate: new Date(0) };
      return { User: root as User };
    }
    return { User: userShape(existingUser(call, namedOrCaller(call, UserName)), call) };
  },
};
