// kms:DescribeKey. https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
import type { DescribeKeyRequest } from "@aws-sdk/client-kms";
import type { Operation } from "../operation.ts";
import { keyId } from "./constraints.ts";
import { existingKey } from "./key.ts";
import { keyMetadata } from "./key-metadata.ts";
import { onKey } from "./requirement.ts";

export const describeKey: Operation<DescribeKeyRequest, object> = {
  takes: ["KeyId"],
  constraints: keyId,

  requires: (input, call) => [onKey("kms:DescribeKey", input, call)],

  handle: ({ KeyId = "" }, { account }) => ({
    KeyMetadata: keyMetadata(existingKey(KeyId, account), account),
  }),
};
