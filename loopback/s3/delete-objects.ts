// s3:DeleteObjects: each key is authorized and deleted for itself, and what is denied is a row of the answer.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
import type { DeleteObjectsRequest, ObjectIdentifier } from "@aws-sdk/client-s3";
import { AwsError } from "../aws-error.ts";
import type { Call, Operation } from "../operation.ts";
import { existingBucket } from "./buckets.ts";
import { type Deletion, isCompared, remove, toDelete } from "./delete-object.ts";
import { malformed, requireWellFormed } from "./well-formed.ts";
import { toCompare } from "./writable-object.ts";

const maximum = 1000;

export const deleteObjects: Operation<DeleteObjectsRequest, object> = {
  takes: ["Bucket", "Delete", "ChecksumAlgorithm", "RequestPayer", "ExpectedBucketOwner"],

  eachAlone: true,

  requires(input, call) {
    existingBucket(input, call);
    const all = deletions(input);
    const compared = all.filter(isCompared);
    return [...all.map((one) => toDelete(one, call)), ...compared.map((one) => toCompare(one, call))];
  },

  handle(input, call) {
    requireWellFormed("DeleteObjects", "Delete", { ...input });
    const all = deletions(input);
    if (all.length === 0 || all.length > maximum) throw malformed();
    const compared = all.filter(isCompared);
    const rows = all.map((one, index) => {
      const place = all.length + compared.indexOf(one);
      return rowOf(
        one,
        call,
        call.denied?.get(index) ?? (isCompared(one) ? call.denied?.get(place) : undefined),
      );
    });
    const Deleted = rows.flatMap(({ Deleted }) =>
      Deleted === undefined || input.Delete?.Quiet ? [] : [Deleted],
    );
    return { Deleted, Errors: rows.flatMap(({ Errors }) => Errors ?? []) };
  },
};

function deletions({ Bucket, ExpectedBucketOwner, Delete }: DeleteObjectsRequest): Deletion[] {
  return (Delete?.Objects ?? []).map(({ Key, VersionId, ETag }: ObjectIdentifier) => ({
    ...{ Bucket, ExpectedBucketOwner, Key, VersionId: VersionId || undefined },
    ...(ETag !== undefined && { IfMatch: ETag }),
  }));
}

function rowOf(deletion: Deletion, call: Call, denied: AwsError | undefined) {
  const { Key, VersionId } = deletion;
  const named = { Key, ...(VersionId !== undefined && { VersionId }) };
  try {
    if (denied !== undefined) throw denied;
    const { DeleteMarker, VersionId: made } = remove(deletion, call);
    const marker = DeleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: made };
    return { Deleted: { ...named, ...marker } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Errors: { ...named, Code: error.code, Message: error.message } };
  }
}
