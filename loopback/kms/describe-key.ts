// kms:DescribeKey. https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
import type { DescribeKeyRequest } from "@aws-sdk/client-kms";
import type { Operation } from "../operation.ts";
import { keyId } from "./constraints.ts";
import { existingKey } from "./key.ts";
import { keyMetadata } from "./key-metadata.ts";
import { isManagedAlias, makeManagedKey, managedKeyArn, s3Alias } from "./managed-key.ts";
import { onKey, onNamedKey } from "./requirement.ts";

export const describeKey: Operation<DescribeKeyRequest, object> = {
  takes: ["KeyId"],
  constraints: keyId,

  requires: (input, call) => [
    isManagedAlias(input.KeyId ?? "", call.account)
      ? onNamedKey("kms:DescribeKey", { arn: managedKeyArn(call.account), alias: s3Alias }, call)
      : onKey("kms:DescribeKey", input, call),
  ],

  /** Makes the key that AWS manages, where its alias has none yet. */
  handle({ KeyId = "" }, { account }) {
    if (isManagedAlias(KeyId, account)) makeManagedKey(account);
    return { KeyMetadata: keyMetadata(existingKey(KeyId, account), account) };
  },
};
