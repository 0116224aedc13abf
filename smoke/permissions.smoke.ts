// The suite that vitest runs: one test a promise.
import { afterAll, inject, test } from "vitest";
import { openRun } from "./run.ts";
import { runRow } from "./run-row.ts";
import { titleOf } from "./validate-promises.ts";

const run = openRun(inject("smoke"));
afterAll(() => run.sessions.close());

// Nothing is compared with `expect`: its report would print what is compared.
test.concurrent.for(run.promises.map((promised) => ({ ...promised, title: titleOf(promised) })))(
  "$title is $expect",
  async ({ title: _, ...promised }, { task, signal }) => {
    // Who stops the run does not wait for IAM any longer.
    signal.addEventListener("abort", () => run.hurry());
    const row = await runRow(promised, run);
    task.meta.row = row;
    if (row.verdict === "pass") return;
    const failure = new Error([row.explanation, ...row.advice].join("\n"));
    // The name becomes the type of the failure in JUnit reports. A stack would say nothing about AWS.
    failure.name = row.verdict === "fail" ? "Broken" : "Inconclusive";
    failure.stack = `${failure.name}: ${failure.message}`;
    throw failure;
  },
);
