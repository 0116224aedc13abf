// Which promises a run probes; the others are compared only with the documents.
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";

/** Whether the call of a promise destroys something. */
export const isDestructive = ({ action }: Pick<Promised, "action">): boolean =>
  probes.get(action)?.destroys !== undefined;

/** No probe can choose its source address. A call that destroys something needs `allowDestructive`. */
export const isProbed = (promised: Promised, allowDestructive = false): boolean =>
  promised.context?.sourceIp === undefined && (allowDestructive || !isDestructive(promised));
