// iam:CreateAccessKey. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
import type { AccessKey, CreateAccessKeyRequest, CreateAccessKeyResponse } from "@aws-sdk/client-iam";
import { accessKeyIdOf } from "../../access-key-id.ts";
import { secretAccessKey, timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { accessKeysOf, insertAccessKey } from "../../store/user.ts";
import { existingUserName } from "../constraints.ts";
import { keyHolder, onKeyHolder } from "../entities/key-holder.ts";

/** Access keys that a user may hold. */
const quota = 2;

export const createAccessKey: Operation<CreateAccessKeyRequest, CreateAccessKeyResponse> = {
  takes: ["UserName"],
  constraints: { UserName: existingUserName },

  requires: ({ UserName }, call) => [onKeyHolder("iam:CreateAccessKey", UserName, call)],

  handle({ UserName }, call) {
    const { account } = call;
    const holder = keyHolder(call, UserName);
    if (accessKeysOf(account.store, holder.id).length >= quota) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${quota}`);
    }
    const key = {
      id: accessKeyIdOf(account, "AKIA"),
      user: holder.id,
      secret: secretAccessKey(account),
      status: "Active",
      created: timestamp(account),
    } as const;
    insertAccessKey(account.store, key);
    // The SDK requires a name here, and root has none.
    return {
      AccessKey: {
        ...holder.shown,
        AccessKeyId: key.id,
        Status: key.status,
        SecretAccessKey: key.secret,
        CreateDate: new Date(key.created),
      } as AccessKey,
    };
  },
};
