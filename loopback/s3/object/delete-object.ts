// s3:DeleteObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
import type { DeleteObjectOutput, DeleteObjectRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../../account.ts";
import type { Call, Operation, Requirement } from "../../operation.ts";
import { objectAt, putObject, removeVersion } from "../../store/object.ts";
import { existingBucket, onObject } from "../shared/bucket.ts";
import { conditionalKeys } from "../shared/condition-key.ts";
import { type ObjectInput, versionKey } from "../shared/existing-object.ts";
import { bypasses, requireUnlocked } from "../shared/object-lock-rules.ts";
import { requireDeletable } from "../shared/precondition.ts";
import { newVersion, nullVersion, requireVersionId } from "../shared/version.ts";
import { toCompare } from "../shared/writable-object.ts";

export interface Deletion extends ObjectInput {
  readonly IfMatch?: string | undefined;
  readonly BypassGovernanceRetention?: boolean | undefined;
}

export const deleteObject: Operation<DeleteObjectRequest, DeleteObjectOutput> = {
  takes: [
    ...(["Bucket", "Key", "VersionId", "IfMatch", "BypassGovernanceRetention"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: toDelete,

  handle: remove,
};

/** Everything that a deletion needs. Only readers of the object may learn whether an entity tag is right. */
export function toDelete(input: Deletion, call: Call): Requirement[] {
  const { VersionId, IfMatch, BypassGovernanceRetention } = input;
  const action = VersionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
  const context = { ...versionKey(VersionId), ...conditionalKeys(input) };
  return [
    onObject(action, input, call, context),
    ...(IfMatch !== undefined && IfMatch !== "*" ? [toCompare(input, call)] : []),
    ...(VersionId !== undefined && BypassGovernanceRetention
      ? [onObject("s3:BypassGovernanceRetention", input, call, context)]
      : []),
  ];
}

/** Deletes an object or a version; one that does not exist counts as deleted. */
export function remove(input: Deletion, call: Call): DeleteObjectOutput {
  const { Key = "", VersionId } = input;
  const { store } = call.account;
  const bucket = existingBucket(input, call).name;
  requireVersionId(VersionId, call);
  const bypass = bypasses(input, call, bucket);
  requireDeletable(input, input.IfMatch === undefined ? undefined : objectAt(store, bucket, Key, VersionId));
  if (VersionId === undefined) return hide(bucket, Key, call);
  const object = objectAt(store, bucket, Key, VersionId);
  requireUnlocked(object?.attributes ?? {}, bypass, call);
  removeVersion(store, bucket, Key, VersionId);
  return { VersionId, ...(object?.marker && { DeleteMarker: true }) };
}

/** If the request names no version, a bucket that has or had versioning only adds a delete marker. */
function hide(bucket: string, key: string, call: Call): DeleteObjectOutput {
  const { store } = call.account;
  const { version, status } = newVersion(call, bucket);
  if (status === undefined) {
    removeVersion(store, bucket, key, nullVersion);
    return {};
  }
  const marker = {
    ...{ key, version, marker: true, size: 0, etag: "", modified: timestamp(call.account) },
    ...{ headers: {}, attributes: {} },
  };
  putObject(store, bucket, marker, new Uint8Array(0));
  return { DeleteMarker: true, VersionId: version };
}
