// Reading objects: ranges, parts, conditions, replaced headers, checksums, attributes.
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { send, sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, putBucketPolicy } from "../../seed.ts";

const Bucket = "bucket";
const etag = '"781e5e245d69b566979b86e28d23f2c7"';
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  const digits = { Bucket, Key: "digits", Body: "0123456789", ContentType: "text/plain" };
  await sandbox.s3.send(new PutObjectCommand({ ...digits, CacheControl: "no-store" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "empty", Body: "" }));
});

type Headers = readonly (readonly [string, string])[];
const read = (headers: Headers, path = "/bucket/digits", method = "GET") =>
  sendSigned(sandbox, { method, path, headers });
const get = (input: Partial<GetObjectCommandInput>) =>
  sandbox.s3.send(new GetObjectCommand({ Bucket, Key: "digits", ...input }));

describe("a range", () => {
  it.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=4-", "456789", "bytes 4-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=-30", "0123456789", "bytes 0-9/10"],
    ["bytes=8-100", "89", "bytes 8-9/10"],
    ["bytes=9-9", "9", "bytes 9-9/10"],
  ])("%s is answered with 206", async (range, body, contentRange) => {
    const answer = await read([["Range", range]]);
    expect(answer).toMatchObject({ status: 206, body, headers: { "content-range": contentRange } });
    expect(answer.headers["content-length"]).toBe(String(body.length));
    const head = await read([["Range", range]], "/bucket/digits", "HEAD");
    expect(head).toMatchObject({ status: 206, body: "", headers: { "content-range": contentRange } });
  });

  it.each(["bytes=10-", "bytes=10-12", "bytes=-0"])("%s is beyond the end: 416", async (range) => {
    expect(await read([["Range", range]])).toMatchObject({
      ...{ status: 416, code: "InvalidRange", message: "The requested range is not satisfiable" },
      body: expect.stringContaining("<ActualObjectSize>10</ActualObjectSize>"),
    });
  });

  it.each(["bytes=3-1", "bytes=", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5"])(
    "%s says nothing: 200 and everything",
    async (range) => {
      expect(await read([["Range", range]])).toMatchObject({ status: 200, body: "0123456789" });
    },
  );

  it("of an empty object cannot be", async () => {
    expect(await read([["Range", "bytes=0-"]], "/bucket/empty")).toMatchObject({ status: 416 });
    expect(await read([], "/bucket/empty")).toMatchObject({ status: 200, body: "" });
  });

  it("and a part cannot both be asked for", async () => {
    await expect(get({ Range: "bytes=0-1", PartNumber: 1 })).rejects.toMatchObject({
      name: "InvalidRequest",
      message: "Cannot specify both Range header and partNumber query parameter",
    });
  });
});

describe("a part of what was put whole", () => {
  it("is everything if it is the first, and no other part exists", async () => {
    const answer = await get({ PartNumber: 1 });
    expect(answer).toMatchObject({ ContentLength: 10, $metadata: { httpStatusCode: 206 } });
    await expect(get({ PartNumber: 2 })).rejects.toMatchObject({
      ...{ name: "InvalidPartNumber", message: "The requested partnumber is not satisfiable" },
      $metadata: { httpStatusCode: 416 },
    });
    await expect(get({ PartNumber: 10_001 })).rejects.toMatchObject({
      name: "InvalidArgument",
      message: "Part number must be an integer between 1 and 10000, inclusive",
    });
  });
});

const past = "Mon, 01 Jan 2024 00:00:00 GMT";
const future = "Fri, 01 Jan 2100 00:00:00 GMT";

