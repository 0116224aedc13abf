// Pulumi's real engine deploys to the loopback: what it did, by its own events.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CreateUserCommand, DeleteUserPolicyCommand, GetUserCommand } from "@aws-sdk/client-iam";
import { GetBucketTaggingCommand, PutBucketTaggingCommand } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, vi } from "vitest";
import { type ServedProvider, serveProvider } from "../../provider/serve-provider.ts";
import { engineIsLeftOut, type ScratchProject, scratchProject } from "../engine.ts";
import { type LanguageHost, serveLanguageHost } from "../language-host.ts";
import { testInSharedSandbox as it, sandbox } from "../loopback/sandbox.ts";

describe.skipIf(engineIsLeftOut())("the engine", { timeout: 120_000 }, () => {
  let provider: ServedProvider;
  let project: ScratchProject;
  let host: LanguageHost;

  it.beforeAll(async ({ sandbox }) => {
    const { endpoint, region } = sandbox.loopback;
    provider = await serveProvider({ endpoint, region });
    host = await serveLanguageHost();
    project = scratchProject(join(import.meta.dirname, "engine-program"));
    await project.makeStack("s", sandbox.root);
  });

  afterAll(async () => {
    project.remove();
    host.close();
    vi.unstubAllEnvs();
    await provider.close();
  });

  /** Runs the CLI; gives what each resource of the program went through, and the engine's own count. */
  async function run(command: string, step: string, ...more: string[]) {
    // The host that runs the program is in this process.
    vi.stubEnv("STEP", step);
    const log = join(project.folder, "events.json");
    rmSync(log, { force: true });
    const { status, stdout, stderr } = await project.run(
      [command, "--stack", "s", ...more, "--event-log", log],
      {
        ...host.environment,
        PULUMI_DEBUG_PROVIDERS: `aws:${provider.port}`,
        PULUMI_DEBUG_COMMANDS: "true",
      },
    );
    const events = readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
    const steps = events
      .map(({ resourcePreEvent }) => resourcePreEvent?.metadata)
      .filter((metadata) => metadata?.type.startsWith("aws:"))
      .map(({ op, urn, new: after }) => ({ text: `${op} ${urn.split("::").at(-1)}`, after }));
    const changes = events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent.resourceChanges;
    return {
      status,
      said: stdout + stderr,
      changes,
      steps: steps.map(({ text }) => text).toSorted(),
      all: steps,
    };
  }

  const up = (step: string, ...more: string[]) => run("up", step, "--yes", "--skip-preview", ...more);
  const output = async (name: string, ...more: string[]) =>
    (await project.run(["stack", "output", name, "--stack", "s", ...more])).stdout.trim();

  it("knows names before anything is made, and neither ARNs nor secrets", async () => {
    const { status, changes, all } = await run("preview", "first");
    expect({ status, changes }).toEqual({ status: 0, changes: { create: 6 } });
    const bucket = all.find(({ text }) => text === "create Box")?.after;
    expect(bucket.inputs).toMatchObject({ bucket: expect.stringMatching(/^box-[0-9a-f]{7}$/) });
    // Whose keys they are is asked when the provider is configured.
    expect(sandbox.log.map(({ operation }) => operation)).toEqual(["sts:GetCallerIdentity"]);
    expect(JSON.stringify(all)).not.toContain("arn:aws");
  });

  it("makes what the program says, and then finds nothing to do", async () => {
    expect(await up("first")).toMatchObject({ status: 0, changes: { create: 6 } });
    expect(await up("first")).toMatchObject({ status: 0, changes: { same: 6 } });
    expect(await up("respelled")).toMatchObject({ status: 0, changes: { same: 6 } });
    expect(await run("refresh", "first", "--yes", "--skip-preview")).toMatchObject({
      status: 0,
      changes: { same: 6 },
    });
  });

  it("keeps the secret key out of the state", async () => {
    const secret = await output("secret", "--show-secrets");
    expect(secret).toMatch(/^[\w+/]{40}$/);
    const { stdout } = await project.run(["stack", "export", "--stack", "s"]);
    expect(stdout).toContain("ciphertext");
    expect(stdout).not.toContain(secret);
    expect(await output("secret")).toBe("[secret]");
  });

  it("changes in place what can be changed in place", async () => {
    const key = await output("id");
    const { status, changes, steps } = await up("changed");
    expect({ status, changes }).toEqual({ status: 0, changes: { same: 3, update: 3 } });
    expect(steps).toEqual(["same note", "same rights", "update Box", "update key", "update person"]);
    expect(await output("id")).toBe(key);
    const { User } = await sandbox.iam.send(new GetUserCommand({ UserName: "u" }));
    expect(User?.Path).toBe("/x/");
    expect(await up("first")).toMatchObject({ status: 0, changes: { same: 3, update: 3 } });
  });

  it("finds by a refresh what was changed and deleted by hand, and repairs it", async () => {
    const Bucket = await output("bucket");
    const TagSet = [{ Key: "by", Value: "hand" }];
    await sandbox.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    const PolicyName = await policyName();
    await sandbox.iam.send(new DeleteUserPolicyCommand({ UserName: "u", PolicyName }));
    const refreshed = await run("refresh", "first", "--yes", "--skip-preview");
    expect(refreshed).toMatchObject({ status: 0, changes: { same: 4, update: 1, delete: 1 } });
    const righted = await up("first");
    expect(righted).toMatchObject({ status: 0, changes: { same: 4, update: 1, create: 1 } });
    const found = await sandbox.s3.send(new GetBucketTaggingCommand({ Bucket }));
    expect(found.TagSet).toEqual([{ Key: "a", Value: "1" }]);
  });

  it("leaves alone what the program ignores", async () => {
    expect(await up("ignored")).toMatchObject({ status: 0, changes: { same: 6 } });
    const { TagSet } = await sandbox.s3.send(new GetBucketTaggingCommand({ Bucket: await output("bucket") }));
    expect(TagSet).toEqual([{ Key: "a", Value: "1" }]);
  });

  it("replaces a bucket that gets another name: a random one is deleted last, a given one first", async () => {
    const named = await up("replaced");
    expect(named).toMatchObject({ status: 0, changes: { same: 4, replace: 2 } });
    const again = await up("replacedAgain");
    expect(again).toMatchObject({ status: 0, changes: { same: 4, replace: 2 } });
    const order = again.all.map(({ text }) => text).filter((text) => text.endsWith("Box"));
    expect(order[0]).toBe("delete-replaced Box");
    expect(await output("bucket")).toBe("other");
  });

  it("deletes everything, a bucket with its objects", async () => {
    expect(await run("destroy", "first", "--yes", "--skip-preview")).toMatchObject({
      status: 0,
      changes: { delete: 6 },
    });
    await expect(sandbox.iam.send(new GetUserCommand({ UserName: "u" }))).rejects.toThrow(/cannot be found/);
  });

  it("imports existing resources as they are", async () => {
    await sandbox.iam.send(new CreateUserCommand({ UserName: "by-hand" }));
    const imported = await up("imported");
    expect(imported).toMatchObject({ status: 0, changes: { create: 1, import: 1 } });
    expect(await up("imported")).toMatchObject({ status: 0, changes: { same: 2 } });
    const otherwise = await up("importedOtherwise");
    expect(otherwise).toMatchObject({ status: 0, changes: { same: 1, update: 1 } });
  });

  it.each([
    [
      "taken",
      'the resource "taken" (aws:iam/user:User) could not be created: EntityAlreadyExists: User with name by-hand already exists.',
    ],
    ["unknownProperty", 'the property "acl" is not one that this deployment can set'],
    [
      "unknownType",
      'the resource "q" (aws:sqs/queue:Queue) could not be checked: this deployment does not know the resource type',
    ],
  ])("is told in one sentence what cannot be done: %s", async (step, message) => {
    const { status, said } = await up(step);
    expect(status).not.toBe(0);
    expect(said.replace(/\s+/g, " ")).toContain(message);
  });

  async function policyName(): Promise<string> {
    const { stdout } = await project.run(["stack", "export", "--stack", "s"]);
    const { resources } = JSON.parse(stdout).deployment;
    return resources.find(({ type }: { type: string }) => type === "aws:iam/userPolicy:UserPolicy").outputs
      .name;
  }
});
