// Requests as an attacker writes them, byte by byte: signed parts are changed on the way, or sent twice.
import { connect } from "node:net";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { type RawRequest, type Signing, send, sendSigned, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  for (const Key of ["key", "a/../key", "a b", "a+b", "a%2Fb", "a/b"])
    await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key, Body: Key }));
});

const wrong = { status: 403, code: "SignatureDoesNotMatch" };

const sign = (raw: RawRequest, signing: Partial<Signing> = {}) =>
  signed(sandbox.loopback.endpoint, raw, { keys: sandbox.root, service: "s3", ...signing });

/** The status line and body that a request of one's own bytes is answered with. */
function sendBytes(lines: readonly string[]): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(sandbox.loopback.endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const [head = "", body = ""] = text.split("\r\n\r\n");
      resolve({ status: Number(head.split(" ")[1]), body });
    });
    socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`);
  });
}

const lines = ({ headers }: RawRequest) => (headers ?? []).map(([name, value]) => `${name}: ${value}`);

describe("a path", () => {
  it.each([
    ["/bucket/a/../key", "a/../key"],
    ["/bucket/a%20b", "a b"],
    ["/bucket/a%2Bb", "a+b"],
    ["/bucket/a%252Fb", "a%2Fb"],
    ["/bucket/a/b", "a/b"],
  ])("%s is the key it says", async (path, key) => {
    expect(await sendSigned(sandbox, { path })).toMatchObject({ status: 200, body: key });
  });

  it.each([
    ["/bucket/a/../key", "/bucket/key"],
    ["/bucket/key", "/bucket/a/../key"],
    ["/bucket/a%20b", "/bucket/a+b"],
    ["/bucket/a%252Fb", "/bucket/a/b"],
    ["/bucket/a%252Fb", "/bucket/a%2Fb"],
    ["/bucket/key", "/bucket//key"],
    ["/bucket/key", "//bucket/key"],
    ["/bucket/key", "/bucket/key/"],
    ["/bucket/key", "/bucket/./key"],
    ["/bucket/key", "/bucket/key%00"],
    ["/bucket/key", "/bucket/key?acl"],
  ])("signed as %s is none as %s", async (path, other) => {
    const answer = await send(sandbox.loopback.endpoint, { ...sign({ path }), path: other });
    expect(answer).toMatchObject(wrong);
  });

  it("may be spelled in other ways that mean the same", async () => {
    const spelled = { ...sign({ path: "/bucket/key" }), path: "/bucket/%6b%65%79" };
    expect(await send(sandbox.loopback.endpoint, spelled)).toMatchObject({ status: 200, body: "key" });
  });
});

describe("a query", () => {
  it.each([
    ["prefix=a", "prefix=a&prefix=b"],
    ["prefix=a&prefix=a", "prefix=a"],
    ["prefix=a%20b", "prefix=a+b"],
    ["prefix=a%2Bb", "prefix=a%20b"],
    ["prefix=a", "Prefix=a"],
    ["prefix=a%26max-keys%3D1", "prefix=a&max-keys=1"],
    ["prefix=a", "prefix=a&X-Amz-Security-Token=b"],
    ["prefix=a", "prefix=a&__proto__=b"],
    ["list-type=2", "list-type=2&versions"],
  ])("signed as %s is none as %s", async (query, other) => {
    const request = { ...sign({ path: `/bucket?${query}` }), path: `/bucket?${other}` };
    expect(await send(sandbox.loopback.endpoint, request)).toMatchObject(wrong);
  });

  it("may not bring a second signature", async () => {
    const request = { ...sign({ path: "/bucket" }), path: `/bucket?X-Amz-Signature=${"a".repeat(64)}` };
    expect(await send(sandbox.loopback.endpoint, request)).toMatchObject({
      status: 400,
      code: "InvalidArgument",
    });
  });
});

describe("a form", () => {
  const form = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
  const identity = "Action=GetCallerIdentity&Version=2011-06-15";

  it("is not what the query says", async () => {
    const request = sign({ method: "POST", headers: form, body: identity }, { service: "sts" });
    const path = "/?Action=GetFederationToken&Version=2011-06-15&Name=mallory";
    expect(await send(sandbox.loopback.endpoint, { ...request, path })).toMatchObject(wrong);
  });

  it("cannot become another by an unsigned content type", async () => {
    const names = ["host", "x-amz-date"];
    const request = sign(
      { method: "POST", headers: form, body: identity },
      { service: "sts", signedHeaders: names },
    );
    const headers = request.headers.map(([name, value]) =>
      name === "Content-Type" ? ([name, "text/plain"] as const) : ([name, value] as const),
    );
    expect(await send(sandbox.loopback.endpoint, request)).toMatchObject({ status: 200 });
    expect(await send(sandbox.loopback.endpoint, { ...request, headers })).toMatchObject({
      ...{ status: 400, code: "MissingAction" },
    });
  });

  it("must sign its host, its date and its token", async () => {
    const session = await sandbox.federate(sandbox.root, { Name: "one" });
    const all = ["content-type", "host", "x-amz-date", "x-amz-security-token"];
    for (const left of ["host", "x-amz-date", "x-amz-security-token"]) {
      const signedHeaders = all.filter((name) => name !== left);
      const signing = { keys: session, service: "sts", signedHeaders };
      const request = sign({ method: "POST", headers: form, body: identity }, signing);
      expect(await send(sandbox.loopback.endpoint, request)).toMatchObject({
        status: 403,
        code: "AccessDenied",
      });
    }
  });
});

describe("headers", () => {
  const start = "GET /bucket/key HTTP/1.1";

  it("are answered when written by hand", async () => {
    expect(await sendBytes([start, ...lines(sign({ path: "/bucket/key" }))])).toEqual({
      status: 200,
      body: "key",
    });
  });

  it("with two authorizations are refused, in whatever order", async () => {
    const right = lines(sign({ path: "/bucket/key" }));
    const authorization = right.find((line) => line.startsWith("Authorization")) ?? "";
    const forged = authorization.replace(/[0-9a-f]{64}$/, "a".repeat(64));
    const others = right.filter((line) => line !== authorization);
    for (const two of [
      [authorization, forged],
      [forged, authorization],
      [authorization, authorization],
    ])
      expect((await sendBytes([start, ...others, ...two])).status).toBe(400);
  });

  it.each(["Host", "X-Amz-Date", "X-Amz-Content-Sha256"])("with two of %s are refused", async (name) => {
    const right = lines(sign({ path: "/bucket/key" }));
    const line = right.find((text) => text.startsWith(name)) ?? "";
    const { status } = await sendBytes([start, ...right, line]);
    expect([400, 403]).toContain(status);
  });

  it("that are folded over lines are refused or as signed", async () => {
    const right = lines(sign({ path: "/bucket/key" }));
    const folded = right.map((line) => line.replace(", SignedHeaders", ",\r\n SignedHeaders"));
    const answer = await sendBytes([start, ...folded]);
    expect(answer.status === 400 || answer.body === "key").toBe(true);
    const smuggled = right.map((line) => line.replace(/^Host: .*/, "$&\r\n x-amz-acl: public-read"));
    expect([400, 403]).toContain((await sendBytes([start, ...smuggled])).status);
  });

  it.each([
    ["a space before the colon", (line: string) => line.replace("X-Amz-Date:", "X-Amz-Date :")],
    ["a bare line feed", (line: string) => line.replace("X-Amz-Date: ", "X-Amz-Date: \n")],
    ["a NUL", (line: string) => line.replace("X-Amz-Date: ", "X-Amz-Date: \0")],
  ])("with %s are refused", async (_, change) => {
    const right = lines(sign({ path: "/bucket/key" }));
    expect((await sendBytes([start, ...right.map(change)])).status).toBe(400);
  });

  it("that AWS adds may not be added by others", async () => {
    const right = lines(sign({ path: "/bucket/key" }));
    for (const name of [
      "x-amz-acl",
      "X-AMZ-Security-Token",
      "x-amz-copy-source",
      "x-amz-expected-bucket-owner",
    ]) {
      const { status } = await sendBytes([start, ...right, `${name}: value`]);
      expect([400, 403]).toContain(status);
    }
  });

  it("that are signed in capitals or twice do not count", async () => {
    const names = ["host", "x-amz-content-sha256", "x-amz-date"];
    for (const signedHeaders of [names.map((name) => name.toUpperCase()), [...names, "", "x-amz-acl"]]) {
      const answer = await send(sandbox.loopback.endpoint, sign({ path: "/bucket/key" }, { signedHeaders }));
      expect(answer.status).toBe(403);
    }
  });
});

describe("a signature", () => {
  it("for another service, region or day is invalid, even with the right key", async () => {
    const swap = async (signing: Partial<Signing>, from: string | RegExp, to: string) => {
      const request = sign({ path: "/bucket/key" }, signing);
      const headers = request.headers.map(([name, value]) => [name, value.replace(from, to)] as const);
      return send(sandbox.loopback.endpoint, { ...request, headers });
    };
    expect(await swap({ region: "eu-west-1" }, "/eu-west-1/", "/us-east-1/")).toMatchObject(wrong);
    const yesterday = new Date(Date.now() - 86_400_000);
    expect(await swap({ date: yesterday }, "nothing", "")).toMatchObject({ code: "RequestTimeTooSkewed" });
  });

  it("with an empty secret, no secret or the word undefined is invalid", async () => {
    for (const secretAccessKey of ["", "undefined", "null", "\0"]) {
      const keys = { accessKeyId: sandbox.root.accessKeyId, secretAccessKey };
      expect(await sendSigned(sandbox, { path: "/bucket/key" }, { keys })).toMatchObject(wrong);
    }
  });
});
