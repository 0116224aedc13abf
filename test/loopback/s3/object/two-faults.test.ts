// A write with two faults is told one of them: of the faults that PutObject, CopyObject and CreateMultipartUpload share,
// the one that PutObject tells first.
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { type Headers, sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: "x" }));
});

interface Fault {
  readonly what: string;
  readonly headers?: Headers;
  readonly key?: string;
  readonly versionId?: string;
  /** The beginning of code and message. */
  readonly told: string;
}

/** In PutObject's order. */
const faults: readonly Fault[] = [
  { what: "a long key", key: "k".repeat(1025), told: "KeyTooLongError: Your key is too long" },
  {
    ...{ what: "a version", versionId: "null" },
    told: "InvalidArgument: This operation does not accept a version-id.",
  },
  { what: "a condition", headers: [["if-none-match", "a"]], told: "NotImplemented: A header you provided" },
  {
    ...{ what: "an encryption", headers: [["x-amz-server-side-encryption", "a"]] },
    told: "InvalidArgument: The encryption method specified is not supported",
  },
  {
    ...{ what: "a storage class", headers: [["x-amz-storage-class", "a"]] },
    told: "InvalidStorageClass: The storage class you specified is not valid",
  },
  {
    ...{ what: "a list", headers: [["x-amz-acl", "public-read"]] },
    told: "AccessControlListNotSupported: The bucket does not allow ACLs",
  },
  {
    ...{ what: "a tag", headers: [["x-amz-tagging", "aws:a=1"]] },
    told: "InvalidTag: Your TagKey cannot be prefixed with aws:",
  },
  {
    ...{ what: "a lock", headers: [["x-amz-object-lock-legal-hold", "ON"]] },
    told: "InvalidRequest: Bucket is missing ObjectLockConfiguration",
  },
  {
    // PutObject has a checksum in its place.
    ...{ what: "an algorithm", headers: [["x-amz-checksum-algorithm", "a"]] },
    told: "InvalidRequest: Checksum algorithm provided is unsupported.",
  },
  {
    ...{ what: "metadata", headers: [["x-amz-meta-a", "x".repeat(2048)]] },
    told: "MetadataTooLarge: Your metadata headers exceed the maximum allowed metadata size",
  },
];

const copying: Headers = [
  ...([["x-amz-copy-source", `${Bucket}/source`]] as const),
  ...([["x-amz-metadata-directive", "REPLACE"]] as const),
  ...([["x-amz-tagging-directive", "REPLACE"]] as const),
];
/** The write, and the fault that it cannot have. */
const writes = [
  { operation: "PutObject", method: "PUT", query: [], headers: [], never: "an algorithm" },
  { operation: "CopyObject", method: "PUT", query: [], headers: copying, never: "" },
  {
    operation: "CreateMultipartUpload",
    method: "POST",
    query: ["uploads"],
    headers: [],
    never: "a condition",
  },
];

const pairs = writes.flatMap((write) =>
  faults
    .filter(({ what }) => what !== write.never)
    .flatMap((first, index, all) => all.slice(index + 1).map((second) => ({ write, first, second }))),
);

it.for(pairs)("$write.operation with $first.what and $second.what tells the former", async (pair) => {
  const { write, first, second } = pair;
  const version = first.versionId ?? second.versionId;
  const query = [...write.query, ...(version === undefined ? [] : [`versionId=${version}`])].join("&");
  const { code, message } = await sendSigned(sandbox, {
    method: write.method,
    path: `/${Bucket}/${first.key ?? second.key ?? "key"}${query === "" ? "" : `?${query}`}`,
    headers: [...write.headers, ...(first.headers ?? []), ...(second.headers ?? [])],
  });
  expect(`${code}: ${message}`.slice(0, first.told.length)).toBe(first.told);
});
