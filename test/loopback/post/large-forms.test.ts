// A browser's form of more than 1 MiB: it is judged by what comes before its file, and takes no room before that.
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, HeadObjectCommand, NotFound } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Keys, type Sandbox, startSandbox } from "../clients.ts";
import { basicTime, send } from "../raw.ts";
import { createUser } from "../seed.ts";

let state: string;
let sandbox: Sandbox;
beforeEach(async () => {
  // Whatever takes room waits beside the state: without one, it takes none.
  state = mkdtempSync(join(tmpdir(), "federation-broker-state-"));
  vi.stubEnv("TMPDIR", "/nowhere");
});
afterEach(async () => {
  await sandbox.close();
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

async function start(options: { readonly room: boolean }): Promise<void> {
  sandbox = await startSandbox(options.room ? { state } : {});
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
}

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
function signedFields({ accessKeyId, secretAccessKey }: Keys, range: readonly [number, number]) {
  const date = basicTime(new Date());
  const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const own = {
    key: "k",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKeyId}/${scope}`,
    "X-Amz-Date": date,
  };
  const exact = Object.entries({ bucket: "bucket", ...own }).map(([name, value]) => ({ [name]: value }));
  const expiration = new Date(Date.now() + 60_000).toISOString();
  const conditions = [...exact, ["content-length-range", ...range]];
  const Policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return { ...own, Policy, "X-Amz-Signature": hmac(key, Policy).toString("hex") };
}

const megabyte = 1024 * 1024;

function post(fields: Readonly<Record<string, string>>, size = 4 * megabyte) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n';
  const body = Buffer.concat([
    ...[Buffer.from(parts.join("") + file), Buffer.alloc(size, 97), Buffer.from("\r\n--b--\r\n")],
  ]);
  const headers = [["Content-Type", "multipart/form-data; boundary=b"]] as const;
  return send(sandbox.loopback.endpoint, { method: "POST", path: "/bucket", headers, body });
}

const any = [0, 100 * megabyte] as const;

describe("a large form", () => {
  it("that its signer may upload is stored, and the size of its file is judged as a whole", async () => {
    await start({ room: true });
    expect(await post(signedFields(sandbox.root, [4 * megabyte, 4 * megabyte]))).toMatchObject({
      status: 204,
    });
    const head = new HeadObjectCommand({ Bucket: "bucket", Key: "k" });
    expect(await sandbox.s3.send(head)).toMatchObject({ ContentLength: 4_194_304 });
    expect(await post(signedFields(sandbox.root, [5 * megabyte, 9 * megabyte]))).toMatchObject({
      ...{ status: 400, code: "EntityTooSmall" },
    });
    expect(await post(signedFields(sandbox.root, [0, 2 * megabyte]))).toMatchObject({
      ...{ status: 400, code: "EntityTooLarge" },
    });
  });

  it("with an invented signature takes no room, and its sender reads why", async () => {
    await start({ room: false });
    const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYINVENTEDKEY";
    expect(await post(signedFields({ ...sandbox.root, secretAccessKey }, any))).toMatchObject({
      ...{ status: 403, code: "SignatureDoesNotMatch" },
    });
    expect(
      await post(signedFields({ ...sandbox.root, accessKeyId: "AKIAI44QH8DHBEXAMPLE" }, any)),
    ).toMatchObject({
      ...{ status: 403, code: "InvalidAccessKeyId" },
    });
  });

  it("that nobody signed takes no room where nobody may upload", async () => {
    await start({ room: false });
    expect(await post({ key: "k" })).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("of a signer who may not upload takes no room", async () => {
    await start({ room: false });
    const keys = await createUser(sandbox, "nobody");
    expect(await post(signedFields(keys, any))).toMatchObject({ status: 403, code: "AccessDenied" });
    const head = new HeadObjectCommand({ Bucket: "bucket", Key: "k" });
    await expect(sandbox.s3.send(head)).rejects.toThrow(NotFound);
  });

  it("with more than 20 KiB before its file takes no room, wherever it is cut", async () => {
    await start({ room: false });
    expect(await post({ key: "k", "x-ignore-a": "a".repeat(21 * 1024) })).toMatchObject({
      code: "MaxPostPreDataLengthExceededError",
    });
    expect(await post({ key: "k", "x-ignore-a": "a".repeat(2 * megabyte) })).toMatchObject({
      code: "MaxPostPreDataLengthExceededError",
    });
  });
});
