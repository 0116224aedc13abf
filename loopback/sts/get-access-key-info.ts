// sts:GetAccessKeyInfo: the account of an access key.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from "@aws-sdk/client-sts";
import { accountOfKey } from "../access-key-id.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { accessKey } from "../store/user.ts";

export const getAccessKeyInfo: Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> = {
  takes: ["AccessKeyId"],
  constraints: { AccessKeyId: { min: 16, max: 128, pattern: "[\\w]*" } },

  requires: () => [{ action: "sts:GetAccessKeyInfo", resource: "*" }],

  /** It does not matter whether a key is active or still exists: its id contains the account. */
  handle({ AccessKeyId = "" }, { account }) {
    const isKnown =
      AccessKeyId === account.root.accessKeyId || accessKey(account.store, AccessKeyId) !== undefined;
    const id = isKnown ? account.id : accountOfKey(AccessKeyId);
    if (id !== undefined) return { Account: id };
    throw new AwsError("ValidationError", `The access key with id ${AccessKeyId} does not exist.`);
  },
};
