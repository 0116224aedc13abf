// The real CLI process is killed by kill -9 in the middle of `up`; after `recover` the stack is up and nothing is left.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { listenForEvents } from "../../../commands/engine/listen-for-events.ts";
import { locksOf } from "../../../commands/engine/locks.ts";
import { readStackOutputs } from "../../../commands/engine/read-stack-outputs.ts";
import { runEngine } from "../../../commands/engine/run-engine.ts";
import { openThrowAwayStack, type ThrowAwayStack } from "../../../commands/engine/throw-away-stack.ts";
import type { LogLine } from "../../../loopback/log-line.ts";
import { startLoopback } from "../../../loopback/start-loopback.ts";
import { serveProvider } from "../../../provider/serve-provider.ts";
import { engineIsLeftOut, pulumi } from "../../engine.ts";
import { type LanguageHost, serveLanguageHost } from "../../language-host.ts";
import { expectNoChange, expectRecovery, inEnvironment, updateArguments } from "./scene.ts";

const project = join(import.meta.dirname, "..", "..", "..");

/** A moment: after the loopback has done an operation, before it answers; or when the engine reports an event. */
type Moment =
  | { readonly operation: string }
  | { readonly event: "resourcePreEvent" | "resOutputsEvent"; readonly of: string };

let host: LanguageHost;
beforeAll(async () => {
  host = await serveLanguageHost();
});
afterAll(() => host.close());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).toReversed()) await close();
});

async function openScene(log: (line: LogLine) => void, backend: Readonly<Record<string, string>>) {
  const loopback = await startLoopback({ log });
  closing.push(() => loopback.close());
  const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
  const provider = await serveProvider({ endpoint, region });
  closing.push(() => provider.close());
  const credentials = { accessKeyId, secretAccessKey };
  const opened = await openThrowAwayStack({
    ...{ project, stack: "killed", providerPort: provider.port, credentials, show: false },
  });
  closing.push(() => opened.remove());
  const stack = inEnvironment(opened, host.environment);
  await stack.configure({ "aws:region": region });
  return { loopback, stack: Object.keys(backend).length === 0 ? stack : await movedTo(stack, backend) };
}

/** The stack of the same name and configuration in another backend. */
async function movedTo(stack: ThrowAwayStack, backend: Readonly<Record<string, string>>) {
  const moved = inEnvironment(stack, backend);
  const context = { pulumi: pulumi ?? "", folder: stack.folder, environment: moved.environment };
  const { status, stderr } = await runEngine(context, ["stack", "init", stack.name], { show: false });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return moved;
}

/** Starts `up`, after what the test has to prepare, and kills the process itself at the moment. */
async function killedAt(
  moment: Moment,
  prepare: (stack: ThrowAwayStack) => Promise<void> = async () => {},
  backend: Readonly<Record<string, string>> = {},
) {
  let strike = () => {};
  const { loopback, stack } = await openScene(({ operation }) => {
    if ("operation" in moment && operation === moment.operation) strike();
  }, backend);
  await prepare(stack);
  const listener = await listenForEvents((event) => {
    if (!("event" in moment)) return;
    if (event[moment.event]?.metadata.type === moment.of) strike();
  });
  closing.push(() => listener.close());
  const args = [...updateArguments(stack), "--event-log", listener.address];
  const child = spawn(pulumi ?? "pulumi", args, {
    cwd: stack.folder,
    env: stack.environment,
    stdio: "ignore",
  });
  const ended = once(child, "close");
  strike = () => child.kill("SIGKILL");
  const [, signal] = await ended;
  expect(signal).toBe("SIGKILL");
  return { loopback, stack };
}

