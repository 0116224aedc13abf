// The server itself: where it listens, how it ends, and what it does with senders that misbehave.
import { once } from "node:events";
import { Agent, createServer, get, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces } from "node:os";
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { startLoopback } from "../../loopback/start-loopback.ts";
import { exchange } from "./exchange.ts";
import { send, sendSigned, signed } from "./raw.ts";
import { testInOwnSandbox as it, sandbox } from "./sandbox.ts";

const address = () => ({ host: "127.0.0.1", port: Number(new URL(sandbox.loopback.endpoint).port) });

const stillAnswers = async () => expect(await sendSigned(sandbox, {})).toMatchObject({ status: 200 });

describe("the server", () => {
  it("listens on 127.0.0.1 and nowhere else", async () => {
    const { port } = address();
    expect(sandbox.loopback.endpoint).toBe(`http://127.0.0.1:${port}`);
    const others = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
    for (const host of [...others.filter(({ internal }) => !internal).map((one) => one.address), "::1"]) {
      const socket = connect({ host, port });
      const [event] = await Promise.race([
        once(socket, "connect").then(() => ["connected"]),
        once(socket, "error").then(() => ["refused"]),
      ]).catch(() => ["refused"]);
      socket.destroy();
      expect(event).toBe("refused");
    }
  });

  it("cannot start where another listens", async () => {
    const other = createServer();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await expect(startLoopback({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    other.close();
  });

  it("closes at once, though connections are idle or half spoken, and frees its port", async () => {
    const own = await startLoopback();
    const port = Number(new URL(own.endpoint).port);
    const agent = new Agent({ keepAlive: true });
    const idle = get({ host: "127.0.0.1", port, agent });
    const [answer] = await once(idle, "response");
    answer.resume();
    await once(answer, "end");
    const half = connect({ host: "127.0.0.1", port });
    half.on("error", () => {});
    await once(half, "connect");
    half.write("PUT /bucket/key HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    await own.close();
    const again = await startLoopback({ port });
    await again.close();
    agent.destroy();
    half.destroy();
  });
});

describe("a sender that misbehaves", () => {
  it("and goes away in the middle of a body harms nothing", async () => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    for (let count = 0; count < 20; count++) {
      const socket = connect(address());
      await once(socket, "connect");
      socket.write("PUT /bucket/key HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf");
      socket.resetAndDestroy();
    }
    const outgoing = request({
      ...address(),
      method: "PUT",
      path: "/bucket/key",
      headers: { "content-length": 10 },
    });
    outgoing.on("error", () => {});
    outgoing.write("half");
    await once(outgoing, "socket");
    outgoing.destroy();
    await stillAnswers();
    expect((await sandbox.s3.send(new ListObjectsV2Command({ Bucket: "bucket" }))).KeyCount).toBe(0);
  });

  it("and announces too large a body is refused before it sends any", async () => {
    const headers = { "content-length": 256 * 1024 * 1024 + 1 };
    const outgoing = request({ ...address(), method: "PUT", path: "/bucket/key", headers });
    outgoing.flushHeaders();
    const [answer] = await once(outgoing, "response");
    expect(answer.statusCode).toBe(400);
    expect(answer.headers.connection).toBe("close");
    const [body] = await once(answer, "data");
    expect(String(body)).toContain(
      "<Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed size</Message>",
    );
    outgoing.destroy();
    await stillAnswers();
  });

  it.each([
    ["speaks no HTTP", "hello\r\n\r\n"],
    ["speaks TLS", Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00])],
    ["has two lengths", "PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"],
    [
      "has a length and chunks",
      "PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["has a length below zero", "PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"],
    ["has chunks of no size", "PUT /b/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["folds its headers", "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n"],
    ["has NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nX-A: \0\r\n\r\n"],
    ["names no host", "GET / HTTP/1.1\r\n\r\n"],
    ["has too many headers", `GET / HTTP/1.1\r\nHost: a\r\n${"X-A: b\r\n".repeat(5000)}\r\n`],
  ])("and %s is refused", async (_, text) => {
    expect(await exchange(sandbox.loopback.endpoint, text)).toMatch(/^HTTP\/1\.1 4\d\d /);
    await stillAnswers();
  });

  it.each([
    ["a whole URL", "GET http://127.0.0.1/bucket HTTP/1.1"],
    ["an asterisk", "OPTIONS * HTTP/1.1"],
  ])("and asks for %s is refused", async (_, line) => {
    const answer = await exchange(
      sandbox.loopback.endpoint,
      `${line}\r\nHost: a\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("<Code>InvalidURI</Code>");
  });

  it.each(["CONNECT a:1 HTTP/1.1", "GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade"])(
    "and asks for a tunnel gets none: %j",
    async (line) => {
      const socket = connect(address());
      socket.on("error", () => {});
      socket.write(`${line}\r\nHost: a\r\n\r\n`);
      const [bytes] = await Promise.race([once(socket, "data"), once(socket, "close").then(() => [""])]);
      expect(String(bytes)).toMatch(/^($|HTTP\/1\.1 4\d\d )/);
      socket.destroy();
      await stillAnswers();
    },
  );
});

describe("many requests", () => {
  it("on one connection are answered in their order", async () => {
    const { method, path, headers } = signed(
      sandbox.loopback.endpoint,
      {},
      { keys: sandbox.root, service: "s3" },
    );
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const anonymous = "GET /missing/key HTTP/1.1\r\nHost: a\r\n";
    const answer = await exchange(
      sandbox.loopback.endpoint,
      `${method} ${path} HTTP/1.1\r\n${head}\r\n${anonymous}\r\n${method} ${path} HTTP/1.1\r\n${head}\r\n${anonymous}Connection: close\r\n\r\n`,
    );
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      "200",
      "404",
      "200",
      "404",
    ]);
  });

  it("at once are all answered, each for its own caller", async () => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    const keys = Array.from({ length: 200 }, (_, index) => `key-${String(index).padStart(3, "0")}`);
    const requests = keys.flatMap((Key) => [
      sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key, Body: Key })),
      send(sandbox.loopback.endpoint, { path: `/bucket/${Key}` }),
    ]);
    const answers = await Promise.all(requests);
    expect(answers.filter((answer) => "status" in answer && answer.status === 403)).toHaveLength(200);
    const { Contents } = await sandbox.s3.send(new ListObjectsV2Command({ Bucket: "bucket" }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(keys);
  });
});
