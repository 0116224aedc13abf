// Senders of whom nothing is known yet: what all of them together can take from the process.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Loopback, type LoopbackOptions, startLoopback } from "../../loopback/start-loopback.ts";
import { serveProvider } from "../../provider/serve-provider.ts";

/** The sockets that servers of this process accept, which their own interfaces do not show. */
const accepted: (Socket & { server?: Server })[] = [];
const see = (message: unknown) => void accepted.push((message as { socket: Socket }).socket);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  unsubscribe("net.server.socket", see);
  vi.unstubAllEnvs();
  accepted.length = 0;
  for (const close of closing.splice(0).toReversed()) await close();
});

async function connectTo(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port });
  socket.on("error", () => {});
  closing.push(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

const megabyte = 1024 * 1024;

async function start(options: LoopbackOptions = {}) {
  subscribe("net.server.socket", see);
  const loopback = await startLoopback(options);
  closing.push(() => loopback.close());
  return { loopback, port: Number(new URL(loopback.endpoint).port) };
}

describe("uploads that nobody signed and nobody ends", () => {
  it("do not fill the memory", async () => {
    const { loopback, port } = await start();
    const before = process.memoryUsage().arrayBuffers;
    const chunk = Buffer.alloc(megabyte);
    const senders = await Promise.all(Array.from({ length: 16 }, () => connectTo(port)));
    for (const sender of senders)
      sender.write(`PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: ${200 * megabyte}\r\n\r\n`);
    for (let sent = 0; sent < 20; sent++) {
      await Promise.all(
        senders.map((sender) => new Promise((resolve) => sender.write(chunk, () => resolve(undefined)))),
      );
    }
    const arrived = () => accepted.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
    await vi.waitFor(() => expect(arrived()).toBeGreaterThan(320 * megabyte), { timeout: 15_000 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(160 * megabyte);
    expect((await fetch(loopback.endpoint)).status).toBe(403);
  });
});

describe("a large upload", () => {
  /** Where no file can be made, only what takes no room is answered. */
  async function startWithoutRoom(options: LoopbackOptions = {}) {
    vi.stubEnv("TMPDIR", "/nowhere");
    const { loopback } = await start(options);
    return { endpoint: loopback.endpoint, s3: rootOf(loopback) };
  }
  function rootOf({ endpoint, region, accessKeyId, secretAccessKey }: Loopback): S3Client {
    const credentials = { accessKeyId, secretAccessKey };
    return new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  }
  const body = Buffer.alloc(2 * megabyte);

  it("that nobody signed takes no room, and its sender reads why", async () => {
    const { endpoint, s3 } = await startWithoutRoom();
    await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    const answer = await fetch(`${endpoint}/bucket/k`, { method: "PUT", body });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>AccessDenied</Code>");
  });

  it("with a key that nobody has takes no room, and its sender reads why", async () => {
    const { endpoint } = await startWithoutRoom({ now: () => new Date("2026-11-28T12:00:00Z") });
    const headers = {
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261128/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
      "x-amz-date": "20261128T120000Z",
    };
    const answer = await fetch(`${endpoint}/bucket/k`, { method: "PUT", headers, body });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>InvalidAccessKeyId</Code>");
  });

  it("that nobody signed takes no room when its length is unknown", async () => {
    const { endpoint, s3 } = await startWithoutRoom();
    await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    const answer = await fetch(`${endpoint}/bucket/k`, {
      ...{ method: "PUT", body: new Blob([body]).stream(), duplex: "half" },
    } as RequestInit);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>AccessDenied</Code>");
  });

  it("that its caller may make waits beside the state", async () => {
    const state = mkdtempSync(join(tmpdir(), "federation-broker-state-"));
    vi.stubEnv("TMPDIR", "/nowhere");
    closing.push(() => rmSync(state, { recursive: true }));
    const { loopback } = await start({ state });
    const s3 = rootOf(loopback);
    await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: body }));
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket: "bucket", Key: "k" }));
    expect(ContentLength).toBe(2_097_152);
  });
});

describe("a connection that cannot be accepted, as without file descriptors,", () => {
  const failure = () => Object.assign(new Error("accept EMFILE"), { code: "EMFILE", syscall: "accept" });

  it("does not end the loopback", async () => {
    const { loopback, port } = await start();
    await connectTo(port);
    await vi.waitFor(() => expect(accepted).toHaveLength(1));
    accepted[0]?.server?.emit("error", failure());
    expect((await fetch(loopback.endpoint)).status).toBe(403);
  });

  it("does not end the provider", async () => {
    subscribe("net.server.socket", see);
    const provider = await serveProvider({ endpoint: "http://127.0.0.1:1", region: "us-east-1" });
    closing.push(() => provider.close());
    await connectTo(provider.port);
    await vi.waitFor(() => expect(accepted).toHaveLength(1));
    accepted[0]?.server?.emit("error", failure());
    await connectTo(provider.port);
    await vi.waitFor(() => expect(accepted).toHaveLength(2));
  });
});

describe("connections", () => {
  it("are limited: one more than the limit is closed, and the others are served", async () => {
    const { loopback, port } = await start();
    await connectTo(port);
    await vi.waitFor(() => expect(accepted).toHaveLength(1));
    const server = accepted[0]?.server;
    expect(server?.maxConnections).toBe(1000);
    if (server !== undefined) server.maxConnections = 2;
    expect((await fetch(loopback.endpoint, { headers: { connection: "close" } })).status).toBe(403);
    await connectTo(port);
    const third = await connectTo(port);
    await once(third, "close");
  });
});
