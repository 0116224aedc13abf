// iam:UpdateUser: another name, another path, the same user.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
import type { UpdateUserRequest } from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { renameUser, userNamed } from "../../store/user.ts";
import { existingUserName, path, userName } from "../constraints.ts";
import { onRenamed, users } from "../entities/entity.ts";
import { existingUser, onUser } from "../entities/user.ts";

export const updateUser: Operation<UpdateUserRequest, void> = {
  takes: ["UserName", "NewUserName", "NewPath"],
  constraints: { UserName: existingUserName, NewUserName: userName, NewPath: path },

  requires: ({ UserName = "", NewUserName, NewPath }, call) => [
    onUser("iam:UpdateUser", UserName, call),
    ...onRenamed(users, "iam:UpdateUser", [UserName, NewUserName, NewPath], call),
  ],

  handle({ UserName = "", NewUserName, NewPath }, call) {
    const { store } = call.account;
    const user = existingUser(call, UserName);
    const taken = NewUserName === undefined ? undefined : userNamed(store, NewUserName);
    if (taken !== undefined && taken.id !== user.id)
      throw new AwsError("EntityAlreadyExists", `User with name ${NewUserName} already exists.`);
    renameUser(store, user.id, NewUserName ?? user.name, NewPath ?? user.path);
  },
};
