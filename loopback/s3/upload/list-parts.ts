// s3:ListParts. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
import type { ListPartsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { partsOf } from "../../store/upload.ts";
import { onObject } from "../shared/bucket.ts";
import { requireDecryptable } from "../shared/encryption.ts";
import { invalidArgument, owner, pageLimit } from "../shared/listings.ts";
import { toContinue } from "./to-continue.ts";
import { existingUpload, initiator } from "./upload.ts";

export const listParts: Operation<ListPartsRequest, object> = {
  takes: ["Bucket", "Key", "UploadId", "MaxParts", "PartNumberMarker", "RequestPayer", "ExpectedBucketOwner"],

  requires: (input, call) => [
    onObject("s3:ListMultipartUploadParts", input, call),
    ...toContinue(input, call),
  ],

  handle(input, call) {
    const { Bucket, Key } = input;
    const PartNumberMarker = input.PartNumberMarker || "0";
    const upload = existingUpload(input, call);
    requireDecryptable(upload, call);
    const limit = pageLimit(input.MaxParts, "max-parts", "max-parts");
    const after = Number(PartNumberMarker);
    if (!/^\d{1,10}$/.test(PartNumberMarker)) {
      const message = "Argument part-number-marker must be an integer between 0 and 2147483647";
      throw invalidArgument(message, "part-number-marker", PartNumberMarker);
    }
    const found = partsOf(call.account.store, upload.id, after, limit + 1);
    const page = found.slice(0, limit);
    const { algorithm, type } = upload.checksum;
    return {
      ...{ Bucket, Key, UploadId: upload.id, MaxParts: limit, PartNumberMarker: String(after) },
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      IsTruncated: limit > 0 && found.length > page.length,
      Parts: page.map(({ number, size, etag, modified, checksum }) => ({
        ...{ PartNumber: number, LastModified: new Date(modified), ETag: etag, Size: size },
        ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
      })),
      ...{ Initiator: initiator(upload), Owner: owner(call) },
      StorageClass: upload.attributes.storageClass ?? "STANDARD",
      ...(algorithm && { ChecksumAlgorithm: algorithm, ChecksumType: type }),
    };
  },
};
