// Which rows of a stack a run is about: all, those that a pattern finds, or a shard of them.
import { ConfigurationError } from "../deployment/configuration-error.ts";
import type { SmokeRow } from "../results/row-result.ts";
import { type ReportedRow, testName } from "./reported-row.ts";

interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

export interface Selection {
  /** Looked for in each row's name. */
  readonly pattern?: RegExp;
  readonly shard?: Shard;
}

/**
 * The rows that are selected, each with its place among those that the pattern finds. Shards take turns, so that each
 * gets its share of every principal.
 * @throws ConfigurationError when there are none: a run that asks nothing proves nothing.
 */
export function select(
  stack: string,
  rows: readonly SmokeRow[],
  { pattern, shard = { index: 1, count: 1 } }: Selection,
): readonly ReportedRow[] {
  const found = pattern === undefined ? rows : rows.filter((row) => pattern.test(testName(row)));
  if (found.length === 0)
    throw new ConfigurationError(
      `The pattern ${pattern?.source} matches the name of no promise; an example of a name is "${rows.slice(0, 1).map(testName)}".`,
    );
  const places = found.length;
  const leftOut = rows.length - places;
  const reported = found.map((row, place) => ({ stack, place, places, leftOut, row }));
  const mine = reported.filter(({ place }) => place % shard.count === shard.index - 1);
  if (mine.length === 0)
    throw new ConfigurationError(
      `Shard ${shard.index} of ${shard.count} is empty, because there are ${places} promises: take fewer shards.`,
    );
  return mine;
}
