// A fleet: many stacks, each proved in shards, and their reports merged into one.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportersFor } from "../../../commands/smoke/report-files.ts";
import { type Loopback, startLoopback } from "../../../loopback/start-loopback.ts";
import { readTarget, type Target } from "../../../smoke/deployment/target.ts";
import type { Promised } from "../../../smoke/promises.ts";
import { unfinished } from "../../../smoke/results/row-result.ts";
import { runSmoke, type SmokeRun } from "../../../smoke/run-smoke.ts";
import { joinRows, type Merged, mergeReports } from "../../../smoke/suite/merge-reports.ts";
import type { ReportedRow } from "../../../smoke/suite/reported-row.ts";
import { policyOf } from "../outputs.ts";
import { scopedStatements, seed } from "../seed.ts";

const promises: readonly Promised[] = [
  { principal: "broker", action: "s3:ListBucket", resource: "the bucket", expect: "allowed" },
  { principal: "broker", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "identity" },
  { principal: "User1", action: "s3:ListBucket", resource: "the bucket", expect: "allowed" },
];

const fleet: { loopback: Loopback; target: Target }[] = [];
let folder: string;
let blobs: string;
let shards: readonly SmokeRun[];
let merged: Merged;

async function deploy(accountId: string, ...more: readonly unknown[]): Promise<void> {
  const loopback = await startLoopback({ accountId, region: "eu-west-1" });
  const { outputs, operator } = await seed(loopback, policyOf(...scopedStatements(accountId), ...more));
  fleet.push({ loopback, target: readTarget(outputs, { endpoint: loopback.endpoint, operator }) });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fleet-"));
  blobs = join(folder, "blobs");
  await Promise.all([
    deploy("111111111111"),
    deploy("222222222222"),
    deploy("333333333333", { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
  ]);
  const run = async (stack: number, name: string, index: number, count: number) => {
    const target = fleet[stack]?.target;
    if (target === undefined) throw new Error("there is no such stack");
    const reporters = reportersFor({ blob: join(blobs, `${stack}-${index}.json`) });
    return await runSmoke(target, {
      ...{ promises, stack: name, selection: { shard: { index, count } }, reporters },
    });
  };
  // Two stacks have the same name; all of them have the same buckets. Each run sets this process's exit status, and
  // takes it back: so it is one after the other.
  shards = [await run(0, "prod", 1, 2), await run(0, "prod", 2, 2)];
  await run(1, "prod", 1, 1);
  await run(2, "other", 1, 1);
  merged = await mergeReports(blobs, 3, reportersFor({ junit: join(folder, "junit.xml") }));
}, 60_000);
afterAll(async () => {
  await Promise.all(fleet.map(({ loopback }) => loopback.close()));
  await rm(folder, { recursive: true });
});

describe("a fleet of three stacks, one of them in two shards", () => {
  test("has each shard ask its share of the rows", () => {
    expect(shards.map(({ rows, leftOut }) => [rows.map(({ action }) => action), leftOut])).toEqual([
      [["s3:ListBucket", "s3:ListBucket"], 1],
      [["s3:GetObject"], 2],
    ]);
  });

  test("is one report, in which stacks of one name stay apart and a stack's rows are in the table's order", () => {
    const told = merged.stacks.map(({ stack, rows }) => [stack, rows.map(({ verdict }) => verdict)]);
    expect(told).toEqual([
      ["other 333333333333 eu-west-1", ["pass", "fail", "pass"]],
      ["prod 111111111111 eu-west-1", ["pass", "pass", "pass"]],
      ["prod 222222222222 eu-west-1", ["pass", "pass", "pass"]],
    ]);
    expect(merged.counts).toEqual({ pass: 8, fail: 1, inconclusive: 0 });
    expect(merged.exitCode).toBe(1);
  });

  test("is one JUnit file, whose suites are called after the stacks", async () => {
    const junit = await readFile(join(folder, "junit.xml"), "utf8");
    expect(junit.match(/<testsuite name="[^"]*"/g)?.toSorted()).toEqual([
      '<testsuite name="other 333333333333 eu-west-1"',
      '<testsuite name="prod 111111111111 eu-west-1"',
      '<testsuite name="prod 111111111111 eu-west-1"',
      '<testsuite name="prod 222222222222 eu-west-1"',
    ]);
    expect(junit).toContain('<testsuites name="vitest tests" tests="9" failures="1"');
    expect(junit).toContain(
      '<testcase classname="other 333333333333 eu-west-1" name="broker s3:GetObject the canary is denied"',
    );
  });

  test("has no secret in any of its files", async () => {
    const names = await readdir(blobs);
    const files = await Promise.all(names.map((name) => readFile(join(blobs, name), "utf8")));
    for (const { target } of fleet) {
      expect(files.join()).toContain(target.broker.userArn.split(":")[4]);
      expect(files.join()).not.toContain(target.broker.credentials.secretAccessKey);
      expect(files.join()).not.toContain(target.operator?.secretAccessKey);
    }
  });

  test("is refused when a file is no report", async () => {
    await writeFile(join(blobs, "notes.json"), "[]");
    await expect(mergeReports(blobs, 3)).rejects.toMatchObject({
      name: "ConfigurationError",
      message: expect.stringMatching(
        /^The reports in \S+ cannot be merged: give a folder that holds only what --blob wrote/,
      ),
    });
  });
});

describe("the parts of a stack", () => {
  const [first, second] = promises.map(unfinished);
  const part = (place: number, places: number, row = first, stack = "prod"): ReportedRow => {
    if (row === undefined) throw new Error("there is no promise");
    return { stack, place, places, leftOut: 0, row };
  };

  test("are put in order", () => {
    expect(joinRows([part(1, 2, second), part(0, 2)], 1)).toEqual([
      { stack: "prod", leftOut: 0, rows: [first, second] },
    ]);
  });

  test("are refused when one is missing, or a whole stack", () => {
    expect(() => joinRows([part(0, 3), part(2, 3)], 1)).toThrow(
      'The reports of the stack "prod" lack 1 of its 3 rows: add the report of the missing shard.',
    );
    expect(() => joinRows([part(0, 1), part(0, 1, first, "dev")], 3)).toThrow(
      "There should be reports of 3 stacks, but these are of 2: dev, prod.",
    );
  });

  test("are refused when they are of different runs, or one is there twice", () => {
    const refusal = /^The reports of the stack "prod" are not the shards of one run/;
    expect(() => joinRows([part(0, 2), part(1, 3)], 1)).toThrow(refusal);
    expect(() => joinRows([part(0, 2), part(1, 2), part(0, 2)], 1)).toThrow(refusal);
  });
});