describe("a conditional read", () => {
  it.each<[number, Headers]>([
    [200, [["If-Match", etag]]],
    [200, [["If-Match", "781e5e245d69b566979b86e28d23f2c7"]]],
    [200, [["If-Match", `"other", ${etag}`]]],
    [200, [["If-Match", "*"]]],
    [412, [["If-Match", '"other"']]],
    [304, [["If-None-Match", etag]]],
    [304, [["If-None-Match", "*"]]],
    [200, [["If-None-Match", '"other"']]],
    [200, [["If-Modified-Since", past]]],
    [412, [["If-Unmodified-Since", past]]],
    [200, [["If-Unmodified-Since", future]]],
    // An entity tag has priority over a date, and a failure with 412 over one with 304.
    [
      200,
      [
        ["If-Match", etag],
        ["If-Unmodified-Since", past],
      ],
    ],
    [
      304,
      [
        ["If-None-Match", etag],
        ["If-Modified-Since", past],
      ],
    ],
    [
      200,
      [
        ["If-None-Match", '"other"'],
        ["If-Modified-Since", future],
      ],
    ],
    [
      412,
      [
        ["If-Match", '"other"'],
        ["If-None-Match", etag],
      ],
    ],
  ])("is answered with %i: %j", async (status, headers) => {
    for (const method of ["GET", "HEAD"]) {
      const answer = await read(headers, "/bucket/digits", method);
      expect(answer.status).toBe(status);
      if (status === 304) expect(answer).toMatchObject({ body: "", headers: { etag } });
    }
  });

  it("is answered with 304 when nothing was modified since", async () => {
    const { LastModified } = await get({});
    const since = [["If-Modified-Since", LastModified?.toUTCString() ?? ""]] as const;
    expect(await read(since)).toMatchObject({ status: 304, body: "" });
  });

  it("names the condition that failed", async () => {
    expect(await read([["If-Unmodified-Since", past]])).toMatchObject({
      ...{
        code: "PreconditionFailed",
        message: "At least one of the pre-conditions you specified did not hold",
      },
      body: expect.stringContaining("<Condition>If-Unmodified-Since</Condition>"),
    });
  });
});

describe("headers of the answer", () => {
  const query =
    "response-content-type=text/html&response-content-disposition=attachment&response-expires=Thu,%2001%20Jan%202099%2000:00:00%20GMT";

  it("are replaced where the query says so", async () => {
    const { headers } = await read([], `/bucket/digits?${query}&response-cache-control=private`);
    expect(headers).toMatchObject({
      ...{ "content-type": "text/html", "content-disposition": "attachment", "cache-control": "private" },
      expires: "Thu, 01 Jan 2099 00:00:00 GMT",
    });
  });

  it("are not replaced for the anonymous", async () => {
    await sandbox.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const Resource = "arn:aws:s3:::bucket/digits";
    await putBucketPolicy(sandbox, Bucket, { Principal: "*", Action: "s3:GetObject", Resource });
    const answer = await send(sandbox.loopback.endpoint, { path: `/bucket/digits?${query}` });
    expect(answer).toMatchObject({
      ...{ status: 400, code: "InvalidRequest" },
      message: "Request specific response headers cannot be used for anonymous GET requests.",
    });
  });
});

describe("checksums", () => {
  it("are shown on request, except for a range", async () => {
    expect(await get({ ChecksumMode: "ENABLED" })).toMatchObject({
      ...{ ChecksumCRC32: "poTHxg==", ChecksumType: "FULL_OBJECT" },
    });
    expect((await read([])).headers).not.toHaveProperty("x-amz-checksum-crc32");
    const ranged = await get({ ChecksumMode: "ENABLED", Range: "bytes=0-1" });
    expect(ranged).not.toHaveProperty("ChecksumCRC32");
  });

  it("are of CRC64NVME where the sender chose none", async () => {
    const put = await sendSigned(sandbox, { method: "PUT", path: "/bucket/check", body: "123456789" });
    expect(put.headers).toMatchObject({ "x-amz-checksum-crc64nvme": "rosUhgp5mIg=" });
    const head = await read([["x-amz-checksum-mode", "ENABLED"]], "/bucket/check", "HEAD");
    expect(head.headers).toMatchObject({ "x-amz-checksum-crc64nvme": "rosUhgp5mIg=" });
  });
});

