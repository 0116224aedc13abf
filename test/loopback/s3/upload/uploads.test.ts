// Multipart uploads: begun, filled, listed, completed, aborted; what is refused, and who may.
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteBucketCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

let s3: Sandbox["s3"];
const Bucket = "bucket";
const Key = "large";
const mebibyte = 1024 * 1024;
const five = Buffer.alloc(5 * mebibyte, "a");
it.beforeAll(async ({ sandbox }) => {
  s3 = sandbox.s3;
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const begin = async (input: Partial<CreateMultipartUploadCommandInput> = {}) =>
  (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...input }))).UploadId ?? "";
const upload = async (UploadId: string, PartNumber: number, Body: Buffer | string) => {
  const part = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag: part.ETag ?? "" };
};
const complete = (UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
const noSuchUpload = {
  ...{ name: "NoSuchUpload", $metadata: { httpStatusCode: 404 } },
  message:
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
};

describe("an upload in parts", () => {
  it("makes one object, with the parts' headers and an entity tag of its own kind", async () => {
    const id = await begin({ ContentType: "text/plain", Metadata: { color: "red" }, Tagging: "a=1" });
    const second = await upload(id, 7, "tail");
    const first = await upload(id, 2, five);
    const done = await complete(id, [first, second], { MpuObjectSize: 5 * mebibyte + 4 });
    // The MD5 of the parts' MD5s.
    expect(done).toMatchObject({ Bucket, Key, ETag: '"30dcfd3901d1c613b7fb532281748544-2"' });
    const { Body, ...answer } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(answer).toMatchObject({
      ...{
        ContentLength: 5 * mebibyte + 4,
        ContentType: "text/plain",
        Metadata: { color: "red" },
        TagCount: 1,
      },
    });
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.concat([five, Buffer.from("tail")]))).toBe(true);
    const across = await s3.send(
      new GetObjectCommand({ Bucket, Key, Range: `bytes=${5 * mebibyte - 2}-${5 * mebibyte + 1}` }),
    );
    expect(await across.Body?.transformToString()).toBe("aata");
    const part = await s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 7 }));
    expect(part).toMatchObject({ ContentLength: 4, PartsCount: 2 });
    expect(await part.Body?.transformToString()).toBe("tail");
    await expect(upload(id, 3, "x")).rejects.toMatchObject(noSuchUpload);
  });

  it("may leave parts out and replace them", async () => {
    const id = await begin();
    await upload(id, 1, "left out");
    const replaced = await upload(id, 2, "old");
    const part = await upload(id, 2, "new");
    await expect(complete(id, [replaced])).rejects.toMatchObject({ name: "InvalidPart" });
    await complete(id, [part]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe("new");
  });

  it("is refused where the parts are not what was uploaded", async () => {
    const id = await begin();
    const one = await upload(id, 1, "small");
    const two = await upload(id, 2, "last");
    const refused = (name: string, message: string) => ({
      ...{ name, message, $metadata: { httpStatusCode: 400 } },
    });
    await expect(complete(id, [two, one])).rejects.toMatchObject(
      refused(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      ),
    );
    await expect(complete(id, [one, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete(id, [{ PartNumber: 3, ETag: one.ETag }])).rejects.toMatchObject(
      refused(
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      ),
    );
    await expect(complete(id, [one, two])).rejects.toMatchObject({
      ...refused("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"),
      ...{ ProposedSize: "5", MinSizeAllowed: "5242880", PartNumber: "1" },
    });
    await expect(complete(id, [])).rejects.toMatchObject({ name: "MalformedXML" });
    await expect(complete(id, [two], { MpuObjectSize: 9 })).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(complete(id, [two], { IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await complete(id, [two]);
  });

  it.each([0, 10_001])("has no part %i", async (PartNumber) => {
    const id = await begin();
    await expect(upload(id, PartNumber, "x")).rejects.toMatchObject({
      name: "InvalidArgument",
      message: "Part number must be an integer between 1 and 10000, inclusive",
    });
  });

  it("that is aborted no longer exists", async () => {
    const UploadId = await begin();
    const part = await upload(UploadId, 1, "x");
    const abort = () => s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    expect((await abort()).$metadata.httpStatusCode).toBe(204);
    await expect(abort()).rejects.toMatchObject(noSuchUpload);
    await expect(complete(UploadId, [part])).rejects.toMatchObject(noSuchUpload);
    await expect(s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))).rejects.toMatchObject(
      noSuchUpload,
    );
    const other = await begin({ Key: "other" });
    await expect(upload(other, 1, "x")).rejects.toMatchObject(noSuchUpload);
  });

  it("lists its parts in pages", async () => {
    const UploadId = await begin();
    for (const number of [1, 2, 3]) await upload(UploadId, number, "x".repeat(number));
    const list = (input: object) => s3.send(new ListPartsCommand({ Bucket, Key, UploadId, ...input }));
    const first = await list({ MaxParts: 2 });
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2", MaxParts: 2 });
    expect(first.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const second = await list({ PartNumberMarker: first.NextPartNumberMarker });
    expect(second).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3 }] });
  });

  it("copies its parts from other objects", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: "0123456789" }));
    const UploadId = await begin();
    const copy = (input: object) =>
      s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: 1,
          CopySource: "bucket/source",
          ...input,
        }),
      );
    await expect(copy({ CopySourceRange: "bytes=8-10" })).rejects.toMatchObject({
      ...{ name: "InvalidArgument", message: "Range specified is not valid for source object of size: 10" },
    });
    const { CopyPartResult } = await copy({ CopySourceRange: "bytes=2-4" });
    await complete(UploadId, [{ PartNumber: 1, ETag: CopyPartResult?.ETag ?? "" }]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe("234");
  });
});

