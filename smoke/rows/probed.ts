// Which promises a run probes; the others are compared with the documents alone.
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";

/** Whether the call of a promise does what it says. */
export const isDestructive = ({ action }: Pick<Promised, "action">): boolean =>
  probes.get(action)?.destroys !== undefined;

/** No probe chooses the address that it comes from; and what destroys must be allowed to. */
export const isProbed = (promised: Promised, allowDestructive = false): boolean =>
  promised.context?.sourceIp === undefined && (allowDestructive || !isDestructive(promised));
