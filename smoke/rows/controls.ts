// Controls: the same call by somebody else. A principal who may make the call shows that a denial means something. A
// principal who may do nothing shows that an allowance means something.

import type { Facts } from "../answers/observation.ts";
import { classify } from "../answers/outcome.ts";
import { isHidden, tryProbe } from "../answers/try-probe.ts";
import type { Clients } from "../calls/clients.ts";
import { type Memoized, memoize } from "../calls/memoize.ts";
import type { Target } from "../deployment/target.ts";
import type { Probe } from "../probes/probe.ts";
import type { Promised } from "../promises.ts";
import { resources } from "../resources.ts";
import type { Control } from "../results/row-result.ts";
import { NoSession, type Sessions } from "../sessions/sessions.ts";

/** A promise without its principal. */
type Asked = Pick<Promised, "resource" | "context">;

/** The control of a probe's call: made once in a run for all its rows, or `again`. */
export type Controls = (probe: Probe, asked: Asked, again?: boolean) => Promise<Control>;

type Made = Exclude<Control, string>;
type Ask = (by: string, clients: Clients, facts?: Facts) => Promise<Made>;

/** By the operator, or by the broker where the operator may not make the call. */
export function openPositiveControls(target: Target, sessions: Sessions, missingKey: string): Controls {
  return shared(async (probe, asked) => {
    const ask = asker(probe, asked, target, missingKey);
    const first = sessions.operator && (await ask("the operator", sessions.operator));
    if (first?.outcome === "allowed" || !probe.brokerMay) return first ?? "uncontrolled";
    return ask("the broker", await sessions.clients("broker"));
  });
}

/** By a session without a policy, or by an unsigned call where the broker cannot make such a session. */
export function openNegativeControls(target: Target, sessions: Sessions, missingKey: string): Controls {
  return shared(async (probe, asked) => {
    if (probe.everyoneMay) return "unneeded";
    const ask = asker(probe, asked, target, missingKey);
    try {
      const clients = await sessions.clients("NoPolicy");
      const identified = await sessions.identified("NoPolicy");
      const made = await ask("a session without a policy", clients, {
        temporary: true,
        signed: true,
        identified,
      });
      // AWS refused the credentials, so it never checked what they may do.
      return made.outcome === "rejected" ? { ...made, outcome: "inconclusive" } : made;
    } catch (error) {
      if (!(error instanceof NoSession)) throw error;
      const clients = await sessions.clients("nobody");
      return ask("a caller who does not sign", clients, {
        temporary: false,
        signed: false,
        identified: false,
      });
    }
  });
}

function asker(probe: Probe, { resource, context }: Asked, target: Target, missingKey: string): Ask {
  return async (by, clients, facts = { temporary: false, signed: true, identified: false }) => {
    const located = resources[resource]?.(target, missingKey);
    if (located === undefined) throw new Error(`there is no resource called ${resource}`);
    const result = await tryProbe(probe, clients, located, target, context);
    const hidden = isHidden(probe, located);
    const { outcome, reason, requestId } = classify(probe, result, { ...facts, hidden });
    return { by, outcome, reason, ...(requestId === undefined ? {} : { requestId }) };
  };
}

function shared(make: (probe: Probe, asked: Asked) => Promise<Control>): Controls {
  const made = new Map<string, Memoized<Control>>();
  return (probe, asked, again) => {
    const call = JSON.stringify([probe.action, asked.resource, asked.context]);
    const of = made.get(call) ?? memoize(() => make(probe, asked));
    made.set(call, of);
    return of(call, again);
  };
}
