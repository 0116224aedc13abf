// Whether the object under an upload's key changed since the upload began: a completion under a condition then conflicts.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
import type { CompleteMultipartUploadRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { objectAt } from "../../store/object.ts";
import { sequenceOf } from "../../store/object-list.ts";
import type { Upload } from "../../store/upload.ts";
import { requireWritable } from "../shared/precondition.ts";

/** The sequence number of the object under a key; 0 where there is none. */
export function foundAt(bucket: string, key: string, { account: { store } }: Call): number {
  const newest = objectAt(store, bucket, key);
  return newest === undefined || newest.marker ? 0 : (sequenceOf(store, bucket, key, newest.version) ?? 0);
}

/**
 * Judges a completion's conditions.
 * @throws AwsError as requireWritable; ConditionalRequestConflict for If-None-Match where an object was deleted since the
 * beginning, for If-Match where one was written since.
 */
export function requireUnchanged(
  input: CompleteMultipartUploadRequest,
  bucket: string,
  { key, found }: Upload,
  call: Call,
): void {
  requireWritable(input, () => objectAt(call.account.store, bucket, key));
  if (input.IfNoneMatch !== undefined && found > 0) throw conflict("If-None-Match", key);
  if (input.IfMatch !== undefined && foundAt(bucket, key, call) > found) throw conflict("If-Match", key);
}

const conflict = (Condition: string, Key: string) =>
  new AwsError(
    "ConditionalRequestConflict",
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
    { Condition, Key },
  );
