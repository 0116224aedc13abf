// Bucket policies that demand headers, and uploads in parts: of the headers that began an upload, only
// x-amz-server-side-encryption counts for its parts and its completion.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html (the policy)
// aws/aws-cli#1674, boto/boto3#2525, aws/aws-sdk-js#1830, justincormack/argmin (what is carried and what is not)
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Keys } from "../../clients.ts";
import { type Headers, sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, putBucketPolicy } from "../../seed.ts";

const Bucket = "bucket";
const Key = "key";
const mebibyte = 1024 * 1024;
const Resource = `arn:aws:s3:::${Bucket}/*`;
const unless = (key: string, value: string) => ({
  ...{ Effect: "Deny" as const, Principal: "*", Action: "s3:PutObject", Resource },
  Condition: { StringNotEquals: { [key]: value } },
});
const sse = "s3:x-amz-server-side-encryption";
const AES256 = { ServerSideEncryption: "AES256" } as const;
const denied = {
  name: "AccessDenied",
  message: expect.stringContaining("with an explicit deny in a resource-based policy"),
};

let keys: Keys;
let client: s3.S3Client;
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
  await sandbox.s3.send(new s3.PutObjectCommand({ Bucket, Key: "source", Body: "x" }));
  keys = await createUser(sandbox, "ann", [{ Action: "s3:*" }]);
  client = sandbox.as(keys).s3;
});

const begin = async (input: Partial<s3.CreateMultipartUploadCommandInput>) =>
  (await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key, ...input }))).UploadId ?? "";
const upload = (UploadId: string, PartNumber: number, Body: Buffer) =>
  client.send(new s3.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
const complete = (UploadId: string, ...tags: (string | undefined)[]) => {
  const Parts = tags.map((ETag, index) => ({ PartNumber: index + 1, ETag: ETag ?? "" }));
  return client.send(
    new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
};

describe("under a policy that denies unencrypted uploads", () => {
  it.beforeEach(async ({ sandbox }) => {
    const missing = { ...unless(sse, ""), Condition: { Null: { [sse]: "true" } } };
    await putBucketPolicy(sandbox, Bucket, unless(sse, "AES256"), missing);
  });

  it("6 MiB in two parts pass, if the upload began with AES256", async () => {
    const id = await begin(AES256);
    const first = await upload(id, 1, Buffer.alloc(5 * mebibyte));
    const copy = { UploadId: id, PartNumber: 2, CopySource: `${Bucket}/source` };
    const second = await client.send(new s3.UploadPartCopyCommand({ Bucket, Key, ...copy }));
    const replaced = await upload(id, 2, Buffer.alloc(mebibyte));
    expect(second.CopyPartResult?.ETag).not.toBe(replaced.ETag);
    await expect(complete(id, first.ETag, replaced.ETag)).resolves.toMatchObject(AES256);
  });

  it("nothing else is passed on: an upload without the header, and one that does not exist, are denied", async () => {
    await expect(begin({})).rejects.toMatchObject(denied);
    await expect(upload("no-such-upload", 1, Buffer.alloc(1))).rejects.toMatchObject(denied);
    await expect(complete("no-such-upload", "x")).rejects.toMatchObject(denied);
    const other = await begin({ ...AES256, Key: "other" });
    await expect(upload(other, 1, Buffer.alloc(1))).rejects.toMatchObject(denied);
  });

  it("an upload that began without the header, before the policy, is denied its parts", async () => {
    await sandbox.s3.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
    const id = await begin({});
    await putBucketPolicy(sandbox, Bucket, { ...unless(sse, ""), Condition: { Null: { [sse]: "true" } } });
    await expect(upload(id, 1, Buffer.alloc(1))).rejects.toMatchObject(denied);
  });
});

describe("under a policy on another header", () => {
  it.each([
    ["s3:x-amz-acl", "bucket-owner-full-control", { ACL: "bucket-owner-full-control" } as const],
    ["s3:x-amz-storage-class", "STANDARD_IA", { StorageClass: "STANDARD_IA" } as const],
    ["s3:x-amz-grant-read", `id="${"a".repeat(64)}"`, { GrantRead: `id="${"a".repeat(64)}"` }],
  ])("%s counts for the request that sends it alone", async (key, value, input) => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
    await sandbox.s3.send(new s3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    await putBucketPolicy(sandbox, Bucket, unless(key, value));
    const id = await begin(input);
    await expect(upload(id, 1, Buffer.alloc(1))).rejects.toMatchObject(denied);
    await expect(complete(id, "x")).rejects.toMatchObject(denied);
  });
});

describe("x-amz-server-side-encryption", () => {
  const sent: Headers = [["x-amz-server-side-encryption", "AES256"]];
  const copied: Headers = [...sent, ["x-amz-copy-source", `${Bucket}/source`]];
  const parts =
    "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>";

  it.each([
    // irods/irods_resource_plugin_s3#1838
    ["a part", "PUT", "partNumber=1&", sent, "x"],
    // fog/fog-aws#589
    ["a part that is copied", "PUT", "partNumber=1&", copied, ""],
    // ClickHouse/ClickHouse#64570
    ["a completion", "POST", "", sent, parts],
  ] as const)("is refused in the request of %s", async (_, method, query, headers, body) => {
    await sandbox.s3.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
    const path = `/${Bucket}/${Key}?${query}uploadId=${await begin(AES256)}`;
    const answer = await sendSigned(sandbox, { method, path, headers, body }, { keys });
    expect(answer).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message: "x-amz-server-side-encryption header is not supported for this operation.",
    });
    expect(answer.body).toContain(
      "<ArgumentName>x-amz-server-side-encryption</ArgumentName><ArgumentValue>AES256</ArgumentValue>",
    );
  });
});
