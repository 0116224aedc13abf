// What is written with an object and read with it: headers, storage class.
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { encryptionOutput } from "./encryption.ts";

/** Sent with the write and returned with every read. */
export const keptMembers = [
  ...(["ContentType", "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage"] as const),
  ...(["Expires", "WebsiteRedirectLocation", "Metadata"] as const),
] as const;

/** Further members of writes that are honoured. */
export const storageMembers = [
  "StorageClass",
  "ServerSideEncryption",
  "SSEKMSKeyId",
  "BucketKeyEnabled",
] as const;

/** Bytes of metadata names and values together. */
const maximumMetadata = 2048;

export interface WriteInput {
  readonly Key?: string | undefined;
  readonly Metadata?: Record<string, string> | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly StorageClass?: string | undefined;
}

const maximumKey = 1024;

/** @throws AwsError KeyTooLongError. */
export function requireKey({ Key = "" }: WriteInput): void {
  const Size = Buffer.byteLength(Key);
  if (Size <= maximumKey) return;
  const details = { Size: String(Size), MaxSizeAllowed: String(maximumKey) };
  throw new AwsError("KeyTooLongError", "Your key is too long", details);
}

/**
 * The headers to keep of a write.
 * @throws AwsError MetadataTooLarge.
 */
export function keptHeaders(input: WriteInput, { request }: Call): Readonly<Record<string, unknown>> {
  const size = Object.entries(input.Metadata ?? {}).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > maximumMetadata) {
    const details = { Size: String(size), MaxSizeAllowed: String(maximumMetadata) };
    const message = "Your metadata headers exceed the maximum allowed metadata size";
    throw new AwsError("MetadataTooLarge", message, details);
  }
  const kept = keptMembers.flatMap((name) => {
    const value: unknown = (input as Readonly<Record<string, unknown>>)[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const encoding = contentEncoding(input.ContentEncoding);
  const { ContentEncoding: _, ...others } = Object.fromEntries(kept);
  return {
    ...others,
    ...(encoding && { ContentEncoding: encoding }),
    // As it was written, even if it is no date.
    ...(request.headers.expires !== undefined && { Expires: request.headers.expires }),
  };
}

/** The chunks are decoded when they arrive, so their encoding is not the object's. */
function contentEncoding(value: string | undefined): string | undefined {
  const encodings = value?.split(",").map((one) => one.trim());
  return encodings?.filter((one) => one !== "aws-chunked" && one !== "").join(",");
}

const storageClasses = [
  ...["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING"],
  ...["GLACIER", "DEEP_ARCHIVE", "GLACIER_IR"],
];

/**
 * The storage class to keep; undefined for the standard one.
 * @throws AwsError InvalidStorageClass.
 */
export function storageClassOf(input: WriteInput): string | undefined {
  const { StorageClass = "STANDARD" } = input;
  if (!storageClasses.includes(StorageClass)) {
    const details = { StorageClassRequested: StorageClass };
    throw new AwsError("InvalidStorageClass", "The storage class you specified is not valid", details);
  }
  return StorageClass === "STANDARD" ? undefined : StorageClass;
}

/** The response members that GetObject and HeadObject share. */
export function objectHeaders(object: StoredObject) {
  const { attributes } = object;
  return {
    AcceptRanges: "bytes",
    LastModified: new Date(object.modified),
    ContentLength: object.size,
    ETag: object.etag,
    ...encryptionOutput(attributes.encryption),
    ContentType: "binary/octet-stream",
    ...object.headers,
    ...(attributes.storageClass && { StorageClass: attributes.storageClass }),
  };
}
