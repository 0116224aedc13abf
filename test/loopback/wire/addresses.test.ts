// How S3 requests name buckets and keys: in the path or in the host, and every character that a key may have.
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { s3Address } from "../../../loopback/wire/s3-address.ts";
import { type RawRequest, send, sendSigned, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { wireRequest } from "./request.ts";

const address = (host: string, path: string) => s3Address(wireRequest("GET", path, { host }));

describe("a bucket in the host", () => {
  it.each([
    ["bucket.localhost", "bucket"],
    ["bucket.localhost:4566", "bucket"],
    ["bucket.s3.localhost:4566", "bucket"],
    ["bucket.s3.us-east-1.localhost", "bucket"],
    ["my.bucket.with.dots.localhost:4566", "my.bucket.with.dots"],
    ["my.bucket.with.dots.s3.localhost", "my.bucket.with.dots"],
    ["bucket.s3.amazonaws.com", "bucket"],
    ["bucket.s3.us-east-1.amazonaws.com", "bucket"],
    ["BUCKET.localhost", "bucket"],
    ["bucket.s3-eu-west-1.amazonaws.com", "bucket"],
    ["bucket.s3.dualstack.eu-west-1.amazonaws.com", "bucket"],
    ["s3-photos.localhost", "s3-photos"],
    ["bucket.s3.photos.localhost", "bucket.s3.photos"],
  ])("%s is %s, and the whole path is the key", (host, bucket) => {
    expect(address(host, "/")).toEqual({ bucket, key: "" });
    expect(address(host, "/a/b%20c")).toEqual({ bucket, key: "a/b c" });
    expect(address(host, "//a/")).toEqual({ bucket, key: "/a/" });
  });

  it.each([
    "localhost",
    "localhost:4566",
    "127.0.0.1:4566",
    "s3.localhost:4566",
    "s3.us-east-1.localhost",
    "s3.amazonaws.com",
    "s3.us-east-1.amazonaws.com",
    "s3-eu-west-1.amazonaws.com",
    "s3.dualstack.eu-west-1.amazonaws.com",
    "bucket.evilamazonaws.com",
    "[::1]:4566",
    "loopback.test",
    "a",
  ])("is none in %s", (host) => {
    expect(address(host, "/bucket/key")).toEqual({ bucket: "bucket", key: "key" });
    expect(address(host, "/")).toEqual({ bucket: "", key: "" });
  });
});

describe("a bucket in the path", () => {
  it.each([
    ["/bucket", "bucket", ""],
    ["/bucket/", "bucket", ""],
    ["/bucket//", "bucket", "/"],
    ["/bucket/a//b/", "bucket", "a//b/"],
    ["/bucket/%2F", "bucket", "/"],
    ["/b%75cket/k%65y", "bucket", "key"],
  ])("%s is %s and %j", (path, bucket, key) => {
    expect(address("localhost", path)).toEqual({ bucket, key });
  });

  it("must be there where there is a key", () => {
    expect(() => address("localhost", "//key")).toThrow(
      expect.objectContaining({ code: "InvalidBucketName" }),
    );
  });
});

describe("a key", () => {
  it.each(["a/../b", "a/b/../..", "a/..b/c..", "...", "a/.", "a/../b/../c"])("may be %s", (key) => {
    expect(address("localhost", `/bucket/${key}`).key).toBe(key);
  });

  it.each(["..", "../a", "a/../..", "a/../../b", "%2e%2e/a", "a/%2E%2E/../b"])(
    "may not climb out of its bucket: %s",
    (key) => {
      for (const [host, path] of [
        ["localhost", `/bucket/${key}`],
        ["bucket.localhost", `/${key}`],
      ] as const)
        expect(() => address(host, path)).toThrow(expect.objectContaining({ code: "InvalidURI" }));
    },
  );
});

describe("on the wire", () => {
  it.beforeAll(async ({ sandbox }) => {
    for (const Bucket of ["bucket", "my.bucket"]) await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  });

  /** Signed for the host given, sent to the loopback. */
  const sendTo = (host: string, raw: RawRequest) =>
    send(sandbox.loopback.endpoint, signed(`http://${host}`, raw, { keys: sandbox.root, service: "s3" }));

  it.each(["bucket.localhost", "my.bucket.s3.localhost:4566"])(
    "objects are written, read, listed and removed through %s",
    async (host) => {
      const path = "/folder/key%20with%20spaces";
      expect(await sendTo(host, { method: "PUT", path, body: "hello" })).toMatchObject({ status: 200 });
      expect(await sendTo(host, { path })).toMatchObject({ status: 200, body: "hello" });
      expect((await sendTo(host, { path: "/?list-type=2" })).body).toContain(
        "<Key>folder/key with spaces</Key>",
      );
      expect(sandbox.log.at(-1)).toMatchObject({ operation: "s3:ListObjectsV2", decision: "allowed" });
      expect(await sendTo(host, { method: "DELETE", path })).toMatchObject({ status: 204 });
    },
  );

  it("a bucket in the host is created, reported missing, and judged like any other", async () => {
    expect(await sendTo("late.localhost", { path: "/?list-type=2" })).toMatchObject({
      status: 404,
      code: "NoSuchBucket",
    });
    expect(await sendTo("late.localhost", { method: "PUT" })).toMatchObject({ status: 200 });
    const { endpoint } = sandbox.loopback;
    const anonymous = await send(endpoint, { path: "/?list-type=2", headers: [["Host", "late.localhost"]] });
    expect(anonymous).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  const characters = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code));
  const keys = [
    ...characters.filter((one) => one !== "/").map((one) => `character/${one}`),
    ...["a/b/", "a//b", "/a", "%", "%2F", "a+b c", "?x=y", "#", "\u2028", "\uFFFE", "é", "e\u0301", "🐘"],
    ...["a/../b", ".", "a/./b", "soap", "x".repeat(1024)],
  ];

  it("every legal character of a key comes back as it was", async () => {
    const path = (key: string) =>
      `/bucket/${encodeURIComponent(key).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`.toUpperCase())}`;
    for (const key of keys) {
      const answer = await sendSigned(sandbox, { method: "PUT", path: path(key), body: key });
      expect([key, answer.status]).toEqual([key, 200]);
    }
    const listed: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await sandbox.s3.send(
        new ListObjectsV2Command({ Bucket: "bucket", EncodingType: "url", ContinuationToken }),
      );
      listed.push(
        ...(page.Contents ?? []).map(({ Key = "" }) => decodeURIComponent(Key.replaceAll("+", " "))),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
    expect(listed).toEqual(keys.toSorted(byBytes));
    for (const Key of keys.filter((key) => !key.includes(".") && !/^\/|\/\//.test(key))) {
      const { Body } = await sandbox.s3.send(new GetObjectCommand({ Bucket: "bucket", Key }));
      expect(await Body?.transformToString()).toBe(Key);
    }
  });

  it("control characters become references in listings and errors, as S3 writes them", async () => {
    const { body } = await sendSigned(sandbox, { path: "/bucket?list-type=2&prefix=character/&max-keys=33" });
    expect(body).toContain("<Key>character/&#x0;</Key>");
    expect(body).toContain("<Key>character/&#x1b;</Key>");
    expect(body).toContain("<Key>character/&#x0D;</Key>");
    const missing = await sendSigned(sandbox, { path: "/bucket/missing%00%1F" });
    expect(missing.body).toContain("<Key>missing&#x0;&#x1f;</Key>");
  });
});
