// s3:ListMultipartUploads. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
import type { ListMultipartUploadsRequest } from "@aws-sdk/client-s3";
import type { Call, Operation } from "../../operation.ts";
import { type Upload, type UploadPosition, uploadsFrom } from "../../store/upload.ts";
import { bytesAfter, groupOfMarker, listPage } from "../listing/list-page.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { invalidArgument, nameEncoder, owner, pageLimit } from "../shared/listings.ts";
import { initiator, uploadPlace } from "./upload.ts";

export const listMultipartUploads: Operation<ListMultipartUploadsRequest, object> = {
  takes: [
    ...(["Bucket", "Prefix", "Delimiter", "MaxUploads", "KeyMarker", "UploadIdMarker"] as const),
    ...(["EncodingType", "RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [onBucket("s3:ListBucketMultipartUploads", input, call)],

  handle(input, call) {
    const { Prefix, Delimiter, KeyMarker = "", EncodingType } = input;
    const UploadIdMarker = KeyMarker === "" ? "" : (input.UploadIdMarker ?? "");
    const { store } = call.account;
    const { name } = existingBucket(input, call);
    const limit = pageLimit(input.MaxUploads, "max-uploads", "max-uploads");
    const encode = nameEncoder(EncodingType);
    const page = listPage<Upload, UploadPosition>({
      ...{ prefix: Prefix ?? "", delimiter: Delimiter, limit },
      start: startOf({ ...input, KeyMarker, UploadIdMarker }, name, call),
      read: (from, count) => uploadsFrom(store, name, from, count),
      at: (key) => ({ key }),
      after: ({ key, sequence }) => ({ key: Buffer.from(key), above: sequence }),
    });
    return {
      ...{ Bucket: name, KeyMarker: encode(KeyMarker), UploadIdMarker },
      ...{ MaxUploads: limit, IsTruncated: page.next !== undefined },
      ...(Prefix !== undefined && { Prefix: encode(Prefix) }),
      ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
      Uploads: page.rows.map((upload) => ({
        ...{ UploadId: upload.id, Key: encode(upload.key), Initiated: new Date(upload.initiated) },
        StorageClass: upload.attributes.storageClass ?? "STANDARD",
        ...{ Owner: owner(call), Initiator: initiator(upload) },
        ...(upload.checksum.algorithm && {
          ChecksumAlgorithm: upload.checksum.algorithm,
          ChecksumType: upload.checksum.type,
        }),
      })),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      ...nextMarkers(page.last, encode),
    };
  },
};

/** @throws AwsError InvalidArgument for an upload id that was not issued for the key. */
function startOf(
  { Prefix = "", Delimiter, KeyMarker = "", UploadIdMarker = "" }: ListMultipartUploadsRequest,
  bucket: string,
  call: Call,
): UploadPosition {
  const beyondKey = { key: bytesAfter(KeyMarker, Prefix, Delimiter) };
  if (UploadIdMarker === "") return beyondKey;
  const above = uploadPlace(UploadIdMarker, bucket, KeyMarker, call);
  if (above === undefined)
    throw invalidArgument("Invalid uploadId marker", "upload-id-marker", UploadIdMarker);
  const skipped = groupOfMarker(KeyMarker, Prefix, Delimiter) !== undefined;
  return skipped || !KeyMarker.startsWith(Prefix) ? beyondKey : { key: Buffer.from(KeyMarker), above };
}

/** S3 always has them, but gives none where the page ends in a common prefix. */
function nextMarkers(last: Upload | string | undefined, encode: (name: string) => string): object {
  const upload = typeof last === "string" ? undefined : last;
  return { NextKeyMarker: encode(upload?.key ?? ""), NextUploadIdMarker: upload?.id ?? "" };
}
