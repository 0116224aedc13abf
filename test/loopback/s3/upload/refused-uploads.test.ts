// Uploads in parts that S3 refuses: conditions on an object that changed since the upload began, ranges to copy, lists of
// parts. Recorded answers of AWS: localstack/localstack tests/aws/services/s3/test_s3_api.snapshot.json
// (TestS3Multipart, TestS3ConditionalWrites), and
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";
const Key = "key";
it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
});

const put = async (Body = "x") =>
  (await sandbox.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body }))).ETag ?? "";
const remove = () => sandbox.s3.send(new s3.DeleteObjectCommand({ Bucket, Key }));
const begin = async () =>
  (await sandbox.s3.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }))).UploadId ?? "";

/** An upload of one part that is ready; what is given completes it under conditions. */
async function ready() {
  const UploadId = await begin();
  const part = { Bucket, Key, UploadId, PartNumber: 1, Body: "part" };
  const { ETag } = await sandbox.s3.send(new s3.UploadPartCommand(part));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: ETag ?? "" }] };
  return (conditions: object) =>
    sandbox.s3.send(
      new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, ...conditions }),
    );
}

const conflict = (Condition: string) => ({
  ...refused(
    ...(["ConditionalRequestConflict", 409] as const),
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
  ),
  ...{ Condition, Key },
});
const failed = (Condition: string) => ({
  ...refused("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"),
  Condition,
});

describe("a completion that must make a new object", () => {
  const condition = { IfNoneMatch: "*" };

  it("does, also where the object was made and deleted meanwhile", async () => {
    const complete = await ready();
    await put();
    await remove();
    await expect(complete(condition)).resolves.toMatchObject({ Key });
  });

  it("conflicts with the deletion of an object that was there at the beginning", async () => {
    await put();
    const complete = await ready();
    await expect(complete(condition)).rejects.toMatchObject(failed("If-None-Match"));
    await remove();
    await expect(complete(condition)).rejects.toMatchObject(conflict("If-None-Match"));
    await expect(complete({})).resolves.toMatchObject({ Key });
  });
});

describe("a completion that must replace an object", () => {
  it("does where nothing changed", async () => {
    const IfMatch = await put();
    const complete = await ready();
    await expect(complete({ IfMatch: '"other"' })).rejects.toMatchObject(failed("If-Match"));
    await expect(complete({ IfMatch })).resolves.toMatchObject({ Key });
  });

  it.for([true, false])("conflicts with a write since the beginning (there before: %s)", async (before) => {
    if (before) await put();
    const complete = await ready();
    const IfMatch = await put();
    await expect(complete({ IfMatch })).rejects.toMatchObject(conflict("If-Match"));
    await expect(complete({ IfMatch: '"other"' })).rejects.toMatchObject(failed("If-Match"));
    await remove();
    await expect(complete({ IfMatch })).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("a part copied", () => {
  const form =
    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy";
  const invalid = (message: string) => ({
    ...refused("InvalidArgument", 400, message),
    ArgumentName: "x-amz-copy-source-range",
  });

  it.for<[string, object]>([
    ["bytes=1-0", invalid(form)],
    ["bytes=0--1", invalid(form)],
    ["bytes=-15", invalid(form)],
    ["bytes=0-10", invalid("Range specified is not valid for source object of size: 10")],
    [
      "bytes=100-200",
      refused("InvalidRequest", 400, "The specified copy range is invalid for the source object size"),
    ],
  ])("is no range %s", async ([CopySourceRange, answer]) => {
    await put("0123456789");
    const UploadId = await begin();
    const copy = { Bucket, Key, UploadId, PartNumber: 1, CopySource: `${Bucket}/${Key}`, CopySourceRange };
    await expect(sandbox.s3.send(new s3.UploadPartCopyCommand(copy))).rejects.toMatchObject(answer);
  });
});

it.for(["a part", "a part copied"])("%s cannot choose a version", async (what) => {
  await put();
  const copies = [["x-amz-copy-source", `${Bucket}/${Key}`]] as const;
  const answer = await sendSigned(sandbox, {
    method: "PUT",
    path: `/${Bucket}/${Key}?partNumber=1&uploadId=${await begin()}&versionId=null`,
    headers: what === "a part" ? [] : copies,
  });
  expect(answer).toMatchObject({
    ...{ status: 400, code: "InvalidArgument", message: "This operation does not accept a version-id." },
  });
});

describe("a list of parts", () => {
  it("is ascending", async () => {
    const UploadId = await begin();
    const Parts = [2, 1].map((PartNumber) => ({ PartNumber, ETag: '"a"' }));
    const complete = new s3.CompleteMultipartUploadCommand({
      ...{ Bucket, Key, UploadId, MultipartUpload: { Parts } },
    });
    await expect(sandbox.s3.send(complete)).rejects.toMatchObject(
      refused(
        ...(["InvalidPartOrder", 400] as const),
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      ),
    );
  });

  it("is sent", async () => {
    const path = `/${Bucket}/${Key}?uploadId=${await begin()}`;
    expect(await sendSigned(sandbox, { method: "POST", path })).toMatchObject({
      ...{ status: 400, code: "InvalidRequest", message: "You must specify at least one part" },
    });
    const body = '<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>';
    expect(await sendSigned(sandbox, { method: "POST", path, body })).toMatchObject({
      ...{ status: 400, code: "MalformedXML" },
    });
  });
});
