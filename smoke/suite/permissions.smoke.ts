// The suite that vitest runs: one test for each row.
import { afterAll, describe, inject, type TaskMeta, test } from "vitest";
import type { SmokeRow } from "../results/row-result.ts";
import { isDestructive } from "../rows/probed.ts";
import { openRun } from "../rows/run.ts";
import { byDestruction, openDestructive } from "../rows/run-destructive.ts";
import { runRow } from "../rows/run-row.ts";
import { interrupted, isInterrupted } from "./interruption.ts";
import { type ReportedRow, testName } from "./reported-row.ts";

const { rows, stack, interruption, ...input } = inject("smoke");
const run = openRun(input);
const end = interrupted(interruption);
// A run that is ended early does not wait for IAM any longer.
void end.then(() => run.hurry());
afterAll(() => run.sessions.close());

const isDestroying = ({ row }: ReportedRow): boolean => row.finding === "not probed" && isDestructive(row);
const destroying = rows.filter(isDestroying).toSorted((one, other) => byDestruction(one.row, other.row));
const runDestructive = openDestructive(
  destroying.map(({ row }) => row),
  run,
  () => isInterrupted(interruption),
);

// No test uses `expect`, because its report would print the compared values.
describe(stack, () => {
  // Each access to `test.concurrent` makes a new function and a dozen others, which vitest keeps.
  const { concurrent } = test;
  for (const reportedRow of rows.filter((one) => !isDestroying(one)))
    concurrent(testName(reportedRow.row), { meta: { reportedRow } }, ({ task }) =>
      report(task, reportedRow, judged(reportedRow.row)),
    );
  // Vitest runs them once all others have ended, one after the other.
  for (const reportedRow of destroying)
    test(testName(reportedRow.row), { meta: { reportedRow } }, ({ task }) =>
      report(task, reportedRow, destroyed(reportedRow.row)),
    );
});

async function report(
  { meta }: { meta: TaskMeta },
  reportedRow: ReportedRow,
  judging: Promise<SmokeRow>,
): Promise<void> {
  const row = await judging;
  meta.reportedRow = { ...reportedRow, row };
  if (row.verdict === "pass") return;
  const failure = new Error([row.explanation, ...("advice" in row ? row.advice : [])].join("\n"));
  // The name becomes the type of the failure in JUnit reports. A stack would say nothing about AWS.
  failure.name = row.verdict === "fail" ? "Broken" : "Inconclusive";
  failure.stack = `${failure.name}: ${failure.message}`;
  throw failure;
}

/** Rows that need no probe were judged before anything ran. */
async function judged(row: SmokeRow): Promise<SmokeRow> {
  if (row.finding !== "not probed") return row;
  return await Promise.race([end.then(() => row), runRow(row, run)]);
}

/** Waits for a call that is under way: only then is it known what the call destroyed. */
const destroyed = async (row: SmokeRow): Promise<SmokeRow> => (await runDestructive(row)) ?? row;
