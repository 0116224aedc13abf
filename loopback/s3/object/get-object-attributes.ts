// s3:GetObjectAttributes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
import type { GetObjectAttributesRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import type { ObjectAttributes, StoredObject } from "../../store/stored-object.ts";
import { checksumOutput } from "../shared/checksum.ts";
import { onVersion } from "../shared/existing-object.ts";
import { invalidArgument } from "../shared/listings.ts";
import { readableObject, toRead } from "../shared/readable-object.ts";
import { versionOf } from "../shared/version.ts";

const known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];
const maximumParts = 1000;

export const getObjectAttributes: Operation<GetObjectAttributesRequest, object> = {
  takes: [
    ...(["Bucket", "Key", "VersionId", "ObjectAttributes", "MaxParts", "PartNumberMarker"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [
    toRead(input, call),
    onVersion("s3:GetObjectAttributes", "s3:GetObjectVersionAttributes", input, call),
  ],

  handle(input, call) {
    const object = readableObject(input, call);
    const wanted = new Set<string>(input.ObjectAttributes);
    const unknown = [...wanted].find((name) => !known.includes(name));
    if (unknown !== undefined || wanted.size === 0)
      throw invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", unknown ?? "");
    const { checksum, parts, storageClass = "STANDARD" } = object.attributes;
    return {
      LastModified: new Date(object.modified),
      ...versionOf(object, call, input.Bucket),
      ...(wanted.has("ETag") && { ETag: object.etag.replaceAll('"', "") }),
      ...(wanted.has("Checksum") && checksum && { Checksum: checksumOutput(checksum) }),
      ...(wanted.has("ObjectParts") && parts && { ObjectParts: shownParts(input, object, parts) }),
      ...(wanted.has("StorageClass") && { StorageClass: storageClass }),
      ...(wanted.has("ObjectSize") && { ObjectSize: object.size }),
    };
  },
};

/** Parts are listed one by one only where each has a checksum. */
function shownParts(
  { MaxParts = maximumParts, PartNumberMarker = "0" }: GetObjectAttributesRequest,
  { attributes }: StoredObject,
  parts: NonNullable<ObjectAttributes["parts"]>,
): object {
  if (attributes.checksum?.type !== "COMPOSITE") return { TotalPartsCount: parts.length };
  const after = Number(PartNumberMarker);
  const limit = Math.min(MaxParts, maximumParts);
  const rest = parts.filter(({ number }) => number > after);
  const page = rest.slice(0, limit);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
    Parts: page.map(({ number, size, checksum }) => ({
      ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
      PartNumber: number,
      Size: size,
    })),
  };
}