describe("GetObjectAttributes", () => {
  it("answers what is asked for, and nothing else", async () => {
    const all = new GetObjectAttributesCommand({
      ...{ Bucket, Key: "digits" },
      ObjectAttributes: ["ETag", "Checksum", "ObjectSize", "StorageClass", "ObjectParts"],
    });
    expect(await sandbox.s3.send(all)).toMatchObject({
      ...{ ETag: "781e5e245d69b566979b86e28d23f2c7", ObjectSize: 10, StorageClass: "STANDARD" },
      Checksum: { ChecksumCRC32: "poTHxg==", ChecksumType: "FULL_OBJECT" },
    });
    const some = await sandbox.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: "digits", ObjectAttributes: ["ObjectSize"] }),
    );
    expect(some).not.toHaveProperty("ETag");
    const headers = [["x-amz-object-attributes", "Owner"]] as const;
    expect(await read(headers, "/bucket/digits?attributes")).toMatchObject({
      ...{ status: 400, code: "InvalidArgument", message: "Invalid attribute name specified." },
    });
  });

  it("needs two permissions", async () => {
    for (const Action of ["s3:GetObject", "s3:GetObjectAttributes"]) {
      const keys = await createUser(sandbox, Action.slice(3), [{ Action }]);
      const asked = new GetObjectAttributesCommand({ Bucket, Key: "empty", ObjectAttributes: ["ETag"] });
      await expect(sandbox.as(keys).s3.send(asked)).rejects.toMatchObject({ name: "AccessDenied" });
    }
  });
});

describe("storage classes", () => {
  it("are returned, except the standard one", async () => {
    await sandbox.s3.send(
      new PutObjectCommand({ Bucket, Key: "cold", Body: "x", StorageClass: "GLACIER_IR" }),
    );
    expect(await get({ Key: "cold" })).toMatchObject({ StorageClass: "GLACIER_IR" });
    expect(await get({})).not.toHaveProperty("StorageClass");
    await expect(
      sandbox.s3.send(
        new PutObjectCommand({ Bucket, Key: "x", Body: "x", StorageClass: "ICE" as "GLACIER" }),
      ),
    ).rejects.toMatchObject({ name: "InvalidStorageClass" });
  });

  it("of an archive prevent reading an object, not seeing it", async () => {
    const archived = { Bucket, Key: "archived" };
    await sandbox.s3.send(new PutObjectCommand({ ...archived, Body: "x", StorageClass: "DEEP_ARCHIVE" }));
    await expect(get(archived)).rejects.toMatchObject({
      ...{ name: "InvalidObjectState", message: "The operation is not valid for the object's storage class" },
      $metadata: { httpStatusCode: 403 },
    });
    expect(await sandbox.s3.send(new HeadObjectCommand(archived))).toMatchObject({ ContentLength: 1 });
  });
});

describe("a header that comes back with an object", () => {
  // Cut to a byte each, as Latin-1 has them, these two are a carriage return and a line feed.
  const split = "a\u010d\u010aX-Evil: 1\u010d\u010a\u010d\u010abody";

  it.each(["Content-Disposition", "Content-Language", "x-amz-meta-note"])(
    "is %s as it was written, and never two headers",
    async (name) => {
      const headers = [[name, split]] as const;
      await sendSigned(sandbox, { method: "PUT", path: "/bucket/split", headers, body: "x" });
      for (const method of ["GET", "HEAD"]) {
        const { headers: told } = await sendSigned(sandbox, { method, path: "/bucket/split" });
        expect(told["x-evil"]).toBeUndefined();
        expect(Buffer.from(String(told[name.toLowerCase()]), "latin1").toString()).toBe(split);
      }
    },
  );

  it("is replaced by Latin-1 only", async () => {
    const path = `/bucket/digits?response-content-disposition=${encodeURIComponent(split)}`;
    expect(await sendSigned(sandbox, { path })).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message: "Header value cannot be represented using ISO-8859-1.",
      body: expect.stringContaining("<ArgumentName>response-content-disposition</ArgumentName>"),
    });
  });
});
