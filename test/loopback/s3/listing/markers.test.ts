// Markers of lists, as AWS's answers were recorded:
// localstack/localstack tests/aws/services/s3/test_s3_list_operations.py and its snapshot.
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";
const keys = ["folder/aSubfolder/subFile1", "folder/aSubfolder/subFile2", "folder/file1", "folder/file2"];
const uploads = new Map<string, string>();
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: "Enabled" as const };
  await sandbox.s3.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  for (const Key of keys) {
    await sandbox.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body: "content 123" }));
    const { UploadId = "" } = await sandbox.s3.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }));
    uploads.set(Key, UploadId);
  }
});

const grouped = { Bucket, Prefix: "folder/", Delimiter: "/" };
const inside = "folder/aSubfolder/subFile1";
const listUploads = (input: object) =>
  sandbox.s3.send(new s3.ListMultipartUploadsCommand({ Bucket, ...input }));

describe("a marker inside a common prefix skips the whole of it", () => {
  const next = { IsTruncated: true, CommonPrefixes: undefined };

  it("in ListObjects", async () => {
    const list = new s3.ListObjectsCommand({ ...grouped, MaxKeys: 1, Marker: inside });
    const answer = await sandbox.s3.send(list);
    expect({ CommonPrefixes: undefined, ...answer }).toMatchObject({
      ...{ ...next, Marker: inside, NextMarker: "folder/file1", Contents: [{ Key: "folder/file1" }] },
    });
  });

  it("in ListObjectVersions", async () => {
    const list = new s3.ListObjectVersionsCommand({ ...grouped, MaxKeys: 1, KeyMarker: inside });
    const answer = await sandbox.s3.send(list);
    expect({ CommonPrefixes: undefined, ...answer }).toMatchObject({
      ...{ ...next, KeyMarker: inside, NextKeyMarker: "folder/file1" },
      Versions: [{ Key: "folder/file1" }],
    });
  });

  it("in ListMultipartUploads", async () => {
    const answer = await listUploads({ ...grouped, MaxUploads: 1, KeyMarker: inside });
    expect({ CommonPrefixes: undefined, ...answer }).toMatchObject({
      ...{ ...next, NextKeyMarker: "folder/file1", NextUploadIdMarker: uploads.get("folder/file1") },
      Uploads: [{ Key: "folder/file1" }],
    });
  });

  it("but not without the delimiter", async () => {
    const list = new s3.ListObjectsCommand({ Bucket, Prefix: "folder/", MaxKeys: 1, Marker: inside });
    expect((await sandbox.s3.send(list)).Contents).toMatchObject([{ Key: "folder/aSubfolder/subFile2" }]);
  });
});

describe("ListMultipartUploads", () => {
  it("names its last upload as the next marker, truncated or not", async () => {
    const last = keys[3] ?? "";
    expect(await listUploads({})).toMatchObject({
      ...{ IsTruncated: false, NextKeyMarker: last, NextUploadIdMarker: uploads.get(last) },
    });
    const none = { NextKeyMarker: "", NextUploadIdMarker: "" };
    expect(await listUploads({ KeyMarker: last })).toMatchObject({ IsTruncated: false, ...none });
    expect(await listUploads({ ...grouped, MaxUploads: 1 })).toMatchObject({
      ...{ IsTruncated: true, CommonPrefixes: [{ Prefix: "folder/aSubfolder/" }], ...none },
    });
  });

  it("tells the prefix only where it was sent", async () => {
    expect(await listUploads({})).not.toHaveProperty("Prefix");
    expect(await listUploads({ Prefix: "folder/" })).toMatchObject({ Prefix: "folder/" });
  });

  it("goes on after the upload that is named, and ignores it without its key", async () => {
    const Key = "z/same";
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) {
      const begun = await sandbox.s3.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }));
      ids.push(begun.UploadId ?? "");
    }
    const idsAfter = async (UploadIdMarker: string) => {
      const { Uploads } = await listUploads({ Prefix: "z/", KeyMarker: Key, UploadIdMarker });
      return Uploads?.map(({ UploadId }) => UploadId);
    };
    const [first = "", second = "", third] = ids;
    expect(await idsAfter(first)).toEqual([second, third]);
    // An upload that was aborted or completed in the meantime still marks its place.
    await sandbox.s3.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId: first }));
    expect(await idsAfter(first)).toEqual([second, third]);
    expect(await listUploads({ MaxUploads: 1, UploadIdMarker: second })).toMatchObject({
      ...{ UploadIdMarker: "", KeyMarker: "", Uploads: [{ Key: inside }] },
    });
  });

  it("refuses the id of another key's upload", async () => {
    const UploadIdMarker = uploads.get("folder/file2") ?? "";
    await expect(listUploads({ KeyMarker: "folder/file1", UploadIdMarker })).rejects.toMatchObject({
      ...{ name: "InvalidArgument", message: "Invalid uploadId marker" },
      ...{ ArgumentName: "upload-id-marker", ArgumentValue: UploadIdMarker },
    });
  });
});

