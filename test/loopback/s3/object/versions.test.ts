// Versioning: on, off again, and never on. https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const Bucket = "bucket";
const Key = "key";
it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
});

const version = (Status: "Enabled" | "Suspended") =>
  sandbox.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Body: string) =>
  (await sandbox.s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? "none";
const remove = (VersionId?: string) =>
  sandbox.s3.send(new DeleteObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }));
const read = async (VersionId?: string) => {
  const { Body } = await sandbox.s3.send(
    new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }),
  );
  return Body?.transformToString();
};
const missing = { name: "NoSuchKey", $metadata: { httpStatusCode: 404 } };

describe("where versioning is on", () => {
  it("every write makes a version, and each can be read", async () => {
    await version("Enabled");
    const [one, two] = [await put("one"), await put("two")];
    expect(one).toMatch(/^[\w-]{32}$/);
    expect(two).not.toBe(one);
    expect([await read(), await read(one), await read(two)]).toEqual(["two", "one", "two"]);
    const head = await sandbox.s3.send(new HeadObjectCommand({ Bucket, Key, VersionId: one }));
    expect(head.VersionId).toBe(one);
  });

  it("deleting hides the object, and deleting the marker shows it again", async () => {
    await version("Enabled");
    const one = await put("one");
    const { DeleteMarker, VersionId: marker = "" } = await remove();
    expect(DeleteMarker).toBe(true);
    await expect(read()).rejects.toMatchObject(missing);
    expect(await read(one)).toBe("one");
    await expect(read(marker)).rejects.toMatchObject({
      ...{ name: "MethodNotAllowed", $metadata: { httpStatusCode: 405 } },
    });
    expect((await sandbox.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect(await remove(marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await read()).toBe("one");
  });

  it("deleting a version is permanent, and shows the previous one", async () => {
    await version("Enabled");
    const [one, two] = [await put("one"), await put("two")];
    expect(await remove(two)).toMatchObject({ VersionId: two });
    expect(await read()).toBe("one");
    await expect(read(two)).rejects.toMatchObject({
      ...{ name: "NoSuchVersion", message: "The specified version does not exist." },
      $metadata: { httpStatusCode: 404 },
    });
    await remove(one);
    await expect(read()).rejects.toMatchObject(missing);
  });

  it("If-None-Match: * succeeds over a delete marker", async () => {
    await version("Enabled");
    await put("one");
    await remove();
    await sandbox.s3.send(new PutObjectCommand({ Bucket, Key, Body: "two", IfNoneMatch: "*" }));
    expect(await read()).toBe("two");
  });

  it("what was there before is the version called null", async () => {
    await put("before");
    await version("Enabled");
    await put("after");
    expect([await read("null"), await read()]).toEqual(["before", "after"]);
  });

  it("a bucket with only delete markers is not empty", async () => {
    await version("Enabled");
    const { VersionId = "" } = await remove();
    const removal = new DeleteBucketCommand({ Bucket });
    await expect(sandbox.s3.send(removal)).rejects.toMatchObject({
      ...{ name: "BucketNotEmpty", BucketName: Bucket, $metadata: { httpStatusCode: 409 } },
      message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    });
    await remove(VersionId);
    expect((await sandbox.s3.send(removal)).$metadata.httpStatusCode).toBe(204);
  });

  it("reading or deleting a version needs the version's own action", async () => {
    await version("Enabled");
    const VersionId = await put("one");
    const own = ["s3:GetObject", "s3:DeleteObject", "s3:PutObject"];
    const { s3 } = sandbox.as(await createUser(sandbox, "ann", [{ Action: own }]));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).resolves.toBeDefined();
    await expect(s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).rejects.toMatchObject({
      message: expect.stringContaining(
        "because no identity-based policy allows the s3:GetObjectVersion action",
      ),
    });
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))).rejects.toMatchObject({
      message: expect.stringContaining(
        "because no identity-based policy allows the s3:DeleteObjectVersion action",
      ),
    });
  });
});

describe("where versioning is suspended", () => {
  it("a write replaces only the version called null", async () => {
    await version("Enabled");
    const one = await put("one");
    await version("Suspended");
    await put("two");
    await put("three");
    expect([await read(), await read("null"), await read(one)]).toEqual(["three", "three", "one"]);
  });

  it("deleting puts a marker called null on top, and shows no older version", async () => {
    await version("Enabled");
    const one = await put("one");
    await version("Suspended");
    await put("two");
    expect(await remove()).toMatchObject({ DeleteMarker: true, VersionId: "null" });
    await expect(read()).rejects.toMatchObject(missing);
    expect(await read(one)).toBe("one");
    await remove("null");
    expect(await read()).toBe("one");
  });
});

it("a bucket that never had versioning has no status", async () => {
  const status = async () => (await sandbox.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status;
  expect(await status()).toBeUndefined();
  await version("Enabled");
  expect(await status()).toBe("Enabled");
  await version("Suspended");
  expect(await status()).toBe("Suspended");
});
