// s3:CreateMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
import type { CreateMultipartUploadRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { insertUpload, type Upload } from "../../store/upload.ts";
import { existingBucket } from "../shared/bucket.ts";
import { unsupportedAlgorithm } from "../shared/checksum.ts";
import { encryptionOutput } from "../shared/encryption.ts";
import { toEncrypt } from "../shared/key-requirement.ts";
import { keptHeaders, keptMembers, requireKey } from "../shared/object-headers.ts";
import { attributeMembers, requestedAttributes } from "../shared/requested-attributes.ts";
import { refuseVersionId } from "../shared/version.ts";
import { toWrite } from "../shared/writable-object.ts";
import { foundAt } from "./conflict.ts";
import { newUploadId } from "./upload.ts";

export const createMultipartUpload: Operation<CreateMultipartUploadRequest, object> = {
  takes: [
    ...(["Bucket", "Key", "Tagging", "ChecksumAlgorithm", "ChecksumType"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner"] as const),
    ...[...keptMembers, ...attributeMembers],
  ],

  requires: (input, call) => [...toWrite(input, call, { creates: false }), ...toEncrypt(input, call)],

  handle(input, call) {
    const { Bucket = "", Key = "" } = input;
    const { account, caller } = call;
    const bucket = existingBucket(input, call).name;
    requireKey(input);
    refuseVersionId(call);
    const attributes = requestedAttributes(input, call, bucket);
    const checksum = announced(input);
    const id = newUploadId(bucket, Key, call);
    insertUpload(account.store, bucket, {
      ...{ id, key: Key, initiated: timestamp(account), checksum, headers: keptHeaders(input, call) },
      initiator: "arn" in caller.principal ? caller.principal.arn : "anonymous",
      ...{ attributes, encryption: input.ServerSideEncryption ?? "" },
      found: foundAt(bucket, Key, call),
    });
    return {
      ...{ Bucket, Key, UploadId: id },
      ...encryptionOutput(attributes.encryption),
      ...(checksum.algorithm && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
    };
  },
};

/** The default checksum type of each algorithm, and the types that it allows. */
const types: Readonly<Record<string, readonly ["COMPOSITE" | "FULL_OBJECT", ...string[]]>> = {
  CRC32: ["COMPOSITE", "FULL_OBJECT"],
  CRC32C: ["COMPOSITE", "FULL_OBJECT"],
  CRC64NVME: ["FULL_OBJECT"],
  SHA1: ["COMPOSITE"],
  SHA256: ["COMPOSITE"],
};

function announced({ ChecksumAlgorithm, ChecksumType }: CreateMultipartUploadRequest): Upload["checksum"] {
  if (ChecksumAlgorithm === undefined) {
    if (ChecksumType === undefined) return {};
    const message =
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.";
    throw new AwsError("InvalidRequest", message);
  }
  const possible = types[ChecksumAlgorithm];
  if (possible === undefined) throw unsupportedAlgorithm();
  if (ChecksumType === undefined) return { algorithm: ChecksumAlgorithm, type: possible[0] };
  if (possible.includes(ChecksumType)) return { algorithm: ChecksumAlgorithm, type: ChecksumType };
  const message = `The ${ChecksumType} checksum type cannot be used with the ${ChecksumAlgorithm.toLowerCase()} checksum algorithm.`;
  throw new AwsError("InvalidRequest", message);
}
