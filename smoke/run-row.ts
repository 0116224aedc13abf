// Runs one promise: probe and control, prediction, verdict, advice.
import { advise } from "./advice.ts";
import { classify, type Observation } from "./outcome.ts";
import { predict } from "./predict.ts";
import { isTemporary, principals } from "./principals.ts";
import type { Probe } from "./probes/probe.ts";
import { probes } from "./probes/probes.ts";
import type { Promised } from "./promises.ts";
import { redact } from "./redact.ts";
import { type Resource, resources, shownAs } from "./resources.ts";
import type { RowResult } from "./row-result.ts";
import type { Run } from "./run.ts";
import { NoSession } from "./sessions.ts";
import { tryProbe } from "./try-probe.ts";
import { type Control, judge } from "./verdict.ts";

/** Never throws for anything that AWS or the network does. */
export async function runRow(promised: Promised, run: Run): Promise<RowResult> {
  const started = performance.now();
  const probe = probes.get(promised.action);
  const resource = resources[promised.resource]?.(run.target, run.missingKey);
  if (probe === undefined || resource === undefined) throw new Error("this promise was not validated");
  const prediction = predict(promised, probe, resource, run.target, run.documents, new Date());
  const [observation, control] = await Promise.all([
    observe(promised.principal, probe, resource, run),
    controlOf(promised, probe, run),
  ]);
  const judgement = judge(
    promised,
    prediction,
    observation,
    await control,
    isShown(promised, observation, run),
  );
  const { arn: resourceArn } = resource;
  const advice = advise({ ...promised, ...judgement, resourceArn, prediction, observation });
  const milliseconds = Math.round(performance.now() - started);
  const row = {
    ...promised,
    ...judgement,
    resourceArn,
    prediction,
    observation,
    control,
    advice,
    milliseconds,
  };
  return redact(row, run.sessions.secrets());
}

async function controlOf({ expect, resource }: Promised, probe: Probe, run: Run): Promise<Control> {
  return expect === "allowed" ? run.negativeControls(probe, resource) : run.positiveControls(probe, resource);
}

async function observe(principal: string, probe: Probe, resource: Resource, run: Run): Promise<Observation> {
  const { sessions, target } = run;
  try {
    const clients = await sessions.clients(principal);
    const result = await tryProbe(probe, clients, resource, target);
    const temporary = isTemporary(principal);
    const identified = "thrown" in result && temporary && (await sessions.identified(principal));
    const signed = principals[principal]?.identity.type !== "nobody";
    return classify(probe, result, { temporary, identified, signed });
  } catch (error) {
    if (!(error instanceof NoSession)) throw error;
    return { outcome: "inconclusive", reason: error.message, shows: [] };
  }
}

function isShown({ shows }: Promised, observation: Observation, run: Run): boolean {
  const wanted = shows === undefined ? undefined : resources[shows]?.(run.target, run.missingKey);
  return wanted === undefined || observation.shows.includes(shownAs(wanted));
}
