// Presigned URLs: valid only for what was signed, and only for the time that they state.
import { CreateBucketCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect } from "vitest";
import { otherDigit, type RawRequest, send } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { type Presigning, presigned } from "./presign.ts";

let host: string;
it.beforeAll(async ({ sandbox }) => {
  host = new URL(sandbox.loopback.endpoint).host;
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "a/key", Body: "hello" }));
});

const url = (presigning: Partial<Presigning> = {}) =>
  presigned({ keys: sandbox.root, host, path: "/bucket/a/key", ...presigning });
const ask = (path: string, raw: RawRequest = {}) => send(sandbox.loopback.endpoint, { ...raw, path });
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe("a presigned URL", () => {
  it("gets an object", async () => {
    expect(await ask(url())).toMatchObject({ status: 200, body: "hello" });
  });

  it("of an SDK's own signer gets an object", async () => {
    const { accessKeyId, secretAccessKey } = sandbox.root;
    const signer = new SignatureV4({
      ...{ region: "us-east-1", service: "s3", sha256: Sha256, uriEscapePath: false },
      credentials: { accessKeyId, secretAccessKey },
    });
    const headers = { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
    const request = new HttpRequest({ method: "GET", path: "/bucket/a/key", headers });
    const { query } = await signer.presign(request, { expiresIn: 604_800 });
    const text = new URLSearchParams(query as Record<string, string>).toString();
    expect(await ask(`/bucket/a/key?${text}`)).toMatchObject({ status: 200, body: "hello" });
  });

  it("puts an object, whose body anyone may choose", async () => {
    const path = url({ method: "PUT", path: "/bucket/put" });
    expect(await ask(path, { method: "PUT", body: "anything" })).toMatchObject({ status: 200 });
    expect(await ask(url({ path: "/bucket/put" }))).toMatchObject({ body: "anything" });
  });

  it("with a payload hash accepts no other payload", async () => {
    const hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    const headers = { "x-amz-content-sha256": hash };
    const path = url({ method: "PUT", path: "/bucket/hashed", headers, payloadHash: hash });
    const put = (body: string) => ask(path, { method: "PUT", body, headers: Object.entries(headers) });
    expect(await put("hello")).toMatchObject({ status: 200 });
    expect(await put("hellp")).toMatchObject({ status: 400, code: "XAmzContentSHA256Mismatch" });
  });

  it.each([
    ["X-Amz-Copy-Source", "x-amz-copy-source"],
    ["x-amz-acl", "X-AMZ-ACL"],
    ["x-amz-date", "X-Amz-Date"],
  ])("has no two parameters that stand for one header: %s and %s", async (one, other) => {
    const path = url({
      method: "PUT",
      path: "/bucket/twice",
      query: { [one]: "bucket/a", [other]: "private" },
    });
    expect(await ask(path, { method: "PUT" })).toMatchObject({
      ...{ status: 400, code: "InvalidArgument", message: "Two parameters stand for one header." },
    });
  });

  it("carries a session's token, and is invalid without it", async () => {
    const Policy = '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    const session = await sandbox.federate(sandbox.root, { Name: "one", Policy });
    expect(await ask(url({ keys: session }))).toMatchObject({ status: 200, body: "hello" });
    const { accessKeyId, secretAccessKey } = session;
    expect(await ask(url({ keys: { accessKeyId, secretAccessKey } }))).toMatchObject({
      ...{ status: 403, code: "InvalidAccessKeyId" },
      message: "The AWS Access Key Id you provided does not exist in our records.",
    });
    expect(await ask(url({ keys: { ...session, sessionToken: "token" } }))).toMatchObject({
      ...{ status: 400, code: "InvalidToken" },
      message: "The provided token is malformed or otherwise invalid.",
    });
  });
});

describe("the life of a presigned URL", () => {
  it("ends when it says", async () => {
    const date = minutes(-2);
    expect(await ask(url({ date, expires: 180 }))).toMatchObject({ status: 200 });
    const answer = await ask(url({ date, expires: 60 }));
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied", message: "Request has expired" });
    const end = new Date(Math.floor(date.getTime() / 1000) * 1000 + 60_000).toISOString().slice(0, 19);
    expect(answer.body).toMatch(
      new RegExp(
        `<X-Amz-Expires>60</X-Amz-Expires><Expires>${end}Z</Expires><ServerTime>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ</ServerTime>`,
      ),
    );
  });

  it("may be seven days, and is not bound to a clock's 15 minutes", async () => {
    expect(await ask(url({ date: minutes(-6 * 24 * 60), expires: 604_800 }))).toMatchObject({ status: 200 });
  });

  it("may begin up to 15 minutes in the future, and not later", async () => {
    expect(await ask(url({ date: minutes(14) }))).toMatchObject({ status: 200 });
    const date = minutes(16);
    const answer = await ask(url({ date }));
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied", message: "Request is not yet valid" });
    const begin = Math.floor(date.getTime() / 1000) * 1000;
    expect(answer.body).toContain(`<X-Amz-Date>${begin}</X-Amz-Date><Expires>`);
  });

  it.each([
    [
      "604801",
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    ],
    ["-1", "X-Amz-Expires must be non-negative"],
    ["ten", "X-Amz-Expires should be a number"],
    ["1e3", "X-Amz-Expires should be a number"],
    ["0x10", "X-Amz-Expires should be a number"],
  ])("cannot be %s seconds", async (expires, message) => {
    expect(await ask(url({ expires }))).toMatchObject({
      ...{ status: 400, code: "AuthorizationQueryParametersError", message },
    });
  });
});

const required =
  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";

describe("a presigned URL is refused", () => {
  it.each(["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders"])(
    "without %s, and with two of it",
    async (name) => {
      const refused = { status: 400, code: "AuthorizationQueryParametersError", message: required };
      expect(await ask(url({ alter: (parameters) => parameters.delete(name) }))).toMatchObject(refused);
      const whole = url();
      const value = new URL(`http://host${whole}`).searchParams.get(name) ?? "";
      const twice = await ask(`${whole}&${name}=${encodeURIComponent(value)}`);
      expect(twice).toMatchObject(refused);
    },
  );

  it("without a signature, and with two", async () => {
    const refused = { status: 400, code: "AuthorizationQueryParametersError", message: required };
    expect(await ask(url().replace(/&X-Amz-Signature=.*/, ""))).toMatchObject(refused);
    expect(await ask(`${url()}&X-Amz-Signature=${"a".repeat(64)}`)).toMatchObject(refused);
  });

  const credential = (change: (parts: string[]) => void) => (parameters: Map<string, string>) => {
    const parts = (parameters.get("X-Amz-Credential") ?? "").split("/");
    change(parts);
    parameters.set("X-Amz-Credential", parts.join("/"));
  };
  const set = (name: string, value: string) => (parameters: Map<string, string>) =>
    parameters.set(name, value);

  it.each<[string, (parameters: Map<string, string>) => void, string]>([
    [
      "another algorithm",
      set("X-Amz-Algorithm", "AWS4-HMAC-SHA512"),
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    ],
    [
      "a credential in four parts",
      credential((parts) => parts.pop()),
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ],
    [
      "a credential in six parts",
      credential((parts) => parts.unshift("A")),
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ],
    [
      "a short date in the credential",
      credential((parts) => parts.splice(1, 1, "2026")),
      'Error parsing the X-Amz-Credential parameter; incorrect date format "2026". This date in the credential must be in the format "yyyyMMdd".',
    ],
    [
      "no region of the partition",
      credential((parts) => parts.splice(2, 1, "mars-north-1")),
      "Error parsing the X-Amz-Credential parameter; the region 'mars-north-1' is wrong; expecting 'us-east-1'",
    ],
    [
      "another terminator",
      credential((parts) => parts.splice(4, 1, "aws5_request")),
      'Error parsing the X-Amz-Credential parameter; incorrect terminal "aws5_request". This endpoint uses "aws4_request".',
    ],
    [
      "a date in another form",
      set("X-Amz-Date", "2026-01-31T00:00:00Z"),
      `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
    ],
  ])("with %s", async (_, alter, message) => {
    const answer = await ask(url({ alter }));
    expect(answer).toMatchObject({ status: 400, code: "AuthorizationQueryParametersError", message });
  });

  it("with a credential of another day", async () => {
    const answer = await ask(url({ alter: credential((parts) => parts.splice(1, 1, "20130524")) }));
    expect(answer).toMatchObject({ status: 400, code: "AuthorizationQueryParametersError" });
    expect(answer.message).toMatch(
      /^Invalid credential date "20130524"\. This date is not the same as X-Amz-Date: "\d{8}"\.$/,
    );
  });

  it("with Signature Version 4A, by name", async () => {
    const answer = await ask(url({ alter: set("X-Amz-Algorithm", "AWS4-ECDSA-P256-SHA256") }));
    expect(answer).toMatchObject({
      ...{ status: 501, code: "NotImplemented" },
      message: "The loopback does not serve AWS4-ECDSA-P256-SHA256: sign with AWS4-HMAC-SHA256.",
    });
  });

  it("with an empty region", async () => {
    const change = (parameters: Map<string, string>) =>
      parameters.set("X-Amz-Credential", (parameters.get("X-Amz-Credential") ?? "").replace("us-east-1", ""));
    expect(await ask(url({ alter: change }))).toMatchObject({
      ...{ status: 400, code: "AuthorizationQueryParametersError" },
      message:
        "Error parsing the X-Amz-Credential parameter; a non-empty region must be provided in the credential.",
    });
  });

  it("with an Authorization header besides", async () => {
    const headers = [["Authorization", "AWS4-HMAC-SHA256 Credential=A"]] as const;
    for (const path of [url(), "/bucket/a/key?Signature=b", "/bucket/a/key?X-Amz-Algorithm=c"]) {
      const answer = await ask(path, { headers });
      expect(answer).toMatchObject({
        ...{ status: 400, code: "InvalidArgument" },
        message:
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
      });
      expect(answer.body).toContain(
        "<ArgumentName>Authorization</ArgumentName><ArgumentValue>AWS4-HMAC-SHA256 Credential=A</ArgumentValue>",
      );
    }
  });
});

describe("what was presigned cannot be changed", () => {
  const wrong = { status: 403, code: "SignatureDoesNotMatch" };
  it.each<[string, (path: string) => string]>([
    ["its key", (path) => path.replace("a/key", "a/kez")],
    ["its key, by dots", (path) => path.replace("a/key", "a/../a/key")],
    ["its key, by an encoded slash", (path) => path.replace("a/key", "a%2Fkey")],
    ["its key, by two encodings", (path) => path.replace("a/key", "a%252Fkey")],
    ["its expiry", (path) => path.replace("X-Amz-Expires=60", "X-Amz-Expires=61")],
    ["its signature", (path) => path.replace(/.$/, otherDigit)],
    ["its signature's length", (path) => path.slice(0, -2)],
    ["its signature's case", (path) => path.replace(/[0-9a-f]{64}$/, (hex) => hex.toUpperCase())],
    ["its parameters, by one more", (path) => `${path}&versionId=null`],
    ["its parameters, by one in lower case", (path) => `${path}&x-amz-expires=604800`],
    ["its signed headers", (path) => path.replace("SignedHeaders=host", "SignedHeaders=host%3Brange")],
  ])("%s", async (_, change) => {
    expect(await ask(change(url()))).toMatchObject(wrong);
  });

  it("its method and its host", async () => {
    expect(await ask(url(), { method: "DELETE" })).toMatchObject(wrong);
    expect(await ask(url(), { headers: [["Host", "bucket.example"]] })).toMatchObject(wrong);
  });

  it("its headers, by one of AWS's own", async () => {
    const headers = [["x-amz-copy-source", "bucket/a/key"]] as const;
    const answer = await ask(url({ method: "PUT" }), { method: "PUT", headers });
    expect(answer).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
      message: "There were headers present in the request which were not signed",
    });
    expect(answer.body).toContain("<HeadersNotSigned>x-amz-copy-source</HeadersNotSigned>");
  });

  it("its signed headers, which must be sent as they were signed", async () => {
    const path = url({ headers: { "x-reader": "ann" } });
    const get = (reader: string) => ask(path, { headers: [["X-Reader", reader]] });
    expect(await get("ann")).toMatchObject({ status: 200, body: "hello" });
    expect(await get("bob")).toMatchObject(wrong);
    expect(await ask(path)).toMatchObject(wrong);
  });
});

describe("the headers that an SDK moved into the query", () => {
  it("count as headers", async () => {
    const query = { "x-amz-meta-color": "blue" };
    const path = url({ method: "PUT", path: "/bucket/hoisted", query });
    expect(await ask(path, { method: "PUT", body: "x" })).toMatchObject({ status: 200 });
    const { Metadata } = await sandbox.s3.send(new HeadObjectCommand({ Bucket: "bucket", Key: "hoisted" }));
    expect(Metadata).toEqual({ color: "blue" });
  });

  it("do not count where they are checksums of an empty body", async () => {
    const query = { "x-amz-checksum-crc32": "AAAAAA==", "x-amz-sdk-checksum-algorithm": "CRC32" };
    const path = url({ method: "PUT", path: "/bucket/checksum", query });
    expect(await ask(path, { method: "PUT", body: "hello" })).toMatchObject({ status: 200 });
  });

  it.each(["a\r\nx-amz-meta-b: c", "a\0b"])("cannot smuggle what no header carries: %j", async (value) => {
    const path = url({ method: "PUT", path: "/bucket/smuggled", query: { "x-amz-meta-a": value } });
    expect(await ask(path, { method: "PUT", body: "x" })).toMatchObject({
      status: 400,
      code: "InvalidArgument",
    });
  });

  it("count in presigned URLs only", async () => {
    const answer = await ask("/bucket/a/key?x-amz-meta-color=blue");
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied", message: "Access Denied" });
  });
});

describe("a presigned GetCallerIdentity, as Kubernetes clusters ask it", () => {
  const identity = { Action: "GetCallerIdentity", Version: "2011-06-15" };
  const cluster = { "x-k8s-aws-id": "cluster" };
  const sts = (presigning: Partial<Presigning> = {}) =>
    url({ path: "/", service: "sts", query: identity, headers: cluster, ...presigning });
  const get = (path: string) => ask(path, { headers: Object.entries(cluster) });

  it("tells who signed it", async () => {
    const answer = await get(sts());
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toContain(`<Arn>arn:aws:iam::${sandbox.loopback.accountId}:root</Arn>`);
  });

  it("is bound to the headers it was signed with", async () => {
    expect(await ask(sts(), { headers: [["x-k8s-aws-id", "other"]] })).toMatchObject({
      ...{ status: 403, code: "SignatureDoesNotMatch" },
      message:
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    });
  });

  it("is valid for 15 minutes, with any X-Amz-Expires", async () => {
    expect(await get(sts({ date: minutes(-14), expires: 60 }))).toMatchObject({ status: 200 });
    const late = await get(sts({ date: minutes(-16), expires: 3600 }));
    expect(late).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(late.message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
    );
  });

  it.each(["X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders"])("needs %s", async (name) => {
    const answer = await get(sts({ alter: (parameters) => parameters.delete(name) }));
    // Without a credential the version tells the service.
    expect(answer).toMatchObject({
      ...{ status: 400, code: "IncompleteSignature" },
      message: `AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`,
    });
  });

  it("needs its signature and an algorithm that is served", async () => {
    expect(await get(sts().replace(/&X-Amz-Signature=.*/, ""))).toMatchObject({
      message:
        "AWS query-string parameters must include 'X-Amz-Signature'. Re-examine the query-string parameters.",
    });
    const alter = (parameters: Map<string, string>) => parameters.set("X-Amz-Algorithm", "AWS4-SHA256");
    expect(await get(sts({ alter }))).toMatchObject({
      ...{ status: 403, code: "MissingAuthenticationToken", message: "Missing Authentication Token" },
    });
  });

  it("by a session needs its token, and not a stranger's", async () => {
    const session = await sandbox.federate(sandbox.root, { Name: "two" });
    expect(await get(sts({ keys: session }))).toMatchObject({ status: 200 });
    const keys = { ...session, sessionToken: `${session.sessionToken}A` };
    const refused = {
      ...{ status: 403, code: "InvalidClientTokenId" },
      message: "The security token included in the request is invalid",
    };
    expect(await get(sts({ keys }))).toMatchObject(refused);
    const { accessKeyId, secretAccessKey } = session;
    expect(await get(sts({ keys: { accessKeyId, secretAccessKey } }))).toMatchObject(refused);
  });
});
