// Which promises a run probes; the others are compared only with the documents.
import { isBound } from "../prediction/row-region.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";

/** Whether the call of a promise destroys something. */
export const isDestructive = ({ action }: Pick<Promised, "action">): boolean =>
  probes.get(action)?.destroys !== undefined;

/** Nothing is asked of a row that only bounds the documents. No probe can choose its source address. A call that destroys something needs `allowDestructive`. */
export const isProbed = (promised: Promised, allowDestructive = false): boolean =>
  !isBound(promised) &&
  promised.context?.sourceIp === undefined &&
  (allowDestructive || !isDestructive(promised));
