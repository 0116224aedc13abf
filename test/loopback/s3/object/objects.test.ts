// Objects in a bucket without versioning: written, read and deleted as they are; conditional writes.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
});

const put = (Key: string, input: Partial<PutObjectCommandInput> = {}) =>
  sandbox.s3.send(new PutObjectCommand({ Bucket, Key, Body: "hello", ...input }));
const get = (Key: string) => sandbox.s3.send(new GetObjectCommand({ Bucket, Key }));
const remove = (Key: string, input: { IfMatch?: string; VersionId?: string } = {}) =>
  sandbox.s3.send(new DeleteObjectCommand({ Bucket, Key, ...input }));

const etag = '"5d41402abc4b2a76b9719d911017c592"';
const noSuchKey = {
  ...{ name: "NoSuchKey", message: "The specified key does not exist." },
  $metadata: { httpStatusCode: 404 },
};

describe("an object", () => {
  it("comes back with its bytes and with the headers that it was given", async () => {
    const headers = {
      ...{ ContentType: "text/plain; charset=utf-8", CacheControl: "no-store", ContentLanguage: "en" },
      ...{ ContentDisposition: "inline", ContentEncoding: "identity" },
      Metadata: { color: "dark  red", __proto__x: "1", constructor: "2" },
    };
    expect(await put("headers", headers)).toMatchObject({ ETag: etag, ServerSideEncryption: "AES256" });
    const { Body, ...answer } = await get("headers");
    expect(await Body?.transformToString()).toBe("hello");
    const expected = { ...headers, ContentLength: 5, ETag: etag, AcceptRanges: "bytes" };
    expect(answer).toMatchObject({ ...expected, LastModified: expect.any(Date) });
    expect(answer).not.toHaveProperty("VersionId");
    expect(await sandbox.s3.send(new HeadObjectCommand({ Bucket, Key: "headers" }))).toMatchObject(expected);
  });

  it("may have metadata beyond ASCII, signed and given back as UTF-8", async () => {
    const path = `/${Bucket}/utf-8`;
    const headers = [["x-amz-meta-place", "東 é"]] as const;
    expect(await sendSigned(sandbox, { method: "PUT", path, headers, body: "x" })).toMatchObject({
      status: 200,
    });
    const answer = await sendSigned(sandbox, { path });
    expect(Buffer.from(String(answer.headers["x-amz-meta-place"]), "latin1").toString()).toBe("東 é");
  });

  it("may be empty, or hold every possible byte", async () => {
    await put("empty", { Body: new Uint8Array(0) });
    expect((await get("empty")).ContentLength).toBe(0);
    const bytes = Uint8Array.from({ length: 65_536 }, (_, index) => index % 256);
    await put("bytes", { Body: bytes });
    const read = await (await get("bytes")).Body?.transformToByteArray();
    expect(Buffer.compare(read ?? new Uint8Array(0), bytes)).toBe(0);
  });

  it.each([
    ...["a/b", "/a", "a//b", "a/", "//", ".", "a/..", "./a", "a/../b", "%2e%2e", "%2F", "%", "a+b", "a b"],
    ...[
      "a?b",
      "a#b",
      "a&b=c",
      "a=b",
      "a;b",
      "<a>&\"'",
      "a\\b",
      "a*b",
      "!'()",
      "~",
      "é",
      "e\u0301",
      "東",
      "🐘",
    ],
    ...[
      "\u0001",
      "a\nb",
      "a\r\nb",
      "a\tb",
      "a\0b",
      "__proto__",
      "constructor",
      "toString",
      "versions",
      "policy",
    ],
  ])("may have the key %j, and no other object answers to it", async (Key) => {
    await put(Key, { Body: `body of ${Key}` });
    expect(await (await get(Key)).Body?.transformToString()).toBe(`body of ${Key}`);
    await remove(Key);
    await expect(get(Key)).rejects.toMatchObject(noSuchKey);
  });

  it("may have a key of 1024 bytes at most, even if it has fewer letters", async () => {
    await put("é".repeat(512));
    await expect(put(`${"é".repeat(512)}a`)).rejects.toMatchObject({
      ...{ name: "KeyTooLongError", message: "Your key is too long", $metadata: { httpStatusCode: 400 } },
    });
  });

  it("is replaced by the next of its key, and deleting it twice succeeds twice", async () => {
    await put("twice");
    await put("twice", { Body: "again" });
    expect(await (await get("twice")).Body?.transformToString()).toBe("again");
    expect((await remove("twice")).$metadata.httpStatusCode).toBe(204);
    expect((await remove("twice")).$metadata.httpStatusCode).toBe(204);
    await expect(get("twice")).rejects.toMatchObject(noSuchKey);
  });

  it.each(["constructor", "a\r\nSet-Cookie: b", "é", "..", "x".repeat(33)])(
    "has no version called %j, for no version is",
    async (VersionId) => {
      await put("version");
      const refused = {
        ...{ name: "InvalidArgument", message: "Invalid version id specified" },
        $metadata: { httpStatusCode: 400 },
      };
      await expect(remove("version", { VersionId })).rejects.toMatchObject(refused);
      await expect(
        sandbox.s3.send(new GetObjectCommand({ Bucket, Key: "version", VersionId })),
      ).rejects.toMatchObject(refused);
    },
  );

  it("has no version without a name, and cannot choose the one that a write makes", async () => {
    await put("version");
    const refuse = (message: string) => ({ status: 400, code: "InvalidArgument", message });
    const empty = refuse("Version id cannot be the empty string");
    for (const method of ["GET", "DELETE"])
      expect(await sendSigned(sandbox, { method, path: "/bucket/version?versionId=" })).toMatchObject(empty);
    const write = { method: "PUT", path: "/bucket/version?versionId=null", body: "x" };
    expect(await sendSigned(sandbox, write)).toMatchObject(
      refuse("This operation does not accept a version-id."),
    );
    const part = { ...write, path: `${write.path}&partNumber=1&uploadId=a` };
    expect(await sendSigned(sandbox, part)).toMatchObject({ status: 400, code: "InvalidArgument" });
  });
});

