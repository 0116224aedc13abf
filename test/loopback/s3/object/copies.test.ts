// Copies: of objects and of parts, their permissions at both ends, what is copied and on which conditions.
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Clients } from "../../clients.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const Bucket = "bucket";
const etag = '"5d41402abc4b2a76b9719d911017c592"';
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "archive" }));
  await sandbox.s3.send(
    new PutObjectCommand({
      ...{ Bucket, Key: "a b/source+é", Body: "hello", ContentType: "text/plain" },
      ...{ Metadata: { color: "red" }, Tagging: "team=a", CacheControl: "no-store" },
    }),
  );
});

const CopySource = "/bucket/a%20b/source%2B%C3%A9";
const copy = (input: Partial<CopyObjectCommandInput> = {}, { s3 }: Pick<Clients, "s3"> = sandbox) =>
  s3.send(new CopyObjectCommand({ Bucket: "archive", Key: "copy", CopySource, ...input }));
const read = (Key = "copy") => sandbox.s3.send(new GetObjectCommand({ Bucket: "archive", Key }));

describe("a copy", () => {
  it("takes everything along", async () => {
    const { CopyObjectResult } = await copy();
    expect(CopyObjectResult).toMatchObject({ ETag: etag, ChecksumCRC32: "NhCmhg==" });
    expect(CopyObjectResult?.LastModified).toBeInstanceOf(Date);
    const { Body, ...answer } = await read();
    expect(await Body?.transformToString()).toBe("hello");
    expect(answer).toMatchObject({
      ...{ ContentType: "text/plain", CacheControl: "no-store", Metadata: { color: "red" }, TagCount: 1 },
    });
  });

  it("may have headers and tags of its own", async () => {
    await copy({ MetadataDirective: "REPLACE", Metadata: { color: "blue" }, ContentType: "text/html" });
    const answer = await read();
    expect(answer).toMatchObject({ ContentType: "text/html", Metadata: { color: "blue" } });
    expect(answer).not.toHaveProperty("CacheControl");
    await copy({ TaggingDirective: "REPLACE", Tagging: "team=b" });
    const tags = await sandbox.s3.send(new GetObjectTaggingCommand({ Bucket: "archive", Key: "copy" }));
    expect(tags.TagSet).toEqual([{ Key: "team", Value: "b" }]);
  });

  it("onto itself must change something", async () => {
    const self = { Bucket, Key: "a b/source+é" };
    await expect(copy(self)).rejects.toMatchObject({
      name: "InvalidRequest",
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
    const headers = { ContentType: "text/plain", CacheControl: "no-store", Metadata: { color: "red" } };
    await expect(copy({ ...self, ...headers, MetadataDirective: "REPLACE" })).resolves.toBeDefined();
  });

  it("is of the version named", async () => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "versioned" }));
    const VersioningConfiguration = { Status: "Enabled" as const };
    await sandbox.s3.send(new PutBucketVersioningCommand({ Bucket: "versioned", VersioningConfiguration }));
    const put = (Body: string) =>
      sandbox.s3.send(new PutObjectCommand({ Bucket: "versioned", Key: "k", Body }));
    const { VersionId } = await put("one");
    await put("two");
    const answer = await copy({ CopySource: `versioned/k?versionId=${VersionId}`, Key: "old" });
    expect(answer.CopySourceVersionId).toBe(VersionId);
    expect(await (await read("old")).Body?.transformToString()).toBe("one");
  });

  it.each([
    ["bucket", "InvalidArgument", 400],
    ["", "InvalidArgument", 400],
    ["bucket/%E9", "InvalidArgument", 400],
    ["bucket/missing", "NoSuchKey", 404],
    ["missing/key", "NoSuchBucket", 404],
    ["bucket/missing?versionId=x", "InvalidArgument", 400],
    ["bucket/missing?versionId=null", "NoSuchVersion", 404],
  ])("of %j cannot be", async (source, name, httpStatusCode) => {
    await expect(copy({ CopySource: source })).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  const past = new Date("2024-01-01T00:00:00Z");
  const future = new Date("2100-01-01T00:00:00Z");
  it.each<[Partial<CopyObjectCommandInput>, string?]>([
    [{ CopySourceIfMatch: etag }],
    [{ CopySourceIfMatch: '"other"' }, "x-amz-copy-source-If-Match"],
    [{ CopySourceIfNoneMatch: etag }, "x-amz-copy-source-If-None-Match"],
    [{ CopySourceIfModifiedSince: past }],
    [{ CopySourceIfUnmodifiedSince: past }, "x-amz-copy-source-If-Unmodified-Since"],
    [{ CopySourceIfUnmodifiedSince: future }],
    [{ CopySourceIfMatch: etag, CopySourceIfUnmodifiedSince: past }],
    [{ IfNoneMatch: "*" }, "If-None-Match"],
    [{ MetadataDirective: "MOVE" as "COPY" }, ""],
  ])("heeds conditions: %j", async (input, Condition = undefined) => {
    await copy();
    if (Condition === undefined) await expect(copy(input)).resolves.toBeDefined();
    else if (Condition === "") await expect(copy(input)).rejects.toMatchObject({ name: "InvalidArgument" });
    else
      await expect(copy(input)).rejects.toMatchObject({
        ...{ name: "PreconditionFailed", Condition, $metadata: { httpStatusCode: 412 } },
      });
  });
});

describe("a caller who copies", () => {
  const source = { Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" };
  const target = { Action: "s3:PutObject", Resource: "arn:aws:s3:::archive/*" };
  const tags = { Action: ["s3:GetObjectTagging", "s3:PutObjectTagging"] };

  it.each([
    ["reads the source", [target, tags], "s3:GetObject"],
    ["writes the target", [source, tags], "s3:PutObject"],
    ["reads its tags", [source, target, { Action: "s3:PutObjectTagging" }], "s3:GetObjectTagging"],
    ["writes its tags", [source, target, { Action: "s3:GetObjectTagging" }], "s3:PutObjectTagging"],
  ])("%s, and must be allowed to", async (what, statements, action) => {
    const client = sandbox.as(await createUser(sandbox, what.replaceAll(" ", "-"), statements));
    await expect(copy({}, client)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining(`not authorized to perform: ${action} on resource`),
    });
  });

  it("may, with all four permissions", async () => {
    const client = sandbox.as(await createUser(sandbox, "copier", [source, target, tags]));
    await expect(copy({}, client)).resolves.toBeDefined();
    await expect(copy({ CopySource: "bucket/missing" }, client)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("s3:ListBucket"),
    });
  });

  it("may be kept to a part of the source", async () => {
    const Condition = { StringLike: { "s3:x-amz-copy-source": "bucket/public/*" } };
    const client = sandbox.as(
      await createUser(sandbox, "confined", [source, tags, { ...target, Condition }]),
    );
    await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "public/x", Body: "x" }));
    await expect(copy({ CopySource: "bucket/public/x" }, client)).resolves.toBeDefined();
    await expect(copy({ CopySource: "/bucket/public/x" }, client)).rejects.toMatchObject({
      name: "AccessDenied",
    });
    await expect(copy({}, client)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
