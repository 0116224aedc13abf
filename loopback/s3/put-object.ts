// s3:PutObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
import { createHash } from "node:crypto";
import type { PutObjectOutput, PutObjectRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { objectAt, putObject as put } from "../store/objects.ts";
import { existingBucket, onObject } from "./buckets.ts";
import { requirePreconditions } from "./preconditions.ts";
import { newVersion } from "./versioning.ts";

/** Given with the write and given back with every read. */
const kept = [
  "ContentType",
  "CacheControl",
  "ContentDisposition",
  "ContentEncoding",
  "ContentLanguage",
  "Metadata",
] as const;
const maximumKey = 1024;

type Input = Omit<PutObjectRequest, "Body"> & { Body?: Uint8Array };

export const putObject: Operation<Input, PutObjectOutput> = {
  takes: [
    ...([
      "Bucket",
      "Key",
      "Body",
      "ContentLength",
      "ContentMD5",
      "IfMatch",
      "IfNoneMatch",
      "ExpectedBucketOwner",
    ] as const),
    ...([
      "ChecksumAlgorithm",
      "ChecksumCRC32",
      "ChecksumCRC32C",
      "ChecksumCRC64NVME",
      "ChecksumSHA1",
      "ChecksumSHA256",
    ] as const),
    ...kept,
  ],

  requires: (input, call) => [onObject("s3:PutObject", input, call, conditionKeys(input))],

  handle(input, call) {
    const { Key = "", Body = new Uint8Array(0) } = input;
    const { store } = call.account;
    const bucket = existingBucket(input, call).name;
    if (Buffer.byteLength(Key) > maximumKey) throw new AwsError("KeyTooLongError", "Your key is too long");
    requirePreconditions(input, objectAt(store, bucket, Key));
    const { version, status } = newVersion(call, bucket);
    const etag = `"${createHash("md5").update(Body).digest("hex")}"`;
    const headers = Object.fromEntries(
      kept.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
    );
    const modified = timestamp(call.account);
    put(
      store,
      bucket,
      { key: Key, version, marker: false, size: Body.length, etag, modified, headers },
      Body,
    );
    return {
      ETag: etag,
      ServerSideEncryption: "AES256",
      ...(status === "Enabled" && { VersionId: version }),
    };
  },
};

function conditionKeys({ IfMatch, IfNoneMatch }: Input) {
  return {
    ...(IfMatch !== undefined && { "s3:if-match": IfMatch }),
    ...(IfNoneMatch !== undefined && { "s3:if-none-match": IfNoneMatch }),
  };
}
