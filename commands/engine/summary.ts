// What an update changed, by the engine's own count.
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

/** Resources by operation: `{ create: 3, same: 17 }`; empty for a run without a summary. */
export function summaryOf(events: readonly EngineEvent[]): Readonly<Record<string, number>> {
  const summary = events.findLast(({ summaryEvent }) => summaryEvent !== undefined);
  return { ...summary?.summaryEvent?.resourceChanges };
}
