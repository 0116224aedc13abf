// The outputs of a stack as smoke reads them, with the real engine; and its messages when it cannot.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineFailure } from "../../../commands/engine/engine-failure.ts";
import { findPulumi } from "../../../commands/engine/find-pulumi.ts";
import { readStackOutputs } from "../../../commands/engine/read-stack-outputs.ts";
import { UsageError } from "../../../commands/shared/run-command.ts";
import { engineIsLeftOut, type ScratchProject, scratchProject } from "../../engine.ts";

const program = join(import.meta.dirname, "secret-program");

describe.skipIf(engineIsLeftOut())("the outputs of a stack", () => {
  let project: ScratchProject;
  const lock = (content: object | undefined) => {
    const folder = join(
      project.folder,
      "..",
      "state",
      ".pulumi",
      "locks",
      "organization",
      "scratch",
      "deployed",
    );
    rmSync(folder, { recursive: true, force: true });
    if (content === undefined) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "lock.json"), JSON.stringify(content));
  };
  const read = (name?: string, more: Readonly<Record<string, string>> = {}) =>
    readStackOutputs({
      folder: project.folder,
      environment: { ...project.environment, ...more },
      ...(name !== undefined && { name }),
    });

  beforeAll(async () => {
    project = scratchProject(program);
    // Where the CLI is looked for.
    symlinkSync(
      join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "versions"),
      join(project.folder, "..", "home", "versions"),
    );
    for (const args of [
      ["stack", "init", "empty", "--no-select"],
      ["stack", "init", "deployed", "--no-select"],
      ["up", "--yes", "--skip-preview", "--stack", "deployed"],
    ]) {
      const { status, stderr } = await project.run(args);
      expect({ status, stderr }).toMatchObject({ status: 0 });
    }
  }, 120_000);
  afterAll(() => project.remove());

  it("are given with their secrets", async () => {
    await expect(read("deployed")).resolves.toEqual({ plain: "for everyone", hidden: "for few" });
  });

  it("are those of the selected stack where none is named", async () => {
    await expect(read()).rejects.toThrow(
      "No stack is selected: name one with --stack NAME or in PULUMI_STACK, or select it with `npx pulumi stack select NAME`, or give its outputs with --outputs FILE.",
    );
    await project.run(["stack", "select", "deployed"]);
    await expect(read()).resolves.toMatchObject({ plain: "for everyone" });
    await project.run(["stack", "unselect"]);
  });

  it.each([
    {
      what: "a stack that is not there",
      stack: "missing",
      says: "There is no stack missing: `npx pulumi stack ls` shows the stacks of this project; name one with --stack.",
    },
    {
      what: "a stack that was never deployed",
      stack: "empty",
      says: "The stack empty has no outputs, because it was never deployed or is destroyed: run `npx pulumi up --stack empty`.",
    },
    {
      what: "a wrong passphrase",
      environment: { PULUMI_CONFIG_PASSPHRASE: "wrong" },
      says: "The passphrase is not that of stack deployed: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the right one.",
    },
    {
      what: "a backend that nobody is logged in to",
      environment: { PULUMI_BACKEND_URL: "" },
      says: "Pulumi is not logged in: run `npx pulumi login`, or set PULUMI_ACCESS_TOKEN, or PULUMI_BACKEND_URL for a backend of your own.",
    },
    {
      what: "an update in progress",
      locked: { pid: process.pid, hostname: hostname() },
      says: "An update of stack deployed is in progress: wait until it has ended; if it was killed, run `npm run recover -- --stack deployed`.",
    },
    {
      what: "an update in progress on another machine",
      locked: { pid: 1, hostname: "elsewhere" },
      says: "An update of stack deployed is in progress: wait until it has ended; if it was killed, run `npm run recover -- --stack deployed`.",
    },
    {
      what: "an update that was killed",
      // Above the highest number that Linux gives to a process.
      locked: { pid: 4_194_305, hostname: hostname() },
      says: "An update of stack deployed was killed before its end: run `npm run recover -- --stack deployed`, which shows what is left to do.",
    },
  ])(
    "are refused with one sentence for $what",
    async ({ stack = "deployed", environment = {}, locked, says }) => {
      lock(locked);
      await expect(read(stack, environment)).rejects.toThrow(new UsageError(says));
      lock(undefined);
    },
  );
});

describe("without a Pulumi CLI", () => {
  it("says how to get it", async () => {
    await expect(
      findPulumi({ HOME: "/nonexistent", PATH: "/nonexistent/bin:/x/node_modules/.bin" }),
    ).rejects.toThrow(
      new UsageError(
        "The Pulumi CLI 3.259.0 is not on this machine: run `npx pulumi version`, which installs it, and then this command again.",
      ),
    );
  });
});

describe("a Pulumi CLI in the PATH", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-broker-cli-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  /** A program that prints this version. */
  const bin = (name: string, version: string) => {
    const place = join(folder, name, "bin");
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "pulumi"), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
    return place;
  };

  it("is used only if it has the project's own version", async () => {
    const [older, own] = [bin("older", "v3.100.0"), bin("own", "v3.259.0")];
    const environment = { HOME: "/nonexistent", PATH: `${older}:${own}` };
    expect(await findPulumi(environment)).toBe(join(own, "pulumi"));
    await expect(findPulumi({ ...environment, PATH: older })).rejects.toThrow(
      new UsageError(
        `The Pulumi CLI 3.259.0 is not on this machine (${older}/pulumi is v3.100.0): run \`npx pulumi version\`, which installs it, and then this command again.`,
      ),
    );
  });
});

describe("what the engine says", () => {
  it.each([
    [
      "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables",
      "The secrets of stack dev need a passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.",
    ],
    [
      "error: [409] Conflict: Another update is currently in progress.",
      "An update of stack dev is in progress: wait until it has ended; if it was killed, run `npm run recover`.",
    ],
    [
      "Minimum version requirement failed. The minimum CLI version requirement is 3.2.0",
      "The Pulumi CLI in the PATH is of another version: run `npx pulumi version`, which installs the right one beside it.",
    ],
    [
      "code: -2\n stdout: a secret\n stderr: error: could not reach bucket\n",
      "Pulumi could not read stack dev: could not reach bucket",
    ],
    [
      '\nerror: error: The option federation-broker:keySerial is "two".\n',
      'Pulumi could not read stack dev: The option federation-broker:keySerial is "two".',
    ],
    ["a secret", "Pulumi could not read stack dev: it gave no reason; run `npx pulumi stack` to see it."],
  ])("%s", (text, sentence) => {
    expect(engineFailure(new Error(text), "stack dev").message).toBe(sentence);
  });
});
