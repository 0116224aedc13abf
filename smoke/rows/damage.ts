// What a run may destroy, and what it has destroyed.

import type { Observation } from "../answers/observation.ts";
import { ConfigurationError } from "../deployment/configuration-error.ts";
import type { Target } from "../deployment/target.ts";
import type { SmokeRow, StackRows } from "../results/row-result.ts";
import { hasHappened, mayHaveHappened } from "./destruction.ts";
import { isDestructive } from "./probed.ts";

/** @throws ConfigurationError unless the deployed stack says that it is disposable */
export function requireDisposable({ disposable }: Target): void {
  if (disposable) return;
  throw new ConfigurationError(
    "The stack does not say that it is disposable, so nothing of it may be destroyed: leave --allow-destructive out, or, if all of the stack may be lost, run `pulumi config set disposable true` and `pulumi up` first.",
  );
}

/** One sentence about what a run has damaged; none if nothing is damaged. */
export function sayDamage({ stack, rows }: Pick<StackRows, "stack" | "rows">): readonly string[] {
  const destructive = rows.filter(isDestructive);
  const damaged = destructive.filter((row) => calledFor(row).some(hasHappened));
  // If the run ended too early or an answer was lost, nobody knows whether the call had its effect.
  const open = destructive.filter(
    (row) => row.finding === "not probed" || calledFor(row).some(mayHaveHappened),
  );
  const calls = [...new Set([...damaged, ...open].map(({ action, resource }) => `${action} ${resource}`))];
  if (calls.length === 0) return [];
  const is = damaged.length > 0 ? "is" : "may be";
  return [
    `The stack ${stack} ${is} damaged (${calls.join(", ")}): \`pulumi destroy\` it, or \`pulumi up --refresh\`.`,
  ];
}

/** The results of a row's calls: its own call, if it was made, and its control's. */
function calledFor(row: SmokeRow): readonly Pick<Observation, "outcome" | "reason">[] {
  if (!("observation" in row)) return [];
  const { observation, attempts, control } = row;
  return [...(attempts > 0 ? [observation] : []), ...(typeof control === "object" ? [control] : [])];
}