describe("a conditional write", () => {
  const failed = (Condition: string) => ({
    ...{ name: "PreconditionFailed", Condition, $metadata: { httpStatusCode: 412 } },
    message: "At least one of the pre-conditions you specified did not hold",
  });

  it("with If-None-Match: * succeeds where there is no object yet", async () => {
    await put("once", { IfNoneMatch: "*" });
    await expect(put("once", { IfNoneMatch: "*", Body: "x" })).rejects.toMatchObject(failed("If-None-Match"));
    expect((await get("once")).ETag).toBe(etag);
  });

  it("with If-Match succeeds on that very object", async () => {
    await put("matched");
    await expect(put("matched", { IfMatch: '"bogus"', Body: "x" })).rejects.toMatchObject(failed("If-Match"));
    await put("matched", { IfMatch: etag, Body: "x" });
    await expect(put("matched", { IfMatch: etag })).rejects.toMatchObject(failed("If-Match"));
  });

  it("with If-Match finds no missing object", async () => {
    await expect(put("missing", { IfMatch: '"bogus"' })).rejects.toMatchObject(noSuchKey);
    await expect(get("missing")).rejects.toMatchObject(noSuchKey);
  });

  it("that deletes needs its object too", async () => {
    await put("deleted");
    await expect(remove("deleted", { IfMatch: '"bogus"' })).rejects.toMatchObject(failed("If-Match"));
    await remove("deleted", { IfMatch: etag });
    await expect(get("deleted")).rejects.toMatchObject(noSuchKey);
  });
});

it("a request cannot put a header into the answer by a line break", async () => {
  const path = `/${Bucket}/version?versionId=a%0d%0aSet-Cookie:%20b`;
  const answer = await sendSigned(sandbox, { method: "DELETE", path });
  expect(answer).toMatchObject({ status: 400, code: "InvalidArgument" });
  expect(answer.headers).not.toHaveProperty("set-cookie");
});
