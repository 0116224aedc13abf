// Connections to the provider that have not configured it: they end, and keep nobody out.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { status } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { afterEach, expect, it, vi } from "vitest";
import { startLoopback } from "../../../loopback/start-loopback.ts";
import { serveProvider } from "../../../provider/serve-provider.ts";
import { attach } from "./attach.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const keys = { accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** A loopback whose root holds the keys. */
async function startHoldersLoopback() {
  const root = { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey };
  const loopback = await startLoopback({ root });
  closing.push(() => loopback.close());
  return loopback;
}

/** A provider, and the deadlines that are set there, for the test to let pass. */
async function open(connections = 256) {
  const deadlines = new Set<() => void>();
  const limits = {
    connections,
    atDeadline(work: () => void) {
      deadlines.add(work);
      return () => deadlines.delete(work);
    },
  };
  const provider = await serveProvider(await startHoldersLoopback(), 0, limits);
  closing.push(() => provider.close());
  return { port: provider.port, deadlines, pass: () => [...deadlines].map((work) => work()) };
}

async function idle(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port });
  closing.push(() => socket.destroy());
  await once(socket, "connect");
  return socket.resume();
}

async function engine(port: number) {
  const attached = await attach(port);
  closing.push(() => attached.close());
  return attached;
}

function configuration(args: Record<string, string> = keys): messages.ConfigureRequest {
  const request = new messages.ConfigureRequest();
  request.setArgs(structs.Struct.fromJavaScript(args));
  return request;
}

function checkOf(bytes: number): messages.CheckRequest {
  const request = new messages.CheckRequest();
  request.setUrn("urn:pulumi:test::project::aws:iam/user:User::u");
  request.setNews(structs.Struct.fromJavaScript({ path: "x".repeat(bytes) }));
  return request;
}

const info = new messages.GetSchemaRequest();

it("One that says nothing is closed at its deadline", async () => {
  const { port, deadlines, pass } = await open();
  const silent = await idle(port);
  await vi.waitFor(() => expect(deadlines.size).toBe(1));
  const closed = once(silent, "close");
  pass();
  await closed;
  expect(deadlines.size).toBe(0);
});

it("One that asks, but brings no configuration that can be obeyed, is closed at its deadline", async () => {
  const { port, deadlines, pass } = await open();
  const asking = await engine(port);
  expect(await asking.call("GetSchema", info)).toBe(status.OK);
  expect(await asking.call("Configure", configuration({}))).toBe(status.UNKNOWN);
  expect(deadlines.size).toBe(1);
  pass();
  await asking.closed;
});

it.each([
  ["a secret that is not the key's", { ...keys, secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYINVENTEDKEY" }],
  ["a key that nobody holds", { ...keys, accessKey: "AKIAI44QH8DHBEXAMPLE" }],
])("One that brings %s stays unknown, and is closed at its deadline", async (_, invented) => {
  const { port, deadlines, pass } = await open();
  const asking = await engine(port);
  expect(await asking.call("Configure", configuration(invented))).toBe(status.UNKNOWN);
  expect(await asking.call("Check", checkOf(1))).toBe(status.FAILED_PRECONDITION);
  expect(await asking.call("Check", checkOf(1024 * 1024))).toBe(status.RESOURCE_EXHAUSTED);
  expect(deadlines.size).toBe(1);
  pass();
  await asking.closed;
});

it("One that has configured the provider has no deadline", async () => {
  const { port, deadlines, pass } = await open();
  const working = await engine(port);
  expect(await working.call("Configure", configuration())).toBe(status.OK);
  expect(deadlines.size).toBe(0);
  pass();
  expect(await working.call("Check", checkOf(1))).toBe(status.OK);
});

it("One that is gone has no deadline any more", async () => {
  const { port, deadlines } = await open();
  const silent = await idle(port);
  await vi.waitFor(() => expect(deadlines.size).toBe(1));
  silent.destroy();
  await vi.waitFor(() => expect(deadlines.size).toBe(0));
});

it("However many wait, an engine is served: the oldest makes room, and those that are configured do not count", async () => {
  const { port } = await open(2);
  const working: Awaited<ReturnType<typeof engine>>[] = [];
  for (let count = 0; count < 3; count++) {
    const one = await engine(port);
    expect(await one.call("Configure", configuration())).toBe(status.OK);
    working.push(one);
  }
  const [first, second] = [await idle(port), await idle(port)];
  const closed = once(first, "close");
  const last = await engine(port);
  expect(await last.call("Configure", configuration())).toBe(status.OK);
  await closed;
  expect(second.destroyed).toBe(false);
  for (const one of working) expect(await one.call("Check", checkOf(1))).toBe(status.OK);
});

it("256 idle ones keep no engine out", async () => {
  const provider = await serveProvider({ endpoint: "http://127.0.0.1:1", region: "us-east-1" });
  closing.push(() => provider.close());
  for (let count = 0; count < 256; count++) await idle(provider.port);
  const last = await engine(provider.port);
  expect(await last.call("GetSchema", info)).toBe(status.OK);
});

it("Before the configuration a message may have a mebibyte, and after it more", async () => {
  const { port } = await open();
  const one = await engine(port);
  expect(await one.call("Check", checkOf(1))).toBe(status.FAILED_PRECONDITION);
  expect(await one.call("Check", checkOf(1024 * 1024))).toBe(status.RESOURCE_EXHAUSTED);
  expect(await one.call("CheckConfig", checkOf(1024 * 1024))).toBe(status.RESOURCE_EXHAUSTED);
  expect(await one.call("Configure", configuration())).toBe(status.OK);
  expect(await one.call("Check", checkOf(5 * 1024 * 1024))).toBe(status.OK);
});
