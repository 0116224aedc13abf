// Version ids: which ones exist, and where the one called null is shown. Recorded answers of AWS:
// localstack/localstack tests/aws/services/s3/test_s3_api.snapshot.json and test_s3_list_operations.snapshot.json.
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";
const Key = "key";
it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
});

const version = (Status: "Enabled" | "Suspended") =>
  sandbox.s3.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Body = "x", key = Key) =>
  (await sandbox.s3.send(new s3.PutObjectCommand({ Bucket, Key: key, Body }))).VersionId;
const get = (VersionId?: string) => sandbox.s3.send(new s3.GetObjectCommand({ Bucket, Key, VersionId }));
const removeAll = (...Objects: s3.ObjectIdentifier[]) =>
  sandbox.s3.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

// Of a version that S3 never made, as it was recorded.
const foreign = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";
const invalid = {
  ...{ name: "InvalidArgument", message: "Invalid version id specified", ArgumentName: "versionId" },
  ...{ ArgumentValue: foreign, $metadata: { httpStatusCode: 400 } },
};
const VersionId = foreign;

describe("a version id that S3 never issued", () => {
  it.for([
    ["GetObject", () => new s3.GetObjectCommand({ Bucket, Key, VersionId })],
    ["DeleteObject", () => new s3.DeleteObjectCommand({ Bucket, Key, VersionId })],
    [
      "DeleteObject of a key that does not exist",
      () => new s3.DeleteObjectCommand({ Bucket, Key: "k", VersionId }),
    ],
    ["GetObjectTagging", () => new s3.GetObjectTaggingCommand({ Bucket, Key, VersionId })],
    ["GetObjectAcl", () => new s3.GetObjectAclCommand({ Bucket, Key, VersionId })],
    [
      "CopyObject",
      () => new s3.CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}?versionId=${foreign}` }),
    ],
  ] as const)("is invalid in %s", async ([, command]) => {
    await put();
    await expect(sandbox.s3.send(command() as s3.GetObjectCommand)).rejects.toMatchObject(invalid);
    await version("Enabled");
    await expect(sandbox.s3.send(command() as s3.GetObjectCommand)).rejects.toMatchObject(invalid);
  });

  it("is no marker of a list", async () => {
    const list = new s3.ListObjectVersionsCommand({ Bucket, KeyMarker: Key, VersionIdMarker: foreign });
    await expect(sandbox.s3.send(list)).rejects.toMatchObject({
      ...{ name: "InvalidArgument", message: "Invalid version id specified" },
    });
  });

  it("is a missing version in a DeleteObjects, for its key alone", async () => {
    await put();
    const answer = await removeAll({ Key, VersionId: foreign }, { Key: "k", VersionId: "no id" }, { Key });
    expect(answer.Errors).toEqual([
      {
        ...{ Key, VersionId: foreign, Code: "NoSuchVersion" },
        Message: "The specified version does not exist.",
      },
      {
        ...{ Key: "k", VersionId: "no id", Code: "NoSuchVersion" },
        Message: "The specified version does not exist.",
      },
    ]);
    expect(answer.Deleted).toEqual([{ Key }]);
  });

  it("is also one that another S3 issued, or whose letters were changed", async () => {
    await version("Enabled");
    const own = (await put()) ?? "";
    expect(own).toMatch(/^[\w-]{32}$/);
    for (const place of [0, 12, 31]) {
      const other = own.charAt(place) === "A" ? "B" : "A";
      const changed = own.slice(0, place) + other + own.slice(place + 1);
      await expect(get(changed)).rejects.toMatchObject({ name: "InvalidArgument" });
    }
    await expect(get(own)).resolves.toBeDefined();
  });
});

describe("a version id that was issued", () => {
  it("remains one when its version is gone, for any key", async () => {
    await version("Enabled");
    const own = (await put()) ?? "";
    const gone = { name: "NoSuchVersion", VersionId: own, $metadata: { httpStatusCode: 404 } };
    await sandbox.s3.send(new s3.DeleteObjectCommand({ Bucket, Key, VersionId: own }));
    await expect(get(own)).rejects.toMatchObject({ ...gone, Key });
    expect((await removeAll({ Key, VersionId: own })).Errors).toBeUndefined();
  });

  it("marks its place in a list after its version is gone, too", async () => {
    await version("Enabled");
    for (let index = 0; index < 5; index++) await put(String(index), "prefixed_key");
    await put("x", "non_prefixed_key");
    const list = (input: object) =>
      sandbox.s3.send(new s3.ListObjectVersionsCommand({ Bucket, Prefix: "prefix", ...input }));
    const all = (await list({})).Versions?.map((one) => one.VersionId);
    const first = await list({ MaxKeys: 3 });
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
    const rest = async () => {
      const page = await list({ MaxKeys: 5, KeyMarker, VersionIdMarker });
      return page.Versions?.map((one) => one.VersionId);
    };
    expect(await rest()).toEqual(all?.slice(3));
    await removeAll(
      ...(first.Versions ?? []).map(({ VersionId: id }) => ({ Key: "prefixed_key", VersionId: id })),
    );
    expect(await rest()).toEqual(all?.slice(3));
  });
});

describe("the version called null", () => {
  it("is not shown where versioning never was on", async () => {
    expect(await put()).toBeUndefined();
    expect(await get()).not.toHaveProperty("VersionId");
    expect(await get("null")).not.toHaveProperty("VersionId");
  });

  it.for(["Enabled", "Suspended"] as const)("is shown by reads where versioning is %s", async (status) => {
    await put();
    await version("Enabled");
    await version(status);
    const shown = { VersionId: "null" };
    expect(await get()).toMatchObject(shown);
    const named = { Bucket, Key };
    expect(await sandbox.s3.send(new s3.HeadObjectCommand(named))).toMatchObject(shown);
    expect(await sandbox.s3.send(new s3.GetObjectTaggingCommand(named))).toMatchObject(shown);
    const ObjectAttributes: s3.ObjectAttributes[] = ["ETag"];
    const attributes = new s3.GetObjectAttributesCommand({ ...named, ObjectAttributes });
    expect(await sandbox.s3.send(attributes)).toMatchObject(shown);
    const copy = new s3.CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/${Key}` });
    // test_s3.snapshot.json, test_s3_copy_object_in_place_suspended_only
    const copied = await sandbox.s3.send(copy);
    expect(copied).not.toHaveProperty("CopySourceVersionId");
    if (status === "Suspended") expect(copied).toMatchObject({ VersionId: "null" });
  });

  it("is not named by the write that makes it", async () => {
    await version("Suspended");
    expect(await put()).toBeUndefined();
    expect(await get()).toMatchObject({ VersionId: "null" });
  });
});

