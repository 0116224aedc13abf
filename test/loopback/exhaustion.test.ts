// Senders of whom nothing is known yet: what all of them together can take from the process.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { connect, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startLoopback } from "../../loopback/start-loopback.ts";
import { serveProvider } from "../../provider/serve-provider.ts";

/** The sockets that servers of this process accept, which their own interfaces do not show. */
const accepted: (Socket & { server?: Server })[] = [];
const see = (message: unknown) => void accepted.push((message as { socket: Socket }).socket);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  unsubscribe("net.server.socket", see);
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

async function start() {
  subscribe("net.server.socket", see);
  const loopback = await startLoopback();
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
