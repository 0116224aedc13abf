// The options of npm run smoke.
import { describe, expect, it } from "vitest";
import { readSmokeOptions } from "../../../commands/smoke/options.ts";

const read = (line: string) => readSmokeOptions(line.split(" ").filter(Boolean));

describe("npm run smoke", () => {
  it("probes everything of the selected stack without options", () => {
    expect(read("")).toEqual({
      ...{ mode: "run", source: {}, files: {}, selection: {}, waitSeconds: 60, slow: false, concurrency: 16 },
      allowDestructive: false,
    });
  });

  it("takes its options together", () => {
    expect(
      read(
        "--stack prod -t ^User1 --shard 2/3 --wait 0 --slow --concurrency 32 --json a.json --junit b.xml --blob c.json",
      ),
    ).toEqual({
      mode: "run",
      source: { stack: "prod" },
      files: { json: "a.json", junit: "b.xml", blob: "c.json" },
      selection: { pattern: /^User1/, shard: { index: 2, count: 3 } },
      waitSeconds: 0,
      slow: true,
      allowDestructive: false,
      concurrency: 32,
    });
    expect(read("--allow-destructive -t Delete")).toMatchObject({
      ...{ mode: "run", allowDestructive: true, selection: { pattern: /Delete/ } },
    });
    expect(read("--predict-only --outputs o.json --json a.json")).toEqual({
      ...{ mode: "predict", source: { outputs: "o.json" }, files: { json: "a.json" } },
    });
    expect(read("--merge-reports blobs --stacks 3 --junit b.xml")).toEqual({
      ...{ mode: "merge", folder: "blobs", stacks: 3, files: { junit: "b.xml" } },
    });
  });

  it.each([
    ["--shard 0/3", "--shard 0/3 is no share of the promises: give one such as 1/3, 2/3 or 3/3."],
    ["--shard 4/3", "--shard 4/3 is no share of the promises: give one such as 1/3, 2/3 or 3/3."],
    ["--shard 1", "--shard 1 is no share of the promises: give one such as 1/3, 2/3 or 3/3."],
    ["-t (", "-t ( is no regular expression: give a part of the names of promises."],
    [
      "--concurrency 0",
      "--concurrency 0 is no whole number from 1 to 256: say how many promises are probed at the same time.",
    ],
    [
      "--outputs o.json --stack prod",
      "Give either --outputs or --stack: each names the stack whose outputs are read.",
    ],
    ["--predict-only --junit b.xml", "Leave --junit out with --predict-only: nothing is probed."],
    ["--predict-only --shard 1/2", "Leave --shard out with --predict-only: nothing is probed."],
    [
      "--predict-only --merge-reports blobs",
      "Leave --merge-reports out with --predict-only: nothing is probed.",
    ],
    [
      "--merge-reports blobs --stacks 3 --stack prod",
      "Leave --stack out with --merge-reports: it only joins existing reports.",
    ],
    [
      "--merge-reports blobs",
      "--stacks is missing: say how many stacks there are, from 1 to 9999, so that none goes missing.",
    ],
    [
      "--merge-reports blobs --stacks none",
      "--stacks none is no whole number from 1 to 9999: say how many stacks there are.",
    ],
    [
      "--allow-destructive --shard 1/2",
      "Leave --shard out with --allow-destructive: the shards of one stack would delete what the others need.",
    ],
    [
      "--predict-only --allow-destructive",
      "Leave --allow-destructive out with --predict-only: nothing is probed.",
    ],
    [
      "--merge-reports blobs --stacks 3 --allow-destructive",
      "Leave --allow-destructive out with --merge-reports: it only joins existing reports.",
    ],
    ["--stacks 3", "Give --stacks with --merge-reports only."],
  ])("refuses %s in one sentence", (line, message) => {
    expect(() => read(line)).toThrow(message);
  });
});
