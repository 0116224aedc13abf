// Runs one promise: probe and control, prediction, verdict, advice.

import type { Observation } from "../answers/observation.ts";
import { classify } from "../answers/outcome.ts";
import { isHidden, tryProbe } from "../answers/try-probe.ts";
import { ask } from "../calls/patience.ts";
import { redact } from "../deployment/redact.ts";
import { principals } from "../principals.ts";
import type { Probe } from "../probes/probe.ts";
import type { Promised } from "../promises.ts";
import { resources, shownAs } from "../resources.ts";
import type { Judgement } from "../results/judgement.ts";
import type { CaughtUp, Control, RowResult } from "../results/row-result.ts";
import { arnOf, isTemporary } from "../sessions/identity.ts";
import { NoSession } from "../sessions/sessions.ts";
import { advise } from "../verdict/advice.ts";
import { unsettled } from "../verdict/unsettled.ts";
import { judge } from "../verdict/verdict.ts";
import { absentBucket } from "./absent-bucket.ts";
import { type Located, locate } from "./locate.ts";
import { isDestructive } from "./probed.ts";
import type { Run } from "./run.ts";

/** Never throws for anything that AWS or the network does. A row that disagrees is asked again while there is time. */
export async function runRow(promised: Promised, run: Run): Promise<RowResult> {
  if (isDestructive(promised)) throw new Error("what destroys is not asked like any other promise");
  const started = performance.now();
  const caughtUp = await run.caughtUp();
  const asking = (again: boolean) => () => askRow(promised, run, caughtUp, again);
  const { last, attempts } = await ask(asking(false), asking(true), isSettled, run.patience);
  const milliseconds = Math.round(performance.now() - started);
  return redact({ ...last, attempts, caughtUp, milliseconds }, run.sessions.secrets());
}

type Asked = Omit<RowResult, "attempts" | "caughtUp" | "milliseconds">;

/** Whether to stop asking. A fault of the network or of an endpoint does not change when IAM catches up. */
export const isSettled = ({ verdict, finding }: Judgement): boolean =>
  verdict === "pass" || ["nothing learnt", "not caught up", "in doubt"].includes(finding);

async function askRow(promised: Promised, run: Run, caughtUp: CaughtUp, again: boolean): Promise<Asked> {
  const located = locate(promised, run);
  const unmade = await absentBucket(located, run);
  if (unmade !== undefined) return conclude(promised, located, unmade, "uncontrolled", run);
  const [observation, control] = await Promise.all([
    observe(promised, located, run, again),
    controlOf(promised, located.probe, run, again),
  ]);
  return conclude(promised, located, observation, control, run, tooEarly(observation, caughtUp));
}

/** Judges what was seen, unless `known` is the judgement already. */
export function conclude(
  promised: Promised,
  { resource, prediction }: Located,
  observation: Observation,
  control: Control,
  run: Run,
  known?: Judgement,
): Asked {
  const judgement =
    known ??
    unsettled(
      judge(promised, prediction, observation, control, isShown(promised, observation, run)),
      prediction,
      run.target,
    );
  const { arn: resourceArn } = resource;
  const advice = advise({ ...promised, ...judgement, resourceArn, prediction, observation });
  return { ...promised, ...judgement, resourceArn, prediction, observation, control, advice };
}

function tooEarly({ outcome }: Observation, { held, reason }: CaughtUp): Judgement | undefined {
  if (held || outcome !== "denied") return undefined;
  return {
    verdict: "inconclusive",
    finding: "not caught up",
    explanation: `It was denied, but a call that must be allowed was denied, too, so IAM may not have caught up with the deployment (${reason}).`,
  };
}

async function controlOf(promised: Promised, probe: Probe, run: Run, again: boolean): Promise<Control> {
  const controls = promised.expect === "allowed" ? run.negativeControls : run.positiveControls;
  return controls(probe, promised, again);
}

/** Makes the promised call. */
export async function observe(
  { principal, context }: Promised,
  { probe, resource }: Located,
  run: Run,
  again: boolean,
): Promise<Observation> {
  const { sessions, target } = run;
  try {
    const clients = await sessions.clients(principal, again);
    const result = await tryProbe(probe, clients, resource, target, context);
    const temporary = isTemporary(principal);
    const identified = "thrown" in result && temporary && (await sessions.identified(principal, again));
    const signed = principals[principal]?.identity.type !== "nobody";
    const hidden = isHidden(probe, resource);
    return classify(probe, result, { temporary, identified, signed, hidden, ...arnOf(principal, target) });
  } catch (error) {
    if (!(error instanceof NoSession)) throw error;
    return { outcome: "inconclusive", reason: error.message, shows: [] };
  }
}

function isShown({ shows }: Promised, observation: Observation, run: Run): boolean {
  const wanted = shows === undefined ? undefined : resources[shows]?.(run.target, run.missingKey);
  return wanted === undefined || observation.shows.includes(shownAs(wanted));
}
