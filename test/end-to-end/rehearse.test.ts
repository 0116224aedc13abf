// npm run rehearse, run the way a person runs it: the engine's own counts, step by step; and Ctrl-C.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engineIsLeftOut } from "../engine.ts";
import { runNpm, startNpm } from "./run-npm.ts";

/** A folder for temporary files, so that what is left behind is seen. */
const temporary = (): string => mkdtempSync(join(tmpdir(), "federation-broker-rehearse-"));

/** npm keeps its own compiled code there. */
const leftIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name !== "node-compile-cache");

/** Every file of the checkout that is not committed, ignored ones included. */
const gitStatus = (): string =>
  spawnSync("git", ["status", "--porcelain", "--ignored"], { cwd: import.meta.dirname, encoding: "utf8" })
    .stdout;

describe.skipIf(engineIsLeftOut())("npm run rehearse", { timeout: 600_000 }, () => {
  it("runs the whole life of a stack, and leaves nothing", async () => {
    const TMPDIR = temporary();
    const before = gitStatus();
    // Nobody is logged in, and no person's stack or keys are visible.
    const environment = { TMPDIR, PULUMI_BACKEND_URL: "https://nowhere.invalid", PULUMI_STACK: "production" };
    const { status, stdout, stderr, leftovers } = await runNpm("rehearse", [], environment);
    const told = stdout.split("\n").filter((line) => /^ +\d+\.\d s {2}/.test(line));
    expect(told.map((line) => line.slice(line.indexOf("s  ") + 3))).toEqual([
      "✓ up: 21 create",
      "✓ smoke: 64 promises hold",
      "✓ a second up changes nothing: 21 same",
      "✓ drift by hand: versioning suspended, a bucket policy deleted",
      "✓ refresh finds the drift: 1 delete, 19 same, 1 update",
      "✓ up repairs it: 1 create, 19 same, 1 update",
      "✓ rotation: a second key: 1 create, 21 same",
      "✓ smoke: 64 promises hold; the first key works",
      "✓ rotation: the first key deactivated: 21 same, 1 update",
      "✓ smoke: 68 promises hold; the first key is refused",
      "✓ rotation: the first key deleted: 1 delete, 21 same",
      "✓ smoke: 68 promises hold; the first key is refused",
      "✓ another bucket and another path: 7 replace, 13 same, 1 update",
      "✓ smoke: 68 promises hold",
      "✓ destroy: 21 delete; nothing is left in the account",
    ]);
    // The engine's own progress, and the guardrails of every `up`.
    expect(stdout.match(/✅ federation-broker@v0\.1\.0/g)).toHaveLength(7);
    expect(stdout).toMatch(/^ \+ {2}aws:iam:AccessKey federation-broker-key\S* created/m);
    expect(stdout).toMatch(/\n15 of 15 steps run: all hold\n$/);
    expect({ status, stderr, leftovers }).toEqual({ status: 0, stderr: "", leftovers: false });
    expect(leftIn(TMPDIR)).toEqual([]);
    expect(gitStatus()).toBe(before);
    rmSync(TMPDIR, { recursive: true });
  });

  it("cleans up after Ctrl-C in the middle of an update", async () => {
    const TMPDIR = temporary();
    const running = startNpm("rehearse", [], { TMPDIR });
    await running.line("stdout", /aws:s3:Bucket outside-bucket creating/);
    running.interrupt("SIGINT");
    // npm itself ends by the signal.
    const { stdout, leftovers } = await running.ended;
    expect(stdout).toMatch(
      /\? up: the rehearsal was interrupted\n\n1 of 15 steps run: the last one is inconclusive\n$/,
    );
    expect(leftovers).toBe(false);
    expect(leftIn(TMPDIR)).toEqual([]);
    rmSync(TMPDIR, { recursive: true });
  });
});
