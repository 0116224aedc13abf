// iam:CreateAccessKey. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
import type { CreateAccessKeyRequest, CreateAccessKeyResponse } from "@aws-sdk/client-iam";
import { accessKeyIdOf } from "../../access-key-id.ts";
import { secretAccessKey, timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { accessKeysOf, insertAccessKey } from "../../store/user.ts";
import { existingUserName } from "../constraints.ts";
import { existingUser, namedOrCaller, onUser } from "../entities/user.ts";

/** Access keys that a user may hold. */
const quota = 2;

export const createAccessKey: Operation<CreateAccessKeyRequest, CreateAccessKeyResponse> = {
  takes: ["UserName"],
  constraints: { UserName: existingUserName },

  requires: ({ UserName }, call) => [onUser("iam:CreateAccessKey", UserName, call)],

  handle({ UserName }, call) {
    const { account } = call;
    const user = existingUser(call, namedOrCaller(call, UserName));
    if (accessKeysOf(account.store, user.id).length >= quota) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${quota}`);
    }
    const key = {
      id: accessKeyIdOf(account, "AKIA"),
      user: user.id,
      secret: secretAccessKey(account),
      status: "Active",
      created: timestamp(account),
    } as const;
    insertAccessKey(account.store, key);
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: key.id,
        Status: key.status,
        SecretAccessKey: key.secret,
        CreateDate: new Date(key.created),
      },
    };
  },
};