describe("an empty marker", () => {
  it("is none in ListParts, and so is an empty number", async () => {
    const UploadId = uploads.get(inside) ?? "";
    const part = new s3.UploadPartCommand({ Bucket, Key: inside, UploadId, PartNumber: 1, Body: "data" });
    await sandbox.s3.send(part);
    for (const parameter of ["part-number-marker", "max-parts"]) {
      const answer = await sendSigned(sandbox, {
        path: `/${Bucket}/${inside}?${parameter}=&uploadId=${UploadId}`,
      });
      expect(answer).toMatchObject({ status: 200 });
      for (const element of [
        "<MaxParts>1000</MaxParts>",
        "<PartNumberMarker>0</PartNumberMarker>",
        "<NextPartNumberMarker>1</NextPartNumberMarker>",
      ])
        expect(answer.body).toContain(element);
    }
  });

  it("is none in ListBuckets, and is refused by ListObjectsV2", async () => {
    const buckets = await sandbox.s3.send(
      new s3.ListBucketsCommand({ ContinuationToken: "", MaxBuckets: 1 }),
    );
    expect(buckets.Buckets).toMatchObject([{ Name: Bucket, BucketRegion: "us-east-1" }]);
    const list = new s3.ListObjectsV2Command({ Bucket, ContinuationToken: "" });
    await expect(sandbox.s3.send(list)).rejects.toMatchObject({
      ...{ name: "InvalidArgument", message: "The continuation token provided is incorrect" },
    });
  });
});

it("ListObjectsV2 does not repeat StartAfter once it goes on by a token", async () => {
  const list = (input: object) =>
    sandbox.s3.send(new s3.ListObjectsV2Command({ Bucket, StartAfter: "folder/file1", ...input }));
  expect(await list({})).toMatchObject({ StartAfter: "folder/file1", Contents: [{ Key: "folder/file2" }] });
  const { NextContinuationToken: ContinuationToken } = await sandbox.s3.send(
    new s3.ListObjectsV2Command({ Bucket, MaxKeys: 1 }),
  );
  const answer = await list({ ContinuationToken });
  expect(answer.Contents).toHaveLength(3);
  expect(answer).not.toHaveProperty("StartAfter");
});

describe("times in S3's XML have milliseconds, which are zero", () => {
  it.for([
    ["ListObjects", `/${Bucket}`, "LastModified"],
    ["ListObjectsV2", `/${Bucket}?list-type=2`, "LastModified"],
    ["ListObjectVersions", `/${Bucket}?versions`, "LastModified"],
    ["ListMultipartUploads", `/${Bucket}?uploads`, "Initiated"],
    ["ListBuckets", "/", "CreationDate"],
  ] as const)("in %s", async ([, path, element]) => {
    const { body } = await sendSigned(sandbox, { path });
    expect(body).toMatch(
      new RegExp(`<${element}>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z</${element}>`),
    );
  });

  it("in ListParts and copies", async () => {
    const UploadId = uploads.get(keys[1] ?? "") ?? "";
    const path = `/${Bucket}/${keys[1]}?uploadId=${UploadId}`;
    await sendSigned(sandbox, { method: "PUT", path: `${path}&partNumber=1`, body: "x" });
    const modified = /<LastModified>[\dT:-]{19}\.000Z<\/LastModified>/;
    expect((await sendSigned(sandbox, { path })).body).toMatch(modified);
    const headers = [["x-amz-copy-source", `${Bucket}/folder/file1`]] as const;
    const copy = await sendSigned(sandbox, { method: "PUT", path: `/${Bucket}/copy`, headers });
    expect(copy.body).toMatch(modified);
  });
});