const first: Moment = { operation: "iam:CreateAccessKey" };
const moments: readonly Moment[] = [
  { event: "resourcePreEvent", of: "pulumi:pulumi:Stack" },
  { operation: "sts:GetCallerIdentity" },
  { operation: "iam:CreateUser" },
  { operation: "s3:CreateBucket" },
  { operation: "s3:PutPublicAccessBlock" },
  { operation: "s3:PutBucketVersioning" },
  { operation: "iam:PutUserPolicy" },
  { event: "resourcePreEvent", of: "aws:iam/accessKey:AccessKey" },
  { event: "resOutputsEvent", of: "aws:iam/accessKey:AccessKey" },
  { operation: "s3:PutBucketPolicy" },
  { operation: "s3:PutObject" },
];

const say = (moment: Moment): string =>
  "operation" in moment
    ? `AWS has done ${moment.operation}`
    : `the engine tells the ${moment.event} of ${moment.of}`;

describe.skipIf(engineIsLeftOut())("a deployment whose CLI is killed", { timeout: 300_000 }, () => {
  it(`when ${say(first)} is recovered, the key whose secret nobody has is deleted`, async () => {
    const { loopback, stack } = await killedAt(first);
    const told = await expectRecovery(stack, loopback);
    await expectNoChange(stack);
    expect(told).toMatch(
      /^ {2}delete {7}the access key AKIA\w{16} of federation-broker-[0-9a-f]{7}: nobody holds its secret$/m,
    );
  });

  it("in the middle of a rotation is recovered with two keys, which is all that a user may have", async () => {
    const { loopback, stack } = await killedAt(first, async (deployed) => {
      const config = { "aws:region": "us-east-1" };
      await deployed.configure(config);
      expect((await deployed.run("up", "--yes", "--skip-preview")).status).toBe(0);
      await deployed.configure({ ...config, "federation-broker:keySerial": 2 });
    });
    const told = await expectRecovery(stack, loopback, 2);
    expect(told).toMatch(/^ {2}delete {7}the access key AKIA\w{16} of /m);
  });

  // A bucket with a given name goes before its replacement is there; a boundary goes when its replacement is in use.
  it.each([
    { operation: "s3:DeleteBucket" },
    { operation: "s3:CreateBucket" },
    { operation: "iam:CreatePolicy" },
  ])("in the middle of a replacement, when AWS has done $operation, is recovered", async (moment) => {
    const { loopback, stack } = await killedAt(moment, async (deployed) => {
      const config = { "aws:region": "us-east-1", disposable: true };
      await deployed.configure(config);
      expect((await deployed.run("up", "--yes", "--skip-preview")).status).toBe(0);
      await deployed.configure({ ...config, outsideBucketName: "another", brokerPath: "/another/" });
    });
    await expectRecovery(stack, loopback);
    await expectNoChange(stack);
  });

  it("that has its state in a bucket of S3 is seen by the lock there, and is recovered", async () => {
    const states = await startLoopback();
    closing.push(() => states.close());
    const { endpoint, region, accessKeyId, secretAccessKey } = states;
    const credentials = { accessKeyId, secretAccessKey };
    const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "states" }));
    s3.destroy();
    const backend = {
      PULUMI_BACKEND_URL: `s3://states?region=${region}&s3ForcePathStyle=true&endpoint=${endpoint}`,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    for (const [name, value] of Object.entries(backend)) vi.stubEnv(name, value);
    const { loopback, stack } = await killedAt(first, undefined, backend);
    const killed = { project: "federation-broker", stack: "killed" };
    expect(await locksOf(backend.PULUMI_BACKEND_URL, killed, stack.folder)).toMatchObject([
      { hostname: hostname(), pid: expect.any(Number) },
    ]);
    await expect(readStackOutputs(stack)).rejects.toThrow(
      "An update of stack killed was killed before its end: run `npm run recover -- --stack killed`",
    );
    await expectRecovery(stack, loopback);
    await expect(readStackOutputs(stack)).resolves.toMatchObject({ contractVersion: 1 });
  });

  it.each(moments.map((moment) => [say(moment), moment] as const))(
    "when %s is recovered",
    async (_, moment) => {
      const { loopback, stack } = await killedAt(moment);
      await expectRecovery(stack, loopback);
    },
  );
});
