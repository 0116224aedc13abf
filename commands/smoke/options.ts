// The options of npm run smoke, read and judged: each mistake is one sentence.
import type { SmokeOptions } from "../../smoke/run-smoke.ts";
import { parseArguments } from "../shared/parse-arguments.ts";
import { UsageError } from "../shared/run-command.ts";

const options = {
  "predict-only": { type: "boolean" },
  "merge-reports": { type: "string" },
  stacks: { type: "string" },
  outputs: { type: "string" },
  stack: { type: "string" },
  wait: { type: "string" },
  slow: { type: "boolean" },
  "allow-destructive": { type: "boolean" },
  concurrency: { type: "string" },
  testNamePattern: { type: "string", short: "t" },
  shard: { type: "string" },
  json: { type: "string" },
  junit: { type: "string" },
  blob: { type: "string" },
} as const;

type Selection = NonNullable<SmokeOptions["selection"]>;
type Shard = NonNullable<Selection["shard"]>;

/** Where the outputs are read; without either, from the selected stack. */
export interface Source {
  readonly outputs?: string;
  readonly stack?: string;
}

/** The files that are written. */
export interface ReportFiles {
  readonly json?: string;
  readonly junit?: string;
  readonly blob?: string;
}

export interface Predict {
  readonly mode: "predict";
  readonly source: Source;
  readonly files: ReportFiles;
}

export interface Merge {
  readonly mode: "merge";
  readonly folder: string;
  /** How many stacks there must be. */
  readonly stacks: number;
  readonly files: ReportFiles;
}

export interface Run {
  readonly mode: "run";
  readonly source: Source;
  readonly waitSeconds: number;
  /** Whether to wait until a session expires. */
  readonly slow: boolean;
  /** Whether calls are made that really change or delete something. */
  readonly allowDestructive: boolean;
  readonly concurrency: number;
  readonly selection: Selection;
  readonly files: ReportFiles;
}

const only: Readonly<Record<"predict-only" | "merge-reports", { may: readonly string[]; because: string }>> =
  {
    "predict-only": { may: ["outputs", "stack", "json"], because: "nothing is probed" },
    "merge-reports": { may: ["stacks", "json", "junit"], because: "it only joins existing reports" },
  };

/** @throws UsageError for an unknown option or a wrong value. */
export function readSmokeOptions(args: readonly string[]): Predict | Merge | Run {
  const { values } = parseArguments({ args: [...args], options });
  for (const mode of ["predict-only", "merge-reports"] as const) {
    const { may, because } = only[mode];
    const other = Object.keys(values).find((name) => name !== mode && !may.includes(name));
    if (values[mode] !== undefined && other !== undefined)
      throw new UsageError(`Leave --${other} out with --${mode}: ${because}.`);
  }
  const { outputs, stack, json, junit, blob, stacks } = values;
  const folder = values["merge-reports"];
  const files = definedOf({ json, junit, blob });
  if (folder !== undefined) return { mode: "merge", folder, stacks: stacksOf(stacks), files };
  if (stacks !== undefined) throw new UsageError("Give --stacks with --merge-reports only.");
  if (outputs !== undefined && stack !== undefined)
    throw new UsageError("Give either --outputs or --stack: each names the stack whose outputs are read.");
  const allowDestructive = values["allow-destructive"] === true;
  if (allowDestructive && values.shard !== undefined)
    throw new UsageError(
      "Leave --shard out with --allow-destructive: the shards of one stack would delete what the others need.",
    );
  const source = definedOf({ outputs, stack });
  if (values["predict-only"]) return { mode: "predict", source, files };
  return {
    mode: "run",
    source,
    waitSeconds: secondsOf(values.wait ?? "60"),
    slow: values.slow === true,
    allowDestructive,
    concurrency: wholeNumber(
      "concurrency",
      values.concurrency ?? "16",
      256,
      "promises are probed at the same time",
    ),
    selection: definedOf({ pattern: patternOf(values.testNamePattern), shard: shardOf(values.shard) }),
    files,
  };
}

/** Without the undefined members. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const definedOf = <T extends object>(all: T): Defined<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Defined<T>;

function stacksOf(stacks: string | undefined): number {
  if (stacks !== undefined) return wholeNumber("stacks", stacks, 9999, "stacks there are");
  throw new UsageError(
    "--stacks is missing: say how many stacks there are, from 1 to 9999, so that none goes missing.",
  );
}

function wholeNumber(option: string, value: string, most: number, about: string): number {
  if (/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= most) return Number(value);
  throw new UsageError(`--${option} ${value} is no whole number from 1 to ${most}: say how many ${about}.`);
}

function secondsOf(wait: string): number {
  if (/^\d{1,4}$/.test(wait) && Number(wait) <= 3600) return Number(wait);
  throw new UsageError(
    `--wait ${wait} is no number of seconds from 0 to 3600: say how long IAM may take to catch up with a deployment.`,
  );
}

function patternOf(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(pattern);
  } catch {
    throw new UsageError(`-t ${pattern} is no regular expression: give a part of the names of promises.`);
  }
}

function shardOf(shard: string | undefined): Shard | undefined {
  if (shard === undefined) return undefined;
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(shard) ?? [];
  const read = { index: Number(index), count: Number(count) };
  if (read.index >= 1 && read.index <= read.count) return read;
  throw new UsageError(`--shard ${shard} is no share of the promises: give one such as 1/3, 2/3 or 3/3.`);
}
