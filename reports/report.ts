// The report of a run for programs: docs/smoke-report.md describes it. A changed meaning needs a new version.

import { count } from "../smoke/results/count.ts";
import type { SmokeRow, StackRows } from "../smoke/results/row-result.ts";

const reportVersion = 1;

/** What `--json` writes. What is not known about a row is left out. */
export function reportOf(stacks: readonly StackRows[], writtenAt: Date) {
  const { counts, exitCode } = count(stacks.flatMap(({ rows }) => rows));
  return {
    format: "federation-broker smoke report",
    version: reportVersion,
    writtenAt: writtenAt.toISOString(),
    exitStatus: exitCode,
    counts,
    stacks: stacks.map(({ stack, rows, leftOut }) => ({ name: stack, leftOut, ...propagationOf(rows) })),
    rows: stacks.flatMap(({ stack, rows }) => rows.map((row) => ({ stack, ...reportRow(row) }))),
  };
}

/** Of several shards, the one that waited longest. */
function propagationOf(rows: readonly SmokeRow[]) {
  const waits = rows.flatMap((row) => ("caughtUp" in row ? [row.caughtUp] : []));
  const [propagation] = waits.toSorted((a, b) => b.milliseconds - a.milliseconds);
  return propagation === undefined ? {} : { propagation };
}

function reportRow(row: SmokeRow) {
  const { principal, action, resource, context, expect: outcome, by, code, shows } = row;
  const { verdict, finding, explanation } = row;
  return {
    ...{ principal, action, resource, context, expectation: { outcome, by, code, shows } },
    ...("prediction" in row && { prediction: predictionOf(row.prediction) }),
    ...("observation" in row && observationOf(row)),
    ...{ verdict, finding, explanation },
    advice: "advice" in row ? row.advice : [],
  };
}

function predictionOf({ outcome, by, deniedBy, statements, unknown, key }: PredictionOf) {
  return { outcome, by, deniedBy, statements, unknown, key };
}

type PredictionOf = Extract<SmokeRow, { prediction: unknown }>["prediction"];

function observationOf({
  resourceArn,
  observation,
  control,
  attempts,
  milliseconds,
}: Extract<SmokeRow, { observation: unknown }>) {
  return { resourceArn, observation, control, attempts, milliseconds };
}
