// A body must be the signed one, and have the checksums in its headers.
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { send, sendForm, sendSigned, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});

const put = (headers: readonly (readonly [string, string])[] = [], payloadHash?: string) =>
  sendSigned(
    sandbox,
    { method: "PUT", path: "/bucket/key", headers, body: "hello" },
    payloadHash === undefined ? {} : { payloadHash },
  );

describe("x-amz-content-sha256", () => {
  it("may say that the payload is not signed", async () => {
    expect(await put([], "UNSIGNED-PAYLOAD")).toMatchObject({ status: 200 });
  });

  it("must be the body's", async () => {
    const answer = await put([], "0".repeat(64));
    expect(answer).toMatchObject({
      ...{ status: 400, code: "XAmzContentSHA256Mismatch" },
      message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
    });
    expect(answer.body).toContain(
      "<S3ComputedContentSHA256>2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824</S3ComputedContentSHA256>",
    );
  });

  it("must be there", async () => {
    const { endpoint } = sandbox.loopback;
    const names = ["host", "x-amz-date"];
    const whole = signed(endpoint, {}, { keys: sandbox.root, service: "s3", signedHeaders: names });
    const headers = whole.headers.filter(([name]) => name !== "X-Amz-Content-Sha256");
    expect(await send(endpoint, { ...whole, headers })).toMatchObject({
      ...{ status: 400, code: "InvalidRequest" },
      message: "Missing required header for this request: x-amz-content-sha256",
    });
  });

  it.each(["STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"])(
    "of Signature Version 4A is refused by name: %s",
    async (form) => {
      expect(await put([], form)).toMatchObject({
        ...{ status: 501, code: "NotImplemented" },
        message: `The loopback does not serve the payload form ${form}.`,
      });
    },
  );

  it.each(["STREAMING", "hello", "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"])(
    "cannot be %s",
    async (form) => {
      const answer = await put([], form);
      expect(answer).toMatchObject({
        ...{ status: 400, code: "InvalidArgument" },
        message:
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
      });
      expect(answer.body).toContain(`<ArgumentValue>${form}</ArgumentValue>`);
    },
  );

  it("is no way to leave a form's body unsigned", async () => {
    const { endpoint } = sandbox.loopback;
    const whole = signed(
      endpoint,
      {
        method: "POST",
        headers: [
          ["Content-Type", "application/x-www-form-urlencoded"],
          ["X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"],
        ],
        body: "Action=ListUsers&Version=2010-05-08",
      },
      { keys: sandbox.root, service: "iam", payloadHash: "UNSIGNED-PAYLOAD" },
    );
    expect(await send(endpoint, whole)).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });
});

it("a form that was changed on its way is refused", async () => {
  const { endpoint } = sandbox.loopback;
  const headers = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
  const whole = signed(
    endpoint,
    { method: "POST", headers, body: "Action=ListUsers&Version=2010-05-08" },
    { keys: sandbox.root, service: "iam" },
  );
  const body = "Action=GetUser&Version=2010-05-08";
  const changed = whole.headers.filter(([name]) => name !== "content-length");
  expect(await send(endpoint, { ...whole, headers: changed, body })).toMatchObject({
    ...{ status: 403, code: "SignatureDoesNotMatch" },
  });
  expect(await sendForm(sandbox, "iam", "Action=ListUsers&Version=2010-05-08")).toMatchObject({
    status: 200,
  });
});

describe("a checksum", () => {
  it.each([
    ["Content-MD5", "XUFAKrxLKna5cZ2REBfFkg=="],
    ["x-amz-checksum-crc32", "NhCmhg=="],
    ["x-amz-checksum-crc32c", "mnG7TA=="],
    ["x-amz-checksum-crc64nvme", "M3eFcAZSQlc="],
    ["x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00="],
    ["x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="],
  ])("that fits is taken: %s", async (name, value) => {
    expect(await put([[name, value]])).toMatchObject({ status: 200 });
  });

  it.each([
    [
      "Content-MD5",
      "1B2M2Y8AsgTpgAmY7PhCfg==",
      "The Content-MD5 you specified did not match what we received.",
    ],
    ["x-amz-checksum-crc32", "AAAAAA==", "The CRC32 you specified did not match the calculated checksum."],
    [
      "x-amz-checksum-sha256",
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "The SHA256 you specified did not match the calculated checksum.",
    ],
  ])("of another body is refused: %s", async (name, value, message) => {
    expect(await put([[name, value]])).toMatchObject({ status: 400, code: "BadDigest", message });
  });

  it.each([
    ["Content-MD5", "hello", "InvalidDigest", "The Content-MD5 you specified was invalid."],
    [
      "x-amz-checksum-sha256",
      "hello",
      "InvalidRequest",
      "Value for x-amz-checksum-sha256 header is invalid.",
    ],
  ])("that cannot be one is refused: %s", async (name, value, code, message) => {
    expect(await put([[name, value]])).toMatchObject({ status: 400, code, message });
  });

  it.each(["x-amz-checksum-md4", "x-amz-checksum-xxhash64"])(
    "of another algorithm is refused by name: %s",
    async (name) => {
      expect(await put([[name, "AAAAAA=="]])).toMatchObject({ status: 501, code: "NotImplemented" });
    },
  );
});
