// The provider's process, and AWS with it, is killed by kill -9 in the middle of `up`; after `recover` nothing is left.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openThrowAwayStack } from "../../../commands/engine/throw-away-stack.ts";
import { engineIsLeftOut } from "../../engine.ts";
import { type LanguageHost, serveLanguageHost } from "../../language-host.ts";
import { type AwsAtHand, expectRecovery, inEnvironment } from "./scene.ts";

const project = join(import.meta.dirname, "..", "..", "..");

/** The operations after which the process dies: done and kept, but not answered. */
const moments = [
  "sts:GetCallerIdentity",
  "iam:CreateUser",
  "iam:PutUserPolicy",
  "iam:CreateAccessKey",
  "s3:CreateBucket",
  "s3:PutPublicAccessBlock",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketEncryption",
  "s3:PutBucketVersioning",
  "s3:PutBucketPolicy",
  "s3:PutObject",
] as const;

let host: LanguageHost;
beforeAll(async () => {
  host = await serveLanguageHost();
});
afterAll(() => host.close());

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface AwsProcess extends AwsAtHand {
  readonly providerPort: number;
  readonly child: ChildProcess;
}

async function startAws(state: string, ...args: readonly string[]): Promise<AwsProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "aws-process.ts"), state, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  closing.push(() => child.kill("SIGKILL"));
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return { ...JSON.parse(line), child };
}

describe.skipIf(engineIsLeftOut())("a deployment whose provider is killed", { timeout: 300_000 }, () => {
  it.each(moments)("once AWS has done %s is recovered", async (killAt) => {
    const state = mkdtempSync(join(tmpdir(), "federation-broker-aws-"));
    closing.push(() => rmSync(state, { recursive: true }));
    const first = await startAws(state, "0", "0", killAt);
    const dead = once(first.child, "close");
    const { providerPort, region, endpoint, accessKeyId, secretAccessKey } = first;
    const credentials = { accessKeyId, secretAccessKey };
    const opened = await openThrowAwayStack({
      ...{ project, stack: "killed", providerPort, credentials, show: false },
    });
    closing.push(() => opened.remove());
    const stack = inEnvironment(opened, host.environment);
    await stack.configure({ "aws:region": region });
    const { status } = await stack.run("up", "--yes", "--skip-preview", "--suppress-outputs");
    const [, signal] = await dead;
    expect({ status, signal }).toEqual({ status: 1, signal: "SIGKILL" });
    const second = await startAws(state, new URL(endpoint).port, String(providerPort));
    await expectRecovery(stack, second);
  });
});
