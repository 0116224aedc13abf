// The steps of a rehearsal that the engine runs, and the changes that each must make.
import { underGuardrails } from "../engine/guardrails.ts";
import { summaryOf } from "../engine/summary.ts";
import type { Rehearsal } from "./open-rehearsal.ts";
import { StepFailure } from "./step-failure.ts";

/** Changes by operation, as the engine counts them: `{ create: 20 }`. */
type Changes = Readonly<Record<string, number>>;

/** Runs the engine on the rehearsal's stack. @throws StepFailure when it fails; its own output is above */
export async function engine(
  { stack, signal }: Rehearsal,
  ...args: readonly [string, ...string[]]
): Promise<Changes> {
  const [command, ...rest] = args;
  const { status, events } = await stack.run(
    command,
    "--yes",
    "--skip-preview",
    "--suppress-outputs",
    ...(command === "up" ? underGuardrails : []),
    ...rest,
  );
  if (signal.aborted) throw new StepFailure("the rehearsal was interrupted", 2);
  if (status !== 0) throw new StepFailure(`pulumi ${command} failed, for the reason that it gives above`);
  return summaryOf(events);
}

/** @throws StepFailure unless exactly these kinds of changes were made, at least one of each */
export function requireOnly(changes: Changes, ...kinds: readonly string[]): Changes {
  const made = Object.keys(changes).filter((kind) => kind !== "same");
  if (made.toSorted().join() === kinds.toSorted().join()) return changes;
  throw new StepFailure(`expected ${kinds.join(" and ") || "no change"}, but saw ${say(changes)}`);
}

/** "3 create, 17 same" */
export const say = (changes: Changes): string =>
  Object.entries(changes)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ") || "nothing";
