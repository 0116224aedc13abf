// The options of npm run mutate, read and judged: each mistake is one sentence.
import { parseArguments } from "../shared/parse-arguments.ts";
import { UsageError } from "../shared/run-command.ts";

const options = {
  outputs: { type: "string" },
  stack: { type: "string" },
  coverage: { type: "boolean" },
  threshold: { type: "string" },
  json: { type: "string" },
} as const;

export interface MutateOptions {
  /** Where the outputs are read; without either, the deployment is the one that the working tree would make. */
  readonly source?: { readonly outputs?: string; readonly stack?: string };
  /** Whether it asks what the promises exercise, instead of what they notice. */
  readonly coverage: boolean;
  /** In per cent. */
  readonly threshold: number;
  /** The file of the report for programs. */
  readonly json?: string;
}

/** @throws UsageError for an unknown option or a wrong value. */
export function readMutateOptions(args: readonly string[]): MutateOptions {
  const { outputs, stack, threshold, json, ...rest } = parseArguments({ args: [...args], options }).values;
  if (outputs !== undefined && stack !== undefined)
    throw new UsageError("Give either --outputs or --stack: each names the stack whose outputs are read.");
  return {
    ...(outputs !== undefined && { source: { outputs } }),
    ...(stack !== undefined && { source: { stack } }),
    coverage: rest.coverage === true,
    threshold: percentOf(threshold ?? "100"),
    ...(json !== undefined && { json }),
  };
}

function percentOf(text: string): number {
  if (/^\d{1,3}(?:\.\d)?$/.test(text) && Number(text) <= 100) return Number(text);
  throw new UsageError(
    `--threshold ${text} is no percentage: give a number from 0 to 100, with one digit behind the point at most.`,
  );
}
