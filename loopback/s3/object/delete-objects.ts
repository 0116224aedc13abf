// s3:DeleteObjects: each key is authorized and deleted separately, and each denial is a row of the answer.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
import type { DeleteObjectsRequest, ObjectIdentifier } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Call, Operation } from "../../operation.ts";
import { existingBucket } from "../shared/bucket.ts";
import { bypasses } from "../shared/object-lock-rules.ts";
import { isIssued } from "../shared/version.ts";
import { malformed, requireWellFormed } from "../shared/well-formed.ts";
import { type Deletion, remove, toDelete } from "./delete-object.ts";

const maximum = 1000;

export const deleteObjects: Operation<DeleteObjectsRequest, object> = {
  takes: [
    ...(["Bucket", "Delete", "ChecksumAlgorithm", "BypassGovernanceRetention"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  eachAlone: true,

  requires(input, call) {
    existingBucket(input, call);
    return deletions(input).flatMap((one) => toDelete(one, call));
  },

  handle(input, call) {
    requireWellFormed("DeleteObjects", "Delete", { ...input });
    const all = deletions(input);
    if (all.length === 0 || all.length > maximum) throw malformed();
    bypasses(input, call, existingBucket(input, call).name);
    let place = 0;
    const rows = all.map((one) => {
      const end = place + toDelete(one, call).length;
      let denied: AwsError | undefined;
      for (; place < end; place++) denied ??= call.denied?.get(place);
      return rowOf(one, call, denied);
    });
    const Deleted = rows.flatMap(({ Deleted }) =>
      Deleted === undefined || input.Delete?.Quiet ? [] : [Deleted],
    );
    return { Deleted, Errors: rows.flatMap(({ Errors }) => Errors ?? []) };
  },
};

function deletions(input: DeleteObjectsRequest): Deletion[] {
  const { Bucket, ExpectedBucketOwner, BypassGovernanceRetention } = input;
  return (input.Delete?.Objects ?? []).map(({ Key, VersionId, ETag }: ObjectIdentifier) => ({
    ...{ Bucket, ExpectedBucketOwner, BypassGovernanceRetention, Key, VersionId: VersionId || undefined },
    ...(ETag !== undefined && { IfMatch: ETag }),
  }));
}

function rowOf(deletion: Deletion, call: Call, denied: AwsError | undefined) {
  const { Key, VersionId } = deletion;
  const named = { Key, ...(VersionId !== undefined && { VersionId }) };
  try {
    if (denied !== undefined) throw denied;
    if (VersionId !== undefined && !isIssued(VersionId, call))
      throw new AwsError("NoSuchVersion", "The specified version does not exist.");
    const { DeleteMarker, VersionId: made } = remove(deletion, call);
    const marker = DeleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: made };
    return { Deleted: { ...named, ...marker } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Errors: { ...named, Code: error.code, Message: error.message } };
  }
}
