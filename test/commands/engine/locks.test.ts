// The locks of a stack, as Pulumi writes them into a folder and into a bucket of S3.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, vi } from "vitest";
import { locksOf } from "../../../commands/engine/locks.ts";
import { stackName } from "../../../commands/engine/stack-name.ts";
import { stateFolder } from "../../../commands/engine/state-folder.ts";
import { UsageError } from "../../../commands/shared/run-command.ts";
import { testInSharedSandbox as it, sandbox } from "../../loopback/sandbox.ts";

const dev = { project: "broker", stack: "dev" };
const content = '{"pid":7,"username":"u","hostname":"elsewhere","timestamp":"2026-05-09T10:00:00Z"}';
const lock = { pid: 7, username: "u", hostname: "elsewhere", timestamp: "2026-05-09T10:00:00Z" };
/** Those of the same name in another project, and of another name, are other stacks'. */
const others = ["organization/other/dev", "organization/broker/prod", "organization/broker/dev2"];

describe("in a folder", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "federation-broker-locks-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (stack: string, name: string, text: string) => {
    const file = join(folder, ".pulumi", "locks", stack, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  it("the stack's own are given, and no other's", async () => {
    expect(await locksOf(`file://${folder}`, dev, "/")).toEqual([]);
    for (const other of others) write(other, "1.json", content);
    write("organization/broker/dev", "2.json.attrs", "");
    expect(await locksOf(`file://${folder}`, dev, "/")).toEqual([]);
    write("organization/broker/dev", "2.json", content);
    expect(await locksOf(`file://${folder}?no_tmp_dir=true`, dev, "/")).toEqual([lock]);
    expect(await locksOf("file://.", dev, folder)).toEqual([lock]);
  });

  it.each([
    ["file:///var/state", "/var/state/.pulumi"],
    ["file:///var/my%20state", "/var/my state/.pulumi"],
    ["file://~", join(homedir(), ".pulumi")],
    ["file://~/state", join(homedir(), "state", ".pulumi")],
    ["file://./state", "/project/state/.pulumi"],
    ["https://api.pulumi.com", undefined],
    ["s3://bucket", undefined],
  ])("%s is %s", (url, folder) => {
    expect(stateFolder(url, "/project")).toBe(folder);
  });
});

describe("in a bucket of S3", () => {
  it.beforeAll(async ({ sandbox }) => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "state" }));
    const keys = [
      ...others.map((other) => `.pulumi/locks/${other}/1.json`),
      ...["", "deep/"].map((prefix) => `${prefix}.pulumi/locks/organization/broker/dev/2.json`),
    ];
    for (const Key of keys) {
      await sandbox.s3.send(new PutObjectCommand({ Bucket: "state", Key, Body: content }));
    }
  });
  afterEach(() => vi.unstubAllEnvs());

  const at = (place: string) =>
    `s3://${place}?region=us-east-1&s3ForcePathStyle=true&endpoint=${sandbox.loopback.endpoint}`;
  const signAs = (secret: string) => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", sandbox.root.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", secret);
  };

  it("the stack's own are given, and no other's", async () => {
    signAs(sandbox.root.secretAccessKey);
    expect(await locksOf(at("state"), dev, "/")).toEqual([lock]);
    expect(await locksOf(at("state/deep"), dev, "/")).toEqual([lock]);
    expect(await locksOf(at("state/deep/"), { ...dev, stack: "test" }, "/")).toEqual([]);
  });

  it("a bucket that cannot be read does not count as one without locks", async () => {
    signAs("wrong");
    await expect(locksOf(at("state"), dev, "/")).rejects.toThrow(
      new UsageError(
        "The bucket state does not tell whether an update is in progress (The request signature we calculated does not match the signature you provided. Check your key and signing method.): set credentials and a region as for `pulumi up`.",
      ),
    );
  });
});

it("the locks of a backend of another kind cannot be seen", async () => {
  expect(await locksOf("https://api.pulumi.com", dev, "/")).toEqual([]);
});

it.each([
  ["dev", dev],
  ["acme/dev", dev],
  ["organization/other/dev", { project: "other", stack: "dev" }],
])("the stack %s", (name, stack) => {
  expect(stackName(name, "broker")).toEqual(stack);
});
