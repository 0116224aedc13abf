// npm run loopback and npm run smoke, run the way a person runs them, with a person's own deployment in between.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DeleteUserPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploy } from "../../provider/deploy.ts";
import { inFull, isLeftOut } from "../in-full.ts";
import { type Running, runNpm, runScript, startNpm } from "./run-npm.ts";

interface Ready {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const guide = readFileSync(join(import.meta.dirname, "..", "..", "docs", "loopback.md"), "utf8");

let loopback: Running;
let ready: Ready;
let outputsFile: string;
let operator: NodeJS.ProcessEnv;
let brokerUserName: string;

beforeAll(async () => {
  loopback = startNpm("loopback", ["--port", "0", "--json"]);
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
  it("--json prints one JSON line that says how to reach it and with which key", () => {
    expect(ready).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      region: "us-east-1",
      accountId: expect.stringMatching(/^\d{12}$/),
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
      pulumiDebugProviders: expect.stringMatching(/^aws:\d+$/),
    });
  });

  it("exits 3 with one line when another uses the same state", async () => {
    const state = join(mkdtempSync(join(tmpdir(), "federation-broker-")), "state");
    const running = startNpm("loopback", ["--port", "0", "--state", state]);
    await running.line("stdout", /Ctrl-C/);
    const { status, stderr } = await runScript("loopback", ["--port", "0", "--state", state]);
    running.interrupt("SIGTERM");
    await running.ended;
    rmSync(dirname(state), { recursive: true });
    expect(stderr).toBe(
      `The state folder ${state} cannot be used: another loopback uses it. Give another with --state.\n`,
    );
    expect(status).toBe(3);
  });

  it.each(["--port", ...inFull(["--pulumi-port"])])(
    "exits 3 with one line when its port is taken: %s",
    async (option) => {
      const port = new URL(ready.endpoint).port;
      const free = option === "--port" ? [] : ["--port", "0"];
      const { status, stderr } = await runScript("loopback", [...free, option, port]);
      expect(stderr).toBe(
        `Port ${port} is taken: stop what listens there, or give another with -- ${option} N (0 takes any free one).\n`,
      );
      expect(status).toBe(3);
    },
  );

  it.each([
    [["--enforce", "off"], expect.stringMatching(/^Unknown option '--enforce'/)],
    [["--seed", "nowhere.yaml"], "The file nowhere.yaml cannot be read: there is no such file."],
  ])("exits 3 with one line for %j", async (args, line) => {
    const { status, stdout, stderr } = await runScript("loopback", args);
    expect(stderr.split("\n")).toEqual([line, ""]);
    expect(stdout).toBe("");
    expect(status).toBe(3);
  });

