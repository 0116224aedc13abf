// s3:ListObjectVersions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
import type { ListObjectVersionsRequest } from "@aws-sdk/client-s3";
import type { Call, Operation } from "../../operation.ts";
import { sequenceOf, type VersionPosition, versionsFrom } from "../../store/object-list.ts";
import type { ListedVersion } from "../../store/stored-object.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import {
  invalidArgument,
  listedContents,
  listingKeys,
  nameEncoder,
  owner,
  pageLimit,
} from "../shared/listings.ts";
import { requireVersionId, versionPlace } from "../shared/version.ts";
import { bytesAfter, groupOfMarker, listPage } from "./list-page.ts";

export const listObjectVersions: Operation<ListObjectVersionsRequest, object> = {
  takes: [
    ...(["Bucket", "Prefix", "Delimiter", "MaxKeys", "KeyMarker", "VersionIdMarker"] as const),
    ...(["EncodingType", "OptionalObjectAttributes", "RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [onBucket("s3:ListBucketVersions", input, call, listingKeys(input))],

  handle(input, call) {
    const { Prefix = "", Delimiter, MaxKeys, KeyMarker = "", VersionIdMarker = "", EncodingType } = input;
    const { name } = existingBucket(input, call);
    const limit = pageLimit(MaxKeys);
    const encode = nameEncoder(EncodingType);
    const page = listPage<ListedVersion, VersionPosition>({
      ...{ prefix: Prefix, delimiter: Delimiter, limit, start: startOf(input, name, call) },
      read: (from, count) => versionsFrom(call.account.store, name, from, count),
      at: (key) => ({ key }),
      after: ({ key, sequence }) => ({ key: Buffer.from(key), below: sequence }),
    });
    return {
      Name: name,
      Prefix: encode(Prefix),
      KeyMarker: encode(KeyMarker),
      VersionIdMarker,
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      Versions: page.rows.flatMap((row) => (row.marker ? [] : [shown(row, call, encode)])),
      DeleteMarkers: page.rows.flatMap((row) => (row.marker ? [shown(row, call, encode)] : [])),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
      ...(page.next !== undefined && nextMarkers(page.last, encode)),
    };
  },
};

function startOf(
  { KeyMarker = "", VersionIdMarker, Prefix = "", Delimiter }: ListObjectVersionsRequest,
  bucket: string,
  call: Call,
): VersionPosition {
  const beyondKey = { key: bytesAfter(KeyMarker, Prefix, Delimiter) };
  if (VersionIdMarker === undefined || VersionIdMarker === "") return beyondKey;
  if (KeyMarker === "") {
    const message = "A version-id marker cannot be specified without a key marker.";
    throw invalidArgument(message, "version-id-marker", VersionIdMarker);
  }
  requireVersionId(VersionIdMarker, call, "version-id-marker");
  const below =
    versionPlace(VersionIdMarker, call) ?? sequenceOf(call.account.store, bucket, KeyMarker, VersionIdMarker);
  const skipped = groupOfMarker(KeyMarker, Prefix, Delimiter) !== undefined;
  return below === undefined || skipped || !KeyMarker.startsWith(Prefix)
    ? beyondKey
    : { key: Buffer.from(KeyMarker), below };
}

function shown(row: ListedVersion, call: Call, encode: (name: string) => string) {
  const common = { VersionId: row.version, IsLatest: row.latest, Owner: owner(call) };
  if (!row.marker) return { ...listedContents(row, encode), ...common };
  return { Key: encode(row.key), LastModified: new Date(row.modified), ...common };
}

function nextMarkers(last: ListedVersion | string | undefined, encode: (name: string) => string): object {
  if (last === undefined) return {};
  if (typeof last === "string") return { NextKeyMarker: encode(last) };
  return { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.version };
}
