// Policies may ask how a request was signed.
import { CreateBucketCommand, DeletePublicAccessBlockCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { send, sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { putBucketPolicy } from "../seed.ts";
import { presigned } from "./presign.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "hello" }));
});

const deny = (Condition: unknown) =>
  putBucketPolicy(sandbox, "bucket", {
    ...{
      Effect: "Deny",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::bucket/*",
      Condition,
    },
  });
const byHeader = async (payloadHash?: string) =>
  (await sendSigned(sandbox, { path: "/bucket/key" }, payloadHash === undefined ? {} : { payloadHash }))
    .status;
const byUrl = async (secondsAgo = 0) => {
  const { endpoint } = sandbox.loopback;
  const date = new Date(Date.now() - secondsAgo * 1000);
  const url = { keys: sandbox.root, host: new URL(endpoint).host, path: "/bucket/key", date, expires: 3600 };
  return (await send(endpoint, { path: presigned(url) })).status;
};

describe("a denial", () => {
  it("of URLs by s3:authType leaves headers alone, and the other way round", async () => {
    await deny({ StringEquals: { "s3:authType": "REST-QUERY-STRING" } });
    expect([await byHeader(), await byUrl()]).toEqual([200, 403]);
    await deny({ StringNotEquals: { "s3:authType": "REST-QUERY-STRING" } });
    expect([await byHeader(), await byUrl()]).toEqual([403, 200]);
  });

  it("of old URLs by s3:signatureAge counts milliseconds, and leaves headers alone", async () => {
    await deny({ NumericGreaterThan: { "s3:signatureAge": "600000" } });
    expect([await byHeader(), await byUrl(590), await byUrl(610)]).toEqual([200, 200, 403]);
  });

  it("of unsigned payloads by s3:x-amz-content-sha256 applies to URLs too", async () => {
    await deny({ StringEquals: { "s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD" } });
    expect([await byHeader(), await byHeader("UNSIGNED-PAYLOAD"), await byUrl()]).toEqual([200, 403, 403]);
  });

  it("of other versions by s3:signatureversion applies to nobody", async () => {
    await deny({ StringNotEquals: { "s3:signatureversion": "AWS4-HMAC-SHA256" } });
    expect([await byHeader(), await byUrl()]).toEqual([200, 200]);
  });
});

it("a caller without a signature has no signature keys, with any type of body", async () => {
  const Bucket = "public";
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "key", Body: "hello" }));
  await sandbox.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const everyone = { Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::public/*" };
  const signed = { StringEquals: { "s3:signatureversion": "AWS4-HMAC-SHA256" } };
  await putBucketPolicy(sandbox, Bucket, { ...everyone, Condition: signed });
  const { endpoint } = sandbox.loopback;
  for (const type of ["text/plain", "multipart/form-data; boundary=x"]) {
    const answer = await send(endpoint, { path: "/public/key", headers: [["content-type", type]] });
    expect(answer).toMatchObject({ status: 403, message: "Access Denied" });
  }
  await putBucketPolicy(sandbox, Bucket, everyone);
  expect((await send(endpoint, { path: "/public/key" })).status).toBe(200);
});
