// Controls: the same call by a principal who may make it, so that a denial means what it says.
import type { Clients } from "./clients.ts";
import { classify } from "./outcome.ts";
import type { Probe } from "./probes/probe.ts";
import { resources } from "./resources.ts";
import type { Sessions } from "./sessions.ts";
import type { Target } from "./target.ts";
import { tryProbe } from "./try-probe.ts";
import type { Control } from "./verdict.ts";

/** The control of a probe on a resource (by its name in promises); made once in a run, for all its rows. */
export type Controls = (probe: Probe, resource: string) => Promise<Control>;

export function openControls(target: Target, sessions: Sessions, missingKey: string): Controls {
  const made = new Map<string, Promise<Control>>();
  return (probe, resource) => {
    const key = `${probe.action} ${resource}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = control(probe, resource, target, sessions, missingKey);
    made.set(key, fresh);
    return fresh;
  };
}

async function control(
  probe: Probe,
  resource: string,
  target: Target,
  sessions: Sessions,
  missingKey: string,
): Promise<Control> {
  const ask = async (by: string, clients: Clients): Promise<Exclude<Control, string>> => {
    const located = resources[resource]?.(target, missingKey);
    if (located === undefined) throw new Error(`there is no resource called ${resource}`);
    const result = await tryProbe(probe, clients, located, target);
    const { outcome, reason } = classify(probe, result, { federated: false, identified: false });
    return { by, outcome, reason };
  };
  const first = sessions.operator && (await ask("the operator", sessions.operator));
  if (first?.outcome === "allowed" || !probe.brokerMay) return first ?? "uncontrolled";
  return ask("the broker", await sessions.clients("broker"));
}
