// The rates of @cloud-copilot/iam-simulate next to ours. It is measured only if installed by hand; it is no dependency.
import { rate } from "./rate.ts";
import type { Row } from "./row.ts";
import { ACCOUNT, type Workload } from "./workloads.ts";

const PEER = "@cloud-copilot/iam-simulate";

/** The part of its documented interface that is used here. */
interface Peer {
  runSimulation(simulation: object, options: object): Promise<{ readonly overallResult?: string }>;
  runUnsafeSimulation(simulation: object, options: object): string;
}

/** Its rates by both entry points; empty if it is not installed. Here it gets only identity policies. */
export async function peerDecisions(workloads: readonly Workload[]): Promise<readonly Row[]> {
  const peer = await installed();
  if (peer === undefined) return [];
  const rows: Row[] = [];
  for (const workload of workloads) {
    const simulations = simulationsOf(workload);
    const [first = {}] = simulations;
    const { overallResult } = await peer.runSimulation(first, {});
    if (overallResult !== "Allowed") throw new Error(`${PEER}: ${workload.name} must be allowed.`);
    const asked = inTurn(simulations);
    const checked = await rate(() => peer.runSimulation(asked(), {}));
    const unchecked = await rate(() => peer.runUnsafeSimulation(asked(), {}));
    rows.push({ name: workload.name, by: PEER, perSecond: checked });
    rows.push({ name: `${workload.name}, unchecked`, by: PEER, perSecond: unchecked });
  }
  return rows;
}

async function installed(): Promise<Peer | undefined> {
  try {
    return (await import(PEER)) as Peer;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

const simulationsOf = ({ identity, requests }: Workload): readonly object[] =>
  requests.map(({ principal, action, resource, context = {} }) => ({
    request: {
      principal: "arn" in principal ? principal.arn : "",
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: context,
    },
    identityPolicies: identity.map((policy, index) => ({ name: `policy-${index}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }));

function inTurn(simulations: readonly object[]): () => object {
  let next = 0;
  return () => {
    next = next + 1 < simulations.length ? next + 1 : 0;
    return { ...simulations[next] };
  };
}
