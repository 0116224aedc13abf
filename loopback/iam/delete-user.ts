// iam:DeleteUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
import type { DeleteUserRequest } from "@aws-sdk/client-iam";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { accessKeysOf, deleteUser as remove, userPolicies } from "../store/users.ts";
import { existingUserName } from "./constraints.ts";
import { existingUser, onUser } from "./users.ts";

export const deleteUser: Operation<DeleteUserRequest, void> = {
  takes: ["UserName"],
  constraints: { UserName: existingUserName },

  requires: ({ UserName = "" }, call) => [onUser("iam:DeleteUser", UserName, call)],

  handle({ UserName = "" }, call) {
    const { store } = call.account;
    const user = existingUser(call, UserName);
    if (accessKeysOf(store, user.id).length > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete entity, must delete access keys first.");
    }
    if (userPolicies(store, user.id).size > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    remove(store, user.id);
  },
};