describe("checksums of an upload in parts", () => {
  it("are a checksum of checksums, where the algorithm says so", async () => {
    const id = await begin({ ChecksumAlgorithm: "SHA256" });
    const Body = "hello";
    const part = { PartNumber: 1, UploadId: id, Body, ChecksumAlgorithm: "SHA256" as const };
    const { ETag = "", ChecksumSHA256 = "" } = await s3.send(new UploadPartCommand({ Bucket, Key, ...part }));
    expect(ChecksumSHA256).toBe("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
    await expect(complete(id, [{ PartNumber: 1, ETag }])).rejects.toMatchObject({
      name: "InvalidRequest",
      message:
        "The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.",
    });
    const done = await complete(id, [{ PartNumber: 1, ETag, ChecksumSHA256 }]);
    expect(done).toMatchObject({
      ...{ ChecksumSHA256: "lZXJ35AHUUjrBoYDZd8zWEt1v/eCpRDGzUiDpBmDPVA=-1", ChecksumType: "COMPOSITE" },
    });
    const ObjectAttributes = ["Checksum" as const, "ObjectParts" as const];
    const asked = new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes });
    expect(await s3.send(asked)).toMatchObject({
      ObjectParts: { TotalPartsCount: 1, Parts: [{ PartNumber: 1, Size: 5, ChecksumSHA256 }] },
    });
  });

  it("are of the whole object otherwise", async () => {
    const id = await begin({ ChecksumAlgorithm: "CRC64NVME" });
    const part = { PartNumber: 1, UploadId: id, Body: "123456789", ChecksumAlgorithm: "CRC32" as const };
    await expect(s3.send(new UploadPartCommand({ Bucket, Key, ...part }))).rejects.toMatchObject({
      name: "InvalidRequest",
      message:
        "Checksum Type mismatch occurred, expected checksum Type: crc64nvme, actual checksum Type: crc32",
    });
    await expect(begin({ ChecksumAlgorithm: "SHA256", ChecksumType: "FULL_OBJECT" })).rejects.toMatchObject({
      message: "The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.",
    });
  });
});

describe("uploads under way", () => {
  it("are listed by key, in pages and groups, until their bucket is deleted", async () => {
    const own = "uploads";
    await s3.send(new CreateBucketCommand({ Bucket: own }));
    const ids = new Map<string, string>();
    for (const key of ["b/2", "a", "b/1", "c"]) ids.set(key, await begin({ Bucket: own, Key: key }));
    const list = (input: object = {}) => s3.send(new ListMultipartUploadsCommand({ Bucket: own, ...input }));
    const all = await list();
    expect(all.Uploads?.map(({ Key: key }) => key)).toEqual(["a", "b/1", "b/2", "c"]);
    expect(all.Uploads?.[0]).toMatchObject({ UploadId: ids.get("a"), StorageClass: "STANDARD" });
    const first = await list({ Delimiter: "/", MaxUploads: 2 });
    expect(first).toMatchObject({
      IsTruncated: true,
      NextKeyMarker: "",
      CommonPrefixes: [{ Prefix: "b/" }],
    });
    const second = await list({ Delimiter: "/", KeyMarker: "b/" });
    expect(second).toMatchObject({ IsTruncated: false, Uploads: [{ Key: "c" }] });
    expect(second).not.toHaveProperty("CommonPrefixes");
    const again = await begin({ Bucket: own, Key: "a" });
    const page = await list({ KeyMarker: "a", UploadIdMarker: ids.get("a") });
    expect(page.Uploads?.[0]).toMatchObject({ Key: "a", UploadId: again });
    await s3.send(new DeleteBucketCommand({ Bucket: own }));
  });

  it("need s3:PutObject, and other actions to be listed and aborted", async () => {
    const UploadId = await begin();
    const keys = await createUser(sandbox, "uploader", [{ Action: "s3:PutObject" }]);
    const client = sandbox.as(keys).s3;
    const named = { Bucket, Key, UploadId };
    await expect(
      client.send(new UploadPartCommand({ ...named, PartNumber: 1, Body: "x" })),
    ).resolves.toBeDefined();
    for (const [command, action] of [
      [new ListPartsCommand(named), "s3:ListMultipartUploadParts"],
      [new AbortMultipartUploadCommand(named), "s3:AbortMultipartUpload"],
      [new ListMultipartUploadsCommand({ Bucket }), "s3:ListBucketMultipartUploads"],
    ] as const)
      await expect(client.send(command as ListPartsCommand)).rejects.toMatchObject({
        ...{ name: "AccessDenied", message: expect.stringContaining(action) },
      });
  });
});
