// The suite that vitest runs: one test a row.
import { afterAll, describe, inject, test } from "vitest";
import { interrupted } from "./interruption.ts";
import { testName } from "./part.ts";
import type { SmokeRow } from "./row-result.ts";
import { openRun } from "./run.ts";
import { runRow } from "./run-row.ts";

const { parts, stack, interruption, ...input } = inject("smoke");
const run = openRun(input);
const end = interrupted(interruption);
// Who ends the run does not wait for IAM any longer.
void end.then(() => run.hurry());
afterAll(() => run.sessions.close());

// Nothing is compared with `expect`: its report would print what is compared.
describe(stack, () => {
  // Each look at it makes another, with a dozen functions that vitest keeps.
  const { concurrent } = test;
  for (const part of parts) {
    concurrent(testName(part.row), { meta: { part } }, async ({ task }) => {
      const row = await judged(part.row);
      task.meta.part = { ...part, row };
      if (row.verdict === "pass") return;
      const failure = new Error([row.explanation, ...("advice" in row ? row.advice : [])].join("\n"));
      // The name becomes the type of the failure in JUnit reports. A stack would say nothing about AWS.
      failure.name = row.verdict === "fail" ? "Broken" : "Inconclusive";
      failure.stack = `${failure.name}: ${failure.message}`;
      throw failure;
    });
  }
});

/** What no promise lists was judged before anything ran. */
async function judged(row: SmokeRow): Promise<SmokeRow> {
  if (row.finding !== "not probed") return row;
  return await Promise.race([end.then(() => row), runRow(row, run)]);
}
