// The object for operations that need an existing one, and their errors when it does not exist.
import { bucketArn } from "../../../policy/arn.ts";
import { denial, judge } from "../../authorization/authorize.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { existingBucket, onBucket } from "./bucket.ts";
import { type ObjectInput, objectSeen, onExistingObject } from "./existing-object.ts";
import { noSuchKey } from "./precondition.ts";
import { requireVersionId } from "./version.ts";

/** Reading a version that is named needs s3:GetObjectVersion, and only that. */
export const toRead = (input: ObjectInput, call: Call): Requirement =>
  onExistingObject("s3:GetObject", "s3:GetObjectVersion", input, call);

/**
 * The object read.
 * @throws AwsError NoSuchKey to callers who may list the bucket, AccessDenied to others: only callers who may list
 * learn that a key is missing. InvalidArgument for a version id that was never issued, NoSuchVersion for a missing version,
 * MethodNotAllowed for a delete marker.
 */
export function readableObject(input: ObjectInput, call: Call): StoredObject {
  const bucket = existingBucket(input, call).name;
  const { Key = "", VersionId } = input;
  requireVersionId(VersionId, call);
  const object = objectSeen(call, bucket, Key, VersionId);
  if (VersionId !== undefined) return existingVersion(object, Key, VersionId, call);
  if (object !== undefined && !object.marker) return object;
  const listing = judge({ ...onBucket("s3:ListBucket", input, call), resource: bucketArn(bucket) }, call);
  if (listing.decision.decision !== "allowed") throw denial(listing, "s3");
  const missing = noSuchKey(Key);
  throw object === undefined
    ? missing
    : new AwsError(missing.code, missing.message, missing.details, markerHeaders(object));
}

function existingVersion(
  object: StoredObject | undefined,
  key: string,
  version: string,
  call: Call,
): StoredObject {
  if (object === undefined) {
    throw new AwsError("NoSuchVersion", "The specified version does not exist.", {
      Key: key,
      VersionId: version,
    });
  }
  return object.marker ? refuseMarker(object, call) : object;
}

/** @throws AwsError MethodNotAllowed, always: a delete marker can only be deleted. */
export function refuseMarker(object: StoredObject, { request }: Call): never {
  throw new AwsError(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
    { Method: request.method, ResourceType: "DeleteMarker" },
    { ...markerHeaders(object), allow: "DELETE", "last-modified": new Date(object.modified).toUTCString() },
  );
}

const markerHeaders = ({ version }: StoredObject) => ({
  "x-amz-delete-marker": "true",
  "x-amz-version-id": version,
});

/** @throws AwsError InvalidObjectState: an archived object must be restored first, which the loopback does not do. */
export function requireRetrievable({ key, attributes }: StoredObject): void {
  const { storageClass } = attributes;
  if (storageClass !== "GLACIER" && storageClass !== "DEEP_ARCHIVE") return;
  throw new AwsError("InvalidObjectState", "The operation is not valid for the object's storage class", {
    StorageClass: storageClass,
    Key: key,
  });
}
