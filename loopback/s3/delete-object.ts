// s3:DeleteObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
import type { DeleteObjectOutput, DeleteObjectRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../account.ts";
import type { Call, Operation } from "../operation.ts";
import { objectAt, putObject, removeVersion } from "../store/objects.ts";
import { existingBucket, onObject } from "./buckets.ts";
import { requirePreconditions } from "./preconditions.ts";
import { newVersion, nullVersion, requireVersionId } from "./versioning.ts";

export const deleteObject: Operation<DeleteObjectRequest, DeleteObjectOutput> = {
  takes: ["Bucket", "Key", "VersionId", "IfMatch", "ExpectedBucketOwner"],

  requires(input, call) {
    if (input.VersionId === undefined) return [onObject("s3:DeleteObject", input, call)];
    return [onObject("s3:DeleteObjectVersion", input, call, { "s3:VersionId": input.VersionId })];
  },

  handle(input, call) {
    const { Key = "", VersionId } = input;
    const { store } = call.account;
    const bucket = existingBucket(input, call).name;
    requireVersionId(VersionId);
    requirePreconditions(input, objectAt(store, bucket, Key));
    if (VersionId === undefined) return hide(bucket, Key, call);
    const marker = objectAt(store, bucket, Key, VersionId)?.marker;
    removeVersion(store, bucket, Key, VersionId);
    return { VersionId, ...(marker && { DeleteMarker: true }) };
  },
};

/** Without a version named, a bucket that has or had versioning only puts a delete marker on top. */
function hide(bucket: string, key: string, call: Call): DeleteObjectOutput {
  const { store } = call.account;
  const { version, status } = newVersion(call, bucket);
  if (status === undefined) {
    removeVersion(store, bucket, key, nullVersion);
    return {};
  }
  const marker = {
    key,
    version,
    marker: true,
    size: 0,
    etag: "",
    modified: timestamp(call.account),
    headers: {},
  };
  putObject(store, bucket, marker, new Uint8Array(0));
  return { DeleteMarker: true, VersionId: version };
}
