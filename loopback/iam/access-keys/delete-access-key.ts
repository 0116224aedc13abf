// iam:DeleteAccessKey. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
import type { DeleteAccessKeyRequest } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { deleteAccessKey as remove } from "../../store/user.ts";
import { accessKeyId, existingUserName } from "../constraints.ts";
import { noSuchAccessKey } from "../entities/access-key.ts";
import { existingUser, namedOrCaller, onUser } from "../entities/user.ts";

export const deleteAccessKey: Operation<DeleteAccessKeyRequest, void> = {
  takes: ["UserName", "AccessKeyId"],
  constraints: { UserName: existingUserName, AccessKeyId: accessKeyId },

  requires: ({ UserName }, call) => [onUser("iam:DeleteAccessKey", UserName, call)],

  handle({ UserName, AccessKeyId = "" }, call) {
    const user = existingUser(call, namedOrCaller(call, UserName));
    if (!remove(call.account.store, user.id, AccessKeyId)) throw noSuchAccessKey(AccessKeyId);
  },
};
