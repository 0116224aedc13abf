// Runs promises without vitest, for tests that break a deployment in many ways: the given promises, or else every
// shipped promise that the deployment is asked.

import type { Target } from "../../smoke/deployment/target.ts";
import type { Promised } from "../../smoke/promises.ts";
import type { RowResult, SmokeRow } from "../../smoke/results/row-result.ts";
import { isProbed } from "../../smoke/rows/probed.ts";
import { openRun } from "../../smoke/rows/run.ts";
import { runRow } from "../../smoke/rows/run-row.ts";
import { openTable } from "../../smoke/validation/promise-table.ts";

/** The shipped promises that a deployment is asked about by harmless calls. */
export const askedOf = (target: Target, sessionPolicy?: string): readonly Promised[] =>
  openTable(target, {}, sessionPolicy, new Date()).promises.filter((promised) => isProbed(promised));

export const runRows = (
  target: Target,
  sessionPolicy?: string,
  promises: readonly Promised[] = askedOf(target, sessionPolicy),
): Promise<RowResult[]> => runThese(promises, target, sessionPolicy);

/** Runs promises without vitest. */
export async function runThese(
  promises: readonly Promised[],
  target: Target,
  sessionPolicy?: string,
): Promise<RowResult[]> {
  const run = openRun({
    target,
    promises,
    missingKey: "federation-broker-probe-0",
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
  });
  try {
    return await Promise.all(promises.map((promised) => runRow(promised, run)));
  } finally {
    run.sessions.close();
  }
}

/** The promises that do not hold and what was found of each, in the table's order. */
export const faults = (rows: readonly SmokeRow[]): string[] =>
  rows
    .filter(({ verdict }) => verdict !== "pass")
    .map((row) => `${row.verdict}: ${row.principal} ${row.action} ${row.resource}: ${row.finding}`);
