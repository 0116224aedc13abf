// Controls: the same call by a principal who may make it, so that a denial means what it says; and by one who may do
// nothing, so that an allowance does.
import type { Clients } from "./clients.ts";
import type { Control } from "./failed-control.ts";
import { type Once, once } from "./once.ts";
import { classify } from "./outcome.ts";
import type { Probe } from "./probes/probe.ts";
import { resources } from "./resources.ts";
import { NoSession, type Sessions } from "./sessions.ts";
import type { Target } from "./target.ts";
import { isHidden, tryProbe } from "./try-probe.ts";

/** The control of a probe on a resource (by its name in promises): made once in a run for all its rows, or `again`. */
export type Controls = (probe: Probe, resource: string, again?: boolean) => Promise<Control>;

type Made = Exclude<Control, string>;
type Ask = (by: string, clients: Clients, facts?: { temporary: boolean; signed: boolean }) => Promise<Made>;

/** By the operator, or where the operator may not, by the broker. */
export function openPositiveControls(target: Target, sessions: Sessions, missingKey: string): Controls {
  return shared(async (probe, resource) => {
    const ask = asker(probe, resource, target, missingKey);
    const first = sessions.operator && (await ask("the operator", sessions.operator));
    if (first?.outcome === "allowed" || !probe.brokerMay) return first ?? "uncontrolled";
    return ask("the broker", await sessions.clients("broker"));
  });
}

/** By a session without a policy, or where the broker cannot make one, by a call that is not signed. */
export function openNegativeControls(target: Target, sessions: Sessions, missingKey: string): Controls {
  return shared(async (probe, resource) => {
    if (probe.everyoneMay) return "unneeded";
    const ask = asker(probe, resource, target, missingKey);
    try {
      const clients = await sessions.clients("NoPolicy");
      return await ask("a session without a policy", clients, { temporary: true, signed: true });
    } catch (error) {
      if (!(error instanceof NoSession)) throw error;
      const clients = await sessions.clients("nobody");
      return ask("who does not sign", clients, { temporary: false, signed: false });
    }
  });
}

function asker(probe: Probe, resource: string, target: Target, missingKey: string): Ask {
  return async (by, clients, facts = { temporary: false, signed: true }) => {
    const located = resources[resource]?.(target, missingKey);
    if (located === undefined) throw new Error(`there is no resource called ${resource}`);
    const result = await tryProbe(probe, clients, located, target);
    const hidden = isHidden(probe, located);
    const { outcome, reason } = classify(probe, result, { ...facts, identified: false, hidden });
    return { by, outcome, reason };
  };
}

function shared(make: (probe: Probe, resource: string) => Promise<Control>): Controls {
  const made = new Map<string, Once<Control>>();
  return (probe, resource, again) => {
    const of = made.get(probe.action) ?? once((name) => make(probe, name));
    made.set(probe.action, of);
    return of(resource, again);
  };
}
