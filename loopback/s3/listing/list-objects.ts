// s3:ListObjects, the first version. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
import type { ListObjectsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { objectsFrom } from "../../store/object-list.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { listedContents, listingKeys, nameEncoder, owner, pageLimit } from "../shared/listings.ts";
import { bytesAfter, listPage } from "./list-page.ts";

export const listObjects: Operation<ListObjectsRequest, object> = {
  takes: [
    ...(["Bucket", "Prefix", "Delimiter", "MaxKeys", "Marker", "EncodingType"] as const),
    ...(["OptionalObjectAttributes", "RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [onBucket("s3:ListBucket", input, call, listingKeys(input))],

  handle(input, call) {
    const { Prefix = "", Delimiter, MaxKeys, Marker = "", EncodingType } = input;
    const { name } = existingBucket(input, call);
    const limit = pageLimit(MaxKeys);
    const encode = nameEncoder(EncodingType);
    const page = listPage({
      ...{ prefix: Prefix, delimiter: Delimiter, limit, start: bytesAfter(Marker, Prefix, Delimiter) },
      read: (from, count) => objectsFrom(call.account.store, name, from, count),
      at: (bytes: Buffer) => bytes,
      after: ({ key }) => Buffer.from(`${key}\0`),
    });
    const last = typeof page.last === "string" ? page.last : page.last?.key;
    return {
      Name: name,
      Prefix: encode(Prefix),
      Marker: encode(Marker),
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      Contents: page.rows.map((object) => ({ ...listedContents(object, encode), Owner: owner(call) })),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
      // Only with a delimiter: without one, the last key is the next marker.
      ...(page.next !== undefined && Delimiter && last !== undefined && { NextMarker: encode(last) }),
    };
  },
};
