// The object that GetObject and HeadObject answer with, and what they say when there is none.
import { bucketArn } from "../../policy/arn.ts";
import { denial, judge } from "../authorization/authorize.ts";
import { AwsError } from "../aws-error.ts";
import type { Call, Requirement } from "../operation.ts";
import { objectAt, type StoredObject } from "../store/objects.ts";
import { existingBucket, onObject } from "./buckets.ts";
import { noSuchKey } from "./preconditions.ts";
import { nullVersion, requireVersionId } from "./versioning.ts";

interface ReadInput {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** Reading a version that is named needs s3:GetObjectVersion, and only that. */
export function toRead(input: ReadInput, call: Call): Requirement {
  if (input.VersionId === undefined) return onObject("s3:GetObject", input, call);
  return onObject("s3:GetObjectVersion", input, call, { "s3:VersionId": input.VersionId });
}

/**
 * The object read.
 * @throws AwsError NoSuchKey to callers who may list the bucket, AccessDenied to others: a missing key is no one's
 * business but theirs. InvalidArgument for what is no version id, NoSuchVersion for a version that is not there, MethodNotAllowed for a delete marker named.
 */
export function readableObject(input: ReadInput, call: Call, operation: string): StoredObject {
  const bucket = existingBucket(input, call).name;
  const { Key = "", VersionId } = input;
  requireVersionId(VersionId);
  const object = objectAt(call.account.store, bucket, Key, VersionId);
  if (VersionId !== undefined) return existingVersion(object, Key, VersionId);
  if (object !== undefined && !object.marker) return object;
  const listing = judge({ action: "s3:ListBucket", resource: bucketArn(bucket) }, call);
  throw listing.decision.decision === "allowed" ? noSuchKey(Key) : denial(listing, "s3", operation);
}

/** The response members that both operations share. */
export function objectHeaders(object: StoredObject) {
  return {
    AcceptRanges: "bytes",
    LastModified: new Date(object.modified),
    ContentLength: object.size,
    ETag: object.etag,
    ServerSideEncryption: "AES256" as const,
    ContentType: "binary/octet-stream",
    ...object.headers,
    ...(object.version !== nullVersion && { VersionId: object.version }),
  };
}

function existingVersion(object: StoredObject | undefined, key: string, version: string): StoredObject {
  if (object === undefined) {
    throw new AwsError("NoSuchVersion", "The specified version does not exist.", {
      Key: key,
      VersionId: version,
    });
  }
  if (!object.marker) return object;
  throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.");
}
