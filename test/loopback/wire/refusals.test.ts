// Bytes that are no request, or none that can be served: refused in AWS's form, logged, harmless to earlier requests.
import { once } from "node:events";
import { CreateBucketCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { type Keys, startSandbox } from "../clients.ts";
import { answersIn, connectTo, exchange } from "../exchange.ts";
import { type Headers, sendSigned, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

let endpoint: string;
it.beforeAll(async ({ sandbox }) => {
  endpoint = sandbox.loopback.endpoint;
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});

const keyCount = async () => (await sandbox.s3.send(new ListObjectsV2Command({ Bucket: "bucket" }))).KeyCount;

/** A signed request as text, its body aside. */
function head(method: string, path: string, body = "", more = ""): string {
  const length =
    body === "" || more.includes("chunked") ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  const { headers } = signed(endpoint, { method, path, body }, { keys: sandbox.root, service: "s3" });
  return `${method} ${path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}${length}${more}\r\n`;
}

describe("what is no request", () => {
  it.each<[string, string | Buffer, string]>([
    ["no HTTP", "hello\r\n\r\n", "BadRequest"],
    ["TLS", Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]), "BadRequest"],
    ["an unknown method", "LISTEN / HTTP/1.1\r\nHost: a\r\n\r\n", "BadRequest"],
    ["no host", "GET / HTTP/1.1\r\n\r\n", "BadRequest"],
    ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "BadRequest"],
    ["two equal hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "BadRequest"],
    [
      "two lengths",
      "PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
      "BadRequest",
    ],
    [
      "a length and chunks",
      "PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "BadRequest",
    ],
    [
      "chunks before another coding",
      "PUT /b/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
      "BadRequest",
    ],
    [
      "chunks in disguise",
      "PUT /b/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      "BadRequest",
    ],
    ["a length that is none", "PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx", "BadRequest"],
    [
      "a chunk of no size",
      "PUT /b/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "BadRequest",
    ],
    [
      "a chunk longer than it says",
      "PUT /b/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n",
      "BadRequest",
    ],
    ["line feeds alone", "GET / HTTP/1.1\nHost: a\n\n", "BadRequest"],
    ["NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nX-A: \0\r\n\r\n", "BadRequest"],
    ["folded headers", "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n", "BadRequest"],
    [
      "headers too large",
      `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${"b".repeat(20_000)}\r\n\r\n`,
      "RequestHeaderSectionTooLarge",
    ],
    [
      "headers too many",
      `GET / HTTP/1.1\r\nHost: a\r\n${"X-A: b\r\n".repeat(5000)}\r\n`,
      "RequestHeaderSectionTooLarge",
    ],
    [
      "a path too long",
      `GET /b/${"k".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      "RequestHeaderSectionTooLarge",
    ],
    ["a whole URL", "GET http://127.0.0.1/bucket HTTP/1.1\r\nHost: a\r\n\r\n", "InvalidURI"],
    ["an asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "InvalidURI"],
  ])("is refused with a code and an id: %s", async (_, bytes, code) => {
    const [answer, ...more] = answersIn(await exchange(endpoint, bytes));
    expect(answer).toMatchObject({ status: 400, code, headers: { connection: "close" } });
    const id = answer?.headers["x-amz-request-id"];
    expect(answer?.body).toContain(`<RequestId>${id}</RequestId>`);
    expect(answer?.headers["x-amz-id-2"]).toBeTypeOf("string");
    expect(more).toEqual([]);
    expect(sandbox.log.at(-1)).toMatchObject({ id, status: 400, error: code, decision: "-" });
  });

  it("does not harm earlier requests on the same connection", async () => {
    const answers = answersIn(
      await exchange(
        endpoint,
        `${head("GET", "/")}${head("PUT", "/bucket/kept", "12345")}12345${head("GET", "/bucket/kept")}no request\r\n\r\n`,
      ),
    );
    expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual([
      ...["200 ", "200 ", "200 ", "400 BadRequest"],
    ]);
    expect(answers[2]?.body).toBe("12345");
    await sendSigned(sandbox, { method: "DELETE", path: "/bucket/kept" });
  });
});

describe("a body", () => {
  it("that ends too early is incomplete, and nothing is stored", async () => {
    const [answer] = answersIn(
      await exchange(endpoint, `${head("PUT", "/bucket/half", "12345")}123`, { end: true }),
    );
    expect(answer).toMatchObject({ status: 400, code: "IncompleteBody" });
    expect(sandbox.log.at(-1)).toMatchObject({ error: "IncompleteBody" });
    expect(await keyCount()).toBe(0);
  });

  it("whose chunks end too early is incomplete, and nothing is stored", async () => {
    const chunked = head("PUT", "/bucket/half", "12345", "Transfer-Encoding: chunked\r\n");
    const [answer] = answersIn(await exchange(endpoint, `${chunked}3\r\n123\r\n`, { end: true }));
    expect(answer).toMatchObject({ status: 400, code: "IncompleteBody" });
    expect(await keyCount()).toBe(0);
  });

  it("in chunks is put together", async () => {
    const chunked = head("PUT", "/bucket/whole", "12345", "Transfer-Encoding: chunked\r\n");
    const get = head("GET", "/bucket/whole", "", "Connection: close\r\n");
    const answers = answersIn(
      await exchange(endpoint, `${chunked}3\r\n123\r\n2;a=b\r\n45\r\n0\r\n\r\n${get}`),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.body).toBe("12345");
    await sendSigned(sandbox, { method: "DELETE", path: "/bucket/whole" });
  });

  it("is requested when its sender waits for that", async () => {
    const socket = connectTo(endpoint);
    socket.write(head("PUT", "/bucket/waited", "12345", "Expect: 100-continue\r\nConnection: close\r\n"));
    const [told] = await once(socket, "data");
    expect(String(told)).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    socket.write("12345");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    await sendSigned(sandbox, { method: "DELETE", path: "/bucket/waited" });
  });

  it("is judged by the state when it arrives, not by the state before", async () => {
    await sendSigned(sandbox, { method: "PUT", path: "/bucket/meanwhile", body: "old" });
    const socket = connectTo(endpoint);
    const more = "Expect: 100-continue\r\nIf-None-Match: *\r\nConnection: close\r\n";
    socket.write(head("PUT", "/bucket/meanwhile", "12345", more));
    await once(socket, "data");
    await sendSigned(sandbox, { method: "DELETE", path: "/bucket/meanwhile" });
    socket.write("12345");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    await sendSigned(sandbox, { method: "DELETE", path: "/bucket/meanwhile" });
  });

  describe("that its sender holds back until he is told", () => {
    /** What is answered to the head alone, signed with these keys and then changed. */
    const ask = async (path: string, keys: Keys, change = (text: string) => text, more: Headers = []) => {
      const raw = { method: "PUT", path, headers: [...more, ["Expect", "100-continue"]] as const };
      const whole = signed(endpoint, raw, { keys, service: "s3", payloadHash: "UNSIGNED-PAYLOAD" });
      const lines = whole.headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
      const [answer] = answersIn(
        await exchange(endpoint, change(`PUT ${path} HTTP/1.1\r\n${lines}Content-Length: 5\r\n\r\n`)),
      );
      return { status: answer?.status, code: answer?.code };
    };

    it("is not asked for where the signature is wrong, or the caller may not write it", async () => {
      const nobody = await createUser(sandbox, "nobody");
      const wrong = { ...sandbox.root, secretAccessKey: "wrong" };
      expect(await ask("/bucket/held", wrong)).toEqual({ status: 403, code: "SignatureDoesNotMatch" });
      expect(await ask("/bucket/held", nobody)).toEqual({ status: 403, code: "AccessDenied" });
      expect(sandbox.log.at(-1)).toMatchObject({
        ...{ principal: expect.stringMatching(/:user\/nobody$/), operation: "s3:PutObject" },
        ...{ decision: "implicitDeny", status: 403 },
      });
      expect(await ask("/missing/held", sandbox.root)).toEqual({ status: 404, code: "NoSuchBucket" });
      const unsigned = (text: string) => text.replace(/Authorization: .*\r\n/, "");
      expect(await ask("/bucket/held", nobody, unsigned)).toEqual({ status: 403, code: "AccessDenied" });
      expect(await ask("/bucket/held?acl", wrong)).toEqual({ status: 403, code: "SignatureDoesNotMatch" });
      expect(await keyCount()).toBe(0);
    });

    it("is not asked for where a parameter is not served, unless the caller may not write it", async () => {
      const nobody = await createUser(sandbox, "nobody-at-all");
      const more = [["x-amz-server-side-encryption-customer-algorithm", "AES256"]] as const;
      const put = (keys: Keys) => ask("/bucket/held", keys, undefined, more);
      expect(await put(sandbox.root)).toEqual({ status: 501, code: "NotImplemented" });
      expect(await put(nobody)).toEqual({ status: 403, code: "AccessDenied" });
      expect(await keyCount()).toBe(0);
    });

    it("is refused by STS and IAM once it is there, which alone they sign", async () => {
      const raw = { headers: [["Expect", "100-continue"]] as const };
      const body = "Action=GetCallerIdentity&Version=2011-06-15";
      const type = ["Content-Type", "application/x-www-form-urlencoded"] as const;
      const headers = [...raw.headers, type];
      const signing = { service: "sts", keys: { ...sandbox.root, secretAccessKey: "wrong" } };
      expect(await sendSigned(sandbox, { method: "POST", headers, body }, signing)).toMatchObject({
        ...{ status: 403, code: "SignatureDoesNotMatch" },
      });
      expect(await sendSigned(sandbox, { method: "POST", headers, body }, { service: "sts" })).toMatchObject({
        status: 200,
      });
    });
  });

  it.each([
    [
      "too large for an object",
      "",
      268_435_457,
      "400 EntityTooLarge Your proposed upload exceeds the maximum allowed size",
    ],
    [
      "too large for a form",
      "Content-Type: application/x-www-form-urlencoded\r\n",
      8_388_609,
      "413 RequestEntityTooLarge Request entity too large",
    ],
  ])("that is %s is not even asked for", async (_, type, length, expected) => {
    const bytes = `PUT /bucket/large HTTP/1.1\r\nHost: a\r\n${type}Expect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;
    const [answer, ...more] = answersIn(await exchange(endpoint, bytes));
    const message = /<Message>(.*)<\/Message>/.exec(answer?.body ?? "")?.[1];
    expect(`${answer?.status} ${answer?.code} ${message}`).toBe(expected);
    expect(more).toEqual([]);
  });

  it.each([
    ["bytes", " ".repeat(4 * 1024 * 1024)],
    ["tags", "<a/>".repeat(150_000)],
    ["attributes", `<a ${Array.from({ length: 1001 }, (_, i) => `b${i}="c"`).join(" ")}/>`],
    ["attributes behind a >", `<a b=">" ${Array.from({ length: 1000 }, (_, i) => `b${i}=""`).join(" ")}/>`],
    [
      "attributes in other quotes",
      `<a ${Array.from({ length: 1001 }, (_, i) => `b${i} = '"'`).join("\n")}/>`,
    ],
    ["references", "&amp;".repeat(250_001)],
  ])("of XML that has too many %s is refused before it is parsed", async (_, content) => {
    const body = `<VersioningConfiguration>${content}</VersioningConfiguration>`;
    expect(await sendSigned(sandbox, { method: "PUT", path: "/bucket?versioning", body })).toMatchObject({
      status: 400,
      code: "MaxMessageLengthExceeded",
      message: "Your request was too big.",
    });
  });

  it("of spaces alone is no XML, and costs no more than its bytes", async () => {
    const body = `${" ".repeat(4_000_000)}x`;
    expect(await sendSigned(sandbox, { method: "PUT", path: "/bucket?versioning", body })).toMatchObject({
      ...{ status: 400, code: "MalformedXML" },
    });
  });
});

describe("a deadline", () => {
  const deadlines = { headers: 40, request: 80, interval: 10 };
  it.each([
    ["headers", "GET / HTTP/1.1\r\nHost: a\r\n"],
    ["a body", "PUT /bucket/slow HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf"],
    ["chunks", "PUT /bucket/slow HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
  ])("ends %s that never come", async (_, bytes) => {
    const hasty = await startSandbox({ deadlines });
    const [answer] = answersIn(await exchange(hasty.loopback.endpoint, bytes));
    expect(answer).toMatchObject({ status: 400, code: "RequestTimeout" });
    await hasty.close();
  });

  it("of headers and of requests is by default 20 seconds and five minutes", async () => {
    const { createHttpServer } = await import("../../../loopback/wire/http-server.ts");
    const server = createHttpServer({ answer: async () => {}, refuse: () => ({}) as never });
    expect([server.headersTimeout, server.requestTimeout]).toEqual([20_000, 300_000]);
  });
});

describe("old and odd HTTP", () => {
  it("of version 1.0 is answered, and the connection closed", async () => {
    const [answer] = answersIn(await exchange(endpoint, "GET /missing?list-type=2 HTTP/1.0\r\n\r\n"));
    expect(answer).toMatchObject({ status: 404, code: "NoSuchBucket", headers: { connection: "close" } });
  });

  it.each(["PATCH", "TRACE", "PROPFIND", "OPTIONS"])("of the method %s is not allowed", async (method) => {
    expect(await sendSigned(sandbox, { method, path: "/bucket/key" })).toMatchObject({
      status: 405,
      code: "MethodNotAllowed",
    });
  });
});
