// The source of a copy: which object the header names, who may read it, and its bytes.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { type ObjectInput, objectSeen } from "./existing-object.ts";
import { invalidArgument } from "./listings.ts";
import { requireCopyable } from "./precondition.ts";
import { readableObject, requireRetrievable } from "./readable-object.ts";
import { nullVersion } from "./version.ts";

interface CopyInput {
  readonly CopySource?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

export const copyMembers = [
  ...(["CopySource", "ExpectedSourceBucketOwner", "CopySourceIfMatch", "CopySourceIfNoneMatch"] as const),
  ...(["CopySourceIfModifiedSince", "CopySourceIfUnmodifiedSince"] as const),
] as const;

/**
 * The object that `bucket/key?versionId=id`, percent-encoded, names.
 * @throws AwsError InvalidArgument for anything else.
 */
export function sourceOf({ CopySource = "", ExpectedSourceBucketOwner }: CopyInput): ObjectInput & {
  readonly Bucket: string;
  readonly Key: string;
} {
  const mark = CopySource.indexOf("?versionId=");
  const path = mark === -1 ? CopySource : CopySource.slice(0, mark);
  const [, Bucket = "", Key = ""] = /^([^/]+)\/(.+)$/s.exec(decoded(path).replace(/^\//, "")) ?? [];
  if (Bucket === "" || Key === "") {
    const message = "Copy Source must mention the source bucket and key: sourcebucket/sourcekey";
    throw invalidArgument(message, "x-amz-copy-source", CopySource);
  }
  return {
    ...{ Bucket, Key, ExpectedBucketOwner: ExpectedSourceBucketOwner },
    ...(mark !== -1 && { VersionId: decoded(CopySource.slice(mark + "?versionId=".length)) }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument("Invalid copy source encoding.", "x-amz-copy-source", text);
  }
}

/** The source as policies see it, before the caller is allowed to read it. */
export function sourceSeen(input: CopyInput, call: Call): StoredObject | undefined {
  const { Bucket, Key, VersionId } = sourceOf(input);
  return objectSeen(call, Bucket, Key, VersionId);
}

/** The member that names the version copied; the one called `null` is not named. */
export const sourceVersion = ({ version }: StoredObject): object =>
  version === nullVersion ? {} : { CopySourceVersionId: version };

/**
 * The object to copy.
 * @throws AwsError as readableObject, requireCopyable and requireRetrievable.
 */
export function copyableSource(input: CopyInput, call: Call): StoredObject {
  const source = sourceOf(input);
  const object = copyable(source, call);
  requireCopyable(input, object, call.account.now());
  requireRetrievable(object);
  return object;
}

function copyable(source: ObjectInput, call: Call): StoredObject {
  try {
    return readableObject(source, call);
  } catch (error) {
    // For a delete marker: nothing can be copied from it.
    if (!(error instanceof AwsError) || error.code !== "MethodNotAllowed") throw error;
    const message =
      "The source of a copy request may not specifically refer to a delete marker by version id.";
    throw new AwsError("InvalidRequest", message);
  }
}
