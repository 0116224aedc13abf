// Puts the reports of many runs together: the shards of a stack, and the stacks of a fleet.
import { ConfigurationError } from "../deployment/configuration-error.ts";
import { type Counted, count } from "../results/count.ts";
import type { SmokeRow, StackRows } from "../results/row-result.ts";
import type { ReportedRow } from "./reported-row.ts";
import { collectRows, type Reporters } from "./start-vitest.ts";

export interface Merged extends Counted {
  /** In the order of their names. */
  readonly stacks: readonly StackRows[];
}

/**
 * Reads every blob report of a folder, and reports them as one run.
 * @throws ConfigurationError when a file is not such a report, a row is missing or there twice, or the number of stacks
 * differs: exit status 3.
 */
export async function mergeReports(folder: string, stacks: number, reporters?: Reporters): Promise<Merged> {
  const reported = await collectRows({ reporters, mergeReports: folder }, (vitest) =>
    vitest.mergeReports().catch((error: unknown) => {
      throw unreadable(folder, error);
    }),
  );
  const merged = joinRows(reported, stacks);
  return { stacks: merged, ...count(merged.flatMap(({ rows }) => rows)) };
}

/** @throws ConfigurationError unless all stacks are there, and each stack's rows once each */
export function joinRows(reported: readonly ReportedRow[], stacks: number): readonly StackRows[] {
  const joined = [...Map.groupBy(reported, ({ stack }) => stack)]
    .map(([stack, own]) => ({ stack, rows: inOrder(stack, own), leftOut: own[0]?.leftOut ?? 0 }))
    .toSorted((a, b) => (a.stack < b.stack ? -1 : 1));
  if (joined.length === stacks) return joined;
  const names = joined.map(({ stack }) => stack).join(", ");
  throw new ConfigurationError(
    `There should be reports of ${stacks} stacks, but these are of ${joined.length}: ${names}.`,
  );
}

function inOrder(stack: string, reported: readonly ReportedRow[]): readonly SmokeRow[] {
  const places = reported[0]?.places ?? 0;
  const sorted = reported.toSorted((a, b) => a.place - b.place);
  if (
    sorted.some((one) => one.places !== places) ||
    new Set(sorted.map(({ place }) => place)).size < sorted.length
  )
    throw new ConfigurationError(
      `The reports of the stack "${stack}" are not the shards of one run: give each of its shards once, all made with the same promises.`,
    );
  if (sorted.length < places)
    throw new ConfigurationError(
      `The reports of the stack "${stack}" lack ${places - sorted.length} of its ${places} rows: add the report of the missing shard.`,
    );
  return sorted.map(({ row }) => row);
}

function unreadable(folder: string, error: unknown): ConfigurationError {
  const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, " ") : String(error);
  return new ConfigurationError(
    `The reports in ${folder} cannot be merged: give a folder that holds only what --blob wrote, by this release (${reason}).`,
    { cause: error },
  );
}
