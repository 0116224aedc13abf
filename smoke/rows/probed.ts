// Which promises a run probes; the others are compared only with the documents.
import { isSendable } from "../context.ts";
import { isBound } from "../prediction/row-region.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";

/** Whether the call of a promise destroys something. */
export const isDestructive = ({ action }: Pick<Promised, "action">): boolean =>
  probes.get(action)?.destroys !== undefined;

/**
 * Whether a probe makes the call. Nothing is asked of a row that only bounds the documents, or that no probe can send.
 * A call that destroys something needs `allowDestructive`.
 */
export const isProbed = (promised: Promised, allowDestructive = false): boolean =>
  !isBound(promised) && isSendable(promised.context) && (allowDestructive || !isDestructive(promised));
