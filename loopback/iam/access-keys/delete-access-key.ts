// iam:DeleteAccessKey. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
import type { DeleteAccessKeyRequest } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { deleteAccessKey as remove } from "../../store/user.ts";
import { accessKeyId, existingUserName } from "../constraints.ts";
import { noSuchAccessKey } from "../entities/access-key.ts";
import { keyHolder, onKeyHolder } from "../entities/key-holder.ts";

export const deleteAccessKey: Operation<DeleteAccessKeyRequest, void> = {
  takes: ["UserName", "AccessKeyId"],
  constraints: { UserName: existingUserName, AccessKeyId: accessKeyId },

  requires: ({ UserName }, call) => [onKeyHolder("iam:DeleteAccessKey", UserName, call)],

  handle({ UserName, AccessKeyId = "" }, call) {
    const holder = keyHolder(call, UserName);
    if (!remove(call.account.store, holder.id, AccessKeyId)) throw noSuchAccessKey(AccessKeyId);
  },
};
