// s3:ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html

import type { ListObjectsV2Request } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { objectsFrom } from "../../store/object-list.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { readContinuationToken } from "../shared/continuation-token.ts";
import { listedContents, listingKeys, nameEncoder, owner, pageLimit } from "../shared/listings.ts";
import { bytesAfter, listPage, notBefore } from "./list-page.ts";

export const listObjectsV2: Operation<ListObjectsV2Request, object> = {
  takes: [
    ...(["Bucket", "Prefix", "Delimiter", "MaxKeys", "StartAfter", "FetchOwner"] as const),
    ...(["ContinuationToken", "EncodingType", "OptionalObjectAttributes"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [onBucket("s3:ListBucket", input, call, listingKeys(input))],

  handle(input, call) {
    const { Prefix = "", Delimiter, MaxKeys, StartAfter, FetchOwner, ContinuationToken } = input;
    const { name } = existingBucket(input, call);
    const limit = pageLimit(MaxKeys);
    const encode = nameEncoder(input.EncodingType);
    const after = () => bytesAfter(StartAfter ?? "", Prefix, Delimiter);
    const page = listPage({
      ...{ prefix: Prefix, delimiter: Delimiter, limit },
      start:
        ContinuationToken === undefined
          ? after()
          : notBefore(Prefix, readContinuationToken(ContinuationToken)),
      read: (from, count) => objectsFrom(call.account.store, name, from, count),
      at: (bytes: Buffer) => bytes,
      after: ({ key }) => Buffer.from(`${key}\0`),
    });
    return {
      Name: name,
      Prefix: encode(Prefix),
      MaxKeys: limit,
      KeyCount: page.rows.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      Contents: page.rows.map((object) => ({
        ...listedContents(object, encode),
        ...(FetchOwner && { Owner: owner(call) }),
      })),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
      // A continuation token replaces it.
      ...(StartAfter !== undefined && ContinuationToken === undefined && { StartAfter: encode(StartAfter) }),
      ...(ContinuationToken !== undefined && { ContinuationToken }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      ...(page.next !== undefined && { NextContinuationToken: page.next.toString("base64url") }),
    };
  },
};
