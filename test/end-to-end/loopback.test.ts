// npm run loopback and npm run smoke, run the way a person runs them, with a deployment of one's own in between.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteUserPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploy } from "../../loopback/pulumi/deploy.ts";
import { type Running, runNpm, startNpm } from "./run-npm.ts";

interface Ready {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

let loopback: Running;
let ready: Ready;
let outputsFile: string;
let operator: NodeJS.ProcessEnv;
let brokerUserName: string;

beforeAll(async () => {
  loopback = startNpm("loopback", ["--port", "0"]);
  ready = JSON.parse(await loopback.line("stdout", /^\{/));
  const { endpoint, region, accessKeyId, secretAccessKey } = ready;
  const outputs = await deploy({
    program: () => import("../../infra/index.ts"),
    project: "federation-broker",
    stack: "test",
    config: { brokerName: "broker" },
    aws: { endpoint, region, credentials: { accessKeyId, secretAccessKey } },
  });
  const plain = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  outputsFile = join(mkdtempSync(join(tmpdir(), "federation-broker-")), "outputs.json");
  writeFileSync(outputsFile, JSON.stringify(plain), { mode: 0o600 });
  operator = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
  };
  brokerUserName = String(plain.brokerUserName);
});

afterAll(async () => {
  loopback.interrupt("SIGTERM");
  await loopback.ended;
});

describe("npm run loopback", () => {
  it("prints one JSON line that says how to reach it and with which key", () => {
    expect(ready).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      region: "us-east-1",
      accountId: expect.stringMatching(/^\d{12}$/),
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
    });
  });

  it("exits 3 with one line when its port is taken", async () => {
    const port = new URL(ready.endpoint).port;
    const { status, stderr } = await runNpm("loopback", ["--port", port]);
    expect(stderr).toBe(
      `Port ${port} is taken: stop what listens there, or give another with -- --port N (0 takes any free one).\n`,
    );
    expect(status).toBe(3);
  });

  it("exits 3 with one line for a port that is none", async () => {
    const { status, stderr } = await runNpm("loopback", ["--port", "70000"]);
    expect(stderr).toBe("--port 70000 is no port: give a number from 0 (any free port) to 65535.\n");
    expect(status).toBe(3);
  });

  it("serves until SIGTERM, then exits 0, leaves nothing, and has logged no secret", async () => {
    const running = startNpm("loopback", ["--port", "0"]);
    const { endpoint, secretAccessKey } = JSON.parse(await running.line("stdout", /^\{/)) as Ready;
    expect((await fetch(endpoint)).status).toBe(403);
    running.child.kill("SIGTERM");
    const { status, stderr, leftovers } = await running.ended;
    expect(stderr).toMatch(/^\S+Z anonymous s3:ListBuckets 403 implicitDeny because .*\n$/);
    expect(stderr).not.toContain(secretAccessKey);
    expect(status).toBe(0);
    expect(leftovers).toBe(false);
  });
});

describe("npm run smoke", () => {
  it("proves the promises about the outputs it is given", async () => {
    const { status, stdout } = await runNpm("smoke", ["--outputs", outputsFile], operator);
    expect(stdout).toMatch(/\n32 promises: 32 hold, 0 broken, 0 inconclusive\n$/);
    expect(status).toBe(0);
  });

  it("says that nobody controlled the denials when no operator is known", async () => {
    const nobody = {
      AWS_ENDPOINT_URL: ready.endpoint,
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_CONFIG_FILE: "/dev/null",
    };
    const { stdout } = await runNpm("smoke", ["--outputs", outputsFile], nobody);
    expect(stdout).toMatch(
      /\n32 promises: 32 hold, .* denials uncontrolled: no operator's credentials were given\)\n$/,
    );
  });

  it.each([
    ["no file is named", [], /^Say where the stack's outputs are: npm run smoke -- --outputs FILE, .*\n$/],
    [
      "the file is missing",
      ["--outputs", "/nowhere.json"],
      /^The file \/nowhere\.json cannot be read: there is no such file\.\n$/,
    ],
    [
      "the file is not JSON",
      ["--outputs", "LICENSE"],
      /^The file LICENSE is not JSON: give what `pulumi stack output.*\n$/,
    ],
    [
      "the file holds no outputs",
      ["--outputs", "package.json"],
      /^The stack output "contractVersion" is missing: .*\n$/,
    ],
  ])("exits 3 with one line when %s", async (_, args, message) => {
    const { status, stdout, stderr } = await runNpm("smoke", args, operator);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(status).toBe(3);
  });

  it("breaks when the broker has lost its policy", async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = ready;
    const iam = new IAMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    await iam.send(new DeleteUserPolicyCommand({ UserName: brokerUserName, PolicyName: "federation" }));
    const { status, stdout } = await runNpm("smoke", ["--outputs", outputsFile], operator);
    expect(stdout).toContain("✗ BROKEN: broker s3:ListBucket the bucket\n");
    expect(status).toBe(1);
  });
});
