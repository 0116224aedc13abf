// Runs the steps in order, prints each with its time, and gives the exit status.
import type { ExitStatus } from "../shared/run-command.ts";
import type { Rehearsal } from "./open-rehearsal.ts";
import { StepFailure } from "./step-failure.ts";
import type { Step } from "./steps.ts";

/** The first step that fails is the last one. */
export async function runRehearsal(
  rehearsal: Rehearsal,
  steps: readonly Step[],
  tell: (line: string) => void,
): Promise<ExitStatus> {
  const lines: string[] = [];
  let status: ExitStatus = 0;
  for (const { name, run } of steps) {
    tell(`\n── ${name}`);
    const started = performance.now();
    let seen: string;
    try {
      seen = `✓ ${name}: ${await run(rehearsal)}`;
    } catch (error) {
      const failure = asFailure(error, rehearsal.signal);
      status = failure.status;
      seen = `${status === 1 ? "✗" : "?"} ${name}: ${failure.message}`;
    }
    lines.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${seen}`);
    if (status !== 0) break;
  }
  tell(`\n${lines.join("\n")}\n\n${lines.length} of ${steps.length} steps run: ${verdicts[status]}`);
  return status;
}

const verdicts = { 0: "all hold", 1: "the last one is broken", 2: "the last one is inconclusive" } as const;

/** An interrupted step proves nothing. The caller shows an unexpected error in full. */
function asFailure(error: unknown, signal: AbortSignal): StepFailure {
  if (error instanceof StepFailure) return error;
  if (signal.aborted) return new StepFailure("the rehearsal was interrupted", 2);
  throw error;
}