describe("a delete marker", () => {
  it.for([
    ["GET", ""],
    ["GET", "tagging&"],
    ["PUT", "tagging&"],
    ["DELETE", "tagging&"],
    ["GET", "acl&"],
  ] as const)("allows no %s of its version %s", async ([method, what]) => {
    await version("Enabled");
    const remove = new s3.DeleteObjectCommand({ Bucket, Key });
    const { VersionId: marker } = await sandbox.s3.send(remove);
    const path = `/${Bucket}/${Key}?${what}versionId=${marker}`;
    const answer = await sendSigned(sandbox, { method, path });
    expect(answer).toMatchObject({
      ...{ status: 405, code: "MethodNotAllowed" },
      message: "The specified method is not allowed against this resource.",
    });
    expect(answer.headers).toMatchObject({ "x-amz-delete-marker": "true", "x-amz-version-id": marker });
    expect(answer.body).toContain(`<Method>${method}</Method><ResourceType>DeleteMarker</ResourceType>`);
  });
});

describe("a bucket that is not empty", () => {
  it("says so in other words where it has versions", async () => {
    const remove = () => sandbox.s3.send(new s3.DeleteBucketCommand({ Bucket }));
    await put();
    await expect(remove()).rejects.toMatchObject({ message: "The bucket you tried to delete is not empty" });
    await version("Enabled");
    await expect(remove()).rejects.toMatchObject({
      ...{ name: "BucketNotEmpty", BucketName: Bucket, $metadata: { httpStatusCode: 409 } },
      message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    });
  });
});
