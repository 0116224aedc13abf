// What a run may destroy, and what it has destroyed.
import { ConfigurationError } from "./configuration-error.ts";
import { hasHappened } from "./destruction.ts";
import { isDestructive } from "./probed.ts";
import type { SmokeRow, StackRows } from "./row-result.ts";
import type { Target } from "./target.ts";

/** @throws ConfigurationError unless the deployed stack says that it is disposable */
export function requireDisposable({ disposable }: Target): void {
  if (disposable) return;
  throw new ConfigurationError(
    "The stack does not say that it is disposable, so nothing of it may be destroyed: leave --allow-destructive out, or, if all of the stack may be lost, run `pulumi config set disposable true` and `pulumi up` first.",
  );
}

/** One sentence about what a run that may destroy has left behind; none where everything is as it was. */
export function sayDamage({ stack, rows }: Pick<StackRows, "stack" | "rows">): readonly string[] {
  const damaged = rows.filter(isDamage);
  // Of a run that ended too early nobody knows which calls it made.
  const open = rows.filter((row) => row.finding === "not probed" && isDestructive(row));
  const calls = [...new Set([...damaged, ...open].map(({ action, resource }) => `${action} ${resource}`))];
  if (calls.length === 0) return [];
  const is = damaged.length > 0 ? "is" : "may be";
  return [
    `The stack ${stack} ${is} damaged (${calls.join(", ")}): \`pulumi destroy\` it, or \`pulumi up --refresh\`.`,
  ];
}

const isDamage = (row: SmokeRow): boolean =>
  "observation" in row &&
  isDestructive(row) &&
  (hasHappened(row.observation) || (typeof row.control === "object" && hasHappened(row.control)));
