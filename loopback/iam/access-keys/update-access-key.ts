// iam:UpdateAccessKey. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
import type { UpdateAccessKeyRequest } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { setAccessKeyStatus } from "../../store/user.ts";
import { accessKeyId, existingUserName, keyStatus } from "../constraints.ts";
import { noSuchAccessKey } from "../entities/access-key.ts";
import { keyHolder, onKeyHolder } from "../entities/key-holder.ts";

export const updateAccessKey: Operation<UpdateAccessKeyRequest, void> = {
  takes: ["UserName", "AccessKeyId", "Status"],
  constraints: { UserName: existingUserName, AccessKeyId: accessKeyId, Status: keyStatus },

  requires: ({ UserName }, call) => [onKeyHolder("iam:UpdateAccessKey", UserName, call)],

  handle({ UserName, AccessKeyId = "", Status }, call) {
    const holder = keyHolder(call, UserName);
    const status = Status === "Active" ? "Active" : "Inactive";
    if (!setAccessKeyStatus(call.account.store, holder.id, AccessKeyId, status))
      throw noSuchAccessKey(AccessKeyId);
  },
};
