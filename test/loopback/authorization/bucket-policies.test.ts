// Bucket policies, anonymous callers, and who learns that a key is missing.
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { send } from "../raw.ts";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, putBucketPolicy } from "../seed.ts";

const objects = "arn:aws:s3:::bucket/*";
it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "hello" }));
  await sandbox.s3.send(new DeletePublicAccessBlockCommand({ Bucket: "bucket" }));
});

const anonymously = (method: string, path: string, body = "") =>
  send(sandbox.loopback.endpoint, { method, path, body });

describe("an anonymous caller", () => {
  const denied = { status: 403, code: "AccessDenied", message: "Access Denied" };

  it.each([
    ["GET", "/"],
    ["GET", "/bucket"],
    ["GET", "/bucket?list-type=2"],
    ["GET", "/bucket?policy"],
    ["GET", "/bucket/key"],
    ["GET", "/bucket/missing"],
    ["PUT", "/bucket/key"],
    ["PUT", "/new-bucket"],
    ["PUT", "/bucket?policy"],
    ["DELETE", "/bucket/key"],
    ["DELETE", "/bucket"],
  ])("is denied %s %s", async (method, path) => {
    expect(await anonymously(method, path)).toMatchObject(denied);
  });

  it("may do only what a bucket policy allows to everyone", async () => {
    await putBucketPolicy(sandbox, "bucket", { Principal: "*", Action: "s3:GetObject", Resource: objects });
    expect(await anonymously("GET", "/bucket/key")).toMatchObject({ status: 200, body: "hello" });
    expect(await anonymously("GET", "/bucket/missing")).toMatchObject(denied);
    expect(await anonymously("PUT", "/bucket/key", "x")).toMatchObject(denied);
    expect(await anonymously("GET", "/bucket?list-type=2")).toMatchObject(denied);
  });

  it("is not everyone of the account", async () => {
    const root = `arn:aws:iam::${sandbox.loopback.accountId}:root`;
    await putBucketPolicy(sandbox, "bucket", {
      ...{ Principal: { AWS: root }, Action: "s3:GetObject", Resource: objects },
    });
    expect(await anonymously("GET", "/bucket/key")).toMatchObject(denied);
  });

  it("learns like every caller that a bucket does not exist", async () => {
    const missing = { status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist" };
    expect(await anonymously("GET", "/missing/key")).toMatchObject(missing);
  });
});

describe("a missing key", () => {
  const read = new GetObjectCommand({ Bucket: "bucket", Key: "missing" });
  const head = new HeadObjectCommand({ Bucket: "bucket", Key: "missing" });

  it("is missing for a caller who may list", async () => {
    const keys = await createUser(sandbox, "lister", [{ Action: ["s3:GetObject", "s3:ListBucket"] }]);
    const { s3 } = sandbox.as(keys);
    await expect(s3.send(read)).rejects.toMatchObject({
      ...{ name: "NoSuchKey", message: "The specified key does not exist.", Key: "missing" },
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it("is denied to a caller who may not, with the action of the listing", async () => {
    const keys = await createUser(sandbox, "reader", [{ Action: "s3:GetObject" }]);
    const { s3 } = sandbox.as(keys);
    await expect(s3.send(read)).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${sandbox.loopback.accountId}:user/reader is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::bucket" because no identity-based policy allows the s3:ListBucket action`,
    });
    await expect(s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});

describe("a bucket policy", () => {
  it("grants a user whom it names more than the user's own policies", async () => {
    const keys = await createUser(sandbox, "ann", [], { Path: "/team/" });
    const { s3 } = sandbox.as(keys);
    const read = new GetObjectCommand({ Bucket: "bucket", Key: "key" });
    await expect(s3.send(read)).rejects.toMatchObject({ name: "AccessDenied" });
    const principal = `arn:aws:iam::${sandbox.loopback.accountId}:user/team/ann`;
    await putBucketPolicy(sandbox, "bucket", {
      ...{ Principal: { AWS: principal }, Action: "s3:GetObject", Resource: objects },
    });
    await expect(s3.send(read)).resolves.toMatchObject({ ContentLength: 5 });
  });

  it("of one bucket grants nothing on another", async () => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "other" }));
    await sandbox.s3.send(new PutObjectCommand({ Bucket: "other", Key: "key", Body: "secret" }));
    await putBucketPolicy(sandbox, "bucket", { Principal: "*", Action: "s3:GetObject", Resource: objects });
    for (const path of [
      "/other/key",
      "/bucket/../other/key",
      "/bucket/%2e%2e/other/key",
      "/bucket%2F..%2Fother/key",
    ])
      expect((await anonymously("GET", path)).body).not.toContain("secret");
  });

  it("that denies everyone can still be read and deleted by root only", async () => {
    const keys = await createUser(sandbox, "admin", [{ Action: "*" }]);
    await putBucketPolicy(sandbox, "bucket", {
      ...{ Effect: "Deny", Principal: "*", Action: "s3:*" },
      Resource: ["arn:aws:s3:::bucket", objects],
    });
    const read = new GetBucketPolicyCommand({ Bucket: "bucket" });
    const remove = new DeleteBucketPolicyCommand({ Bucket: "bucket" });
    const object = new GetObjectCommand({ Bucket: "bucket", Key: "key" });
    await expect(sandbox.as(keys).s3.send(remove)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(sandbox.s3.send(object)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(sandbox.s3.send(read)).resolves.toMatchObject({ Policy: expect.stringContaining("Deny") });
    await expect(sandbox.s3.send(remove)).resolves.toBeDefined();
    await expect(sandbox.s3.send(object)).resolves.toBeDefined();
  });
});