  it("prints what docs/loopback.md shows, which a shell can read", async () => {
    const fixed = ["--account", "111122223333", "--access-key-id", "AKIAIOSFODNN7EXAMPLE"];
    const secret = { AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
    const running = startNpm("loopback", ["--port", "0", ...fixed], secret);
    await running.line("stdout", /Ctrl-C/);
    const [, shown = ""] = /--access-key-id AKIAIOSFODNN7EXAMPLE\n([^`]*)```/.exec(guide) ?? [];
    running.interrupt("SIGTERM");
    const { status, stdout, stderr } = await running.ended;
    const port = /127\.0\.0\.1:(\d+)/.exec(stdout)?.[1] ?? "";
    const pulumiPort = /=aws:(\d+)/.exec(stdout)?.[1] ?? "";
    expect(stdout).toBe(shown.replaceAll("4566", port).replace("=aws:40123", `=aws:${pulumiPort}`));
    const shell = spawnSync("sh", ["-c", `${stdout}\nenv`], {
      encoding: "utf8",
      env: { PATH: "/bin:/usr/bin" },
    });
    expect(shell.stdout).toContain(`AWS_ENDPOINT_URL=http://127.0.0.1:${port}\n`);
    expect(shell.stdout).toContain("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n");
    expect(shell.stderr).toBe("");
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("serves until SIGTERM, then exits 0, leaves nothing, and has logged no secret", async () => {
    const running = startNpm("loopback", ["--port", "0", "--json"]);
    const { endpoint, secretAccessKey } = JSON.parse(await running.line("stdout", /^\{/)) as Ready;
    expect((await fetch(endpoint)).status).toBe(403);
    running.child.kill("SIGTERM");
    const { status, stderr, leftovers } = await running.ended;
    expect(stderr).toMatch(/^\S+Z anonymous s3:ListBuckets 403 AccessDenied implicitDeny because .*\n$/);
    expect(stderr).not.toContain(secretAccessKey);
    expect(status).toBe(0);
    expect(leftovers).toBe(false);
  });

  it("--log json logs one object a line, and Ctrl-C ends it at once though a client is connected", async () => {
    const running = startNpm("loopback", ["--port", "0", "--json", "--log", "json"]);
    const { endpoint } = JSON.parse(await running.line("stdout", /^\{/)) as Ready;
    expect((await fetch(`${endpoint}/bucket/key`)).status).toBe(404);
    const idle = connect(Number(new URL(endpoint).port), "127.0.0.1");
    await once(idle, "connect");
    running.interrupt("SIGINT");
    const { stderr, leftovers } = await running.ended;
    expect(JSON.parse(stderr)).toMatchObject({
      ...{ principal: "anonymous", operation: "s3:GetObject", status: 404, error: "NoSuchBucket" },
    });
    expect(leftovers).toBe(false);
    idle.destroy();
  });
});

describe("npm run smoke", () => {
  it("proves the promises about the outputs it is given, and writes a report without secrets", async () => {
    const file = join(dirname(outputsFile), "reports", "smoke.json");
    const args = ["--outputs", outputsFile, "--json", file];
    const { status, stdout, stderr } = await runNpm("smoke", args, operator);
    expect(stdout).toMatch(/\n64 promises: 64 hold, 0 broken, 0 inconclusive\n$/);
    // No terminal, no line of progress.
    expect(stderr).toMatch(/^(?:Not asked, because [^\n]+: \d+ promises?\.\n)+$/);
    expect(status).toBe(0);
    const text = readFileSync(file, "utf8");
    expect(JSON.parse(text)).toMatchObject({ version: 1, exitStatus: 0, counts: { pass: 64 } });
    const { brokerSecretAccessKey } = JSON.parse(readFileSync(outputsFile, "utf8"));
    for (const secret of [brokerSecretAccessKey, ready.secretAccessKey, "IQoJ"])
      expect(text).not.toContain(secret);
  });

  const whole = it.skipIf(isLeftOut("REQUIRE_ENGINE", "a run without an operator"));
  whole("says that nobody controlled the denials when no operator is known", async () => {
    const nobody = {
      AWS_ENDPOINT_URL: ready.endpoint,
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_CONFIG_FILE: "/dev/null",
    };
    const { stdout } = await runScript("smoke", ["--outputs", outputsFile], nobody);
    expect(stdout).toMatch(
      /\n63 promises: 63 hold, .* denials uncontrolled: no operator's credentials were given\)\n$/,
    );
  });

  // What reads files and options has tests of its own for the others.
  it.each<[string, readonly string[], RegExp]>([
    [
      "the file holds no outputs",
      ["--outputs", "package.json"],
      /^The stack output "contractVersion" is missing: .*\n$/,
    ],
    ...inFull<[string, readonly string[], RegExp]>([
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
        "no promise is called so",
        ["--outputs", "package.json", "-t", "("],
        /^-t \( is no regular expression: give a part of the names of promises\.\n$/,
      ],
      [
        "the time to wait is none",
        ["--outputs", "package.json", "--wait", "a while"],
        /^--wait a while is no number of seconds from 0 to 3600: .*\n$/,
      ],
    ]),
  ])("exits 3 with one line when %s", async (_, args, message) => {
    const { status, stdout, stderr } = await runScript("smoke", args, operator);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(status).toBe(3);
  });

  it("breaks when the broker has lost its policy", async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = ready;
    const iam = new IAMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    await iam.send(new DeleteUserPolicyCommand({ UserName: brokerUserName, PolicyName: "federation" }));
    const { status, stdout } = await runScript("smoke", ["--outputs", outputsFile, "--wait", "0"], operator);
    expect(stdout).toContain("✗ BROKEN: broker s3:ListBucket the bucket\n");
    expect(status).toBe(1);
  });
});
