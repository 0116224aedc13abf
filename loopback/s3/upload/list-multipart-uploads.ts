// s3:ListMultipartUploads. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
import type { ListMultipartUploadsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { type Upload, type UploadPosition, uploadsFrom, uploadWithId } from "../../store/upload.ts";
import { bytesAfter, listPage } from "../listing/list-page.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { nameEncoder, owner, pageLimit } from "../shared/listings.ts";
import { initiator } from "./upload.ts";

export const listMultipartUploads: Operation<ListMultipartUploadsRequest, object> = {
  takes: [
    ...(["Bucket", "Prefix", "Delimiter", "MaxUploads", "KeyMarker", "UploadIdMarker"] as const),
    ...(["EncodingType", "RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [onBucket("s3:ListBucketMultipartUploads", input, call)],

  handle(input, call) {
    const { Prefix = "", Delimiter, KeyMarker = "", UploadIdMarker = "", EncodingType } = input;
    const { store } = call.account;
    const { name } = existingBucket(input, call);
    const limit = pageLimit(input.MaxUploads, "max-uploads", "max-uploads");
    const encode = nameEncoder(EncodingType);
    const marked = KeyMarker.startsWith(Prefix) && uploadWithId(store, name, KeyMarker, UploadIdMarker);
    const start: UploadPosition = marked
      ? { key: Buffer.from(KeyMarker), above: marked.sequence }
      : { key: bytesAfter(KeyMarker, Prefix, Delimiter) };
    const page = listPage<Upload, UploadPosition>({
      ...{ prefix: Prefix, delimiter: Delimiter, limit, start },
      read: (from, count) => uploadsFrom(store, name, from, count),
      at: (key) => ({ key }),
      after: ({ key, sequence }) => ({ key: Buffer.from(key), above: sequence }),
    });
    return {
      ...{ Bucket: name, KeyMarker: encode(KeyMarker), UploadIdMarker, Prefix: encode(Prefix) },
      ...{ MaxUploads: limit, IsTruncated: page.next !== undefined },
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
      ...(page.next !== undefined && nextMarkers(page.last, encode)),
    };
  },
};

function nextMarkers(last: Upload | string | undefined, encode: (name: string) => string): object {
  if (last === undefined) return {};
  if (typeof last === "string") return { NextKeyMarker: encode(last), NextUploadIdMarker: "" };
  return { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.id };
}
