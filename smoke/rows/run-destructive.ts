// Runs the promises about calls that destroy something. All rows of one action are observed first; those that must be
// allowed come last. Only then does the operator make the control. Rows about what is gone are not asked any more.

import type { Observation } from "../answers/observation.ts";
import { memoize } from "../calls/memoize.ts";
import { ask } from "../calls/patience.ts";
import { redact } from "../deployment/redact.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";
import type { CaughtUp, Control, RowResult } from "../results/row-result.ts";
import { type Destruction, mayHaveHappened, openDestruction } from "./destruction.ts";
import { type Located, locate } from "./locate.ts";
import type { Run } from "./run.ts";
import { conclude, isSettled, observe } from "./run-row.ts";

/** The order of the probes: no action destroys what a later one needs. */
export const byDestruction = (one: Pick<Promised, "action">, other: Pick<Promised, "action">): number =>
  place(one) - place(other);

const place = ({ action }: Pick<Promised, "action">): number => [...probes.keys()].indexOf(action);

/**
 * Gives the result of one of these promises; undefined where the run is over before that. The first promise of an
 * action runs all promises about that action. Callers finish one action before they begin the next.
 */
export function openDestructive(
  promises: readonly Promised[],
  run: Run,
  isOver: () => boolean,
): (promised: Promised) => Promise<RowResult | undefined> {
  const destruction = openDestruction();
  const ofAction = memoize((action) => {
    const about = promises.filter((promised) => promised.action === action);
    return runAction(about, { run, destruction, isOver });
  });
  return async (promised) => (await ofAction(promised.action)).get(promised);
}

interface Running {
  readonly run: Run;
  readonly destruction: Destruction;
  readonly isOver: () => boolean;
}

async function runAction(
  promises: readonly Promised[],
  running: Running,
): Promise<ReadonlyMap<Promised, RowResult>> {
  const { run, destruction, isOver } = running;
  const found = new Map<Promised, RowResult>();
  if (isOver()) return found;
  const caughtUp = await run.caughtUp();
  const rows: Row[] = [];
  for (const promised of [...promises.filter(isDenied), ...promises.filter((one) => !isDenied(one))]) {
    if (isOver()) return found;
    rows.push(await observed(promised, caughtUp, running));
  }
  for (const row of rows) {
    if (isOver()) return found;
    row.control ??= await positiveControl(row, running);
  }
  for (const { promised, located, control } of rows)
    if (typeof control === "object") destruction.note(promised, located, control.by, control);
  for (const row of rows) found.set(row.promised, concluded(row, caughtUp, run));
  return found;
}

const isDenied = ({ expect }: Promised): boolean => expect !== "allowed";

interface Row {
  readonly promised: Promised;
  readonly located: Located;
  readonly observation: Observation;
  readonly attempts: number;
  readonly milliseconds: number;
  control?: Control;
}

/** A call that must be allowed is controlled before it is made. */
async function observed(promised: Promised, caughtUp: CaughtUp, running: Running): Promise<Row> {
  const { run, destruction } = running;
  const started = performance.now();
  const located = locate(promised, run);
  const hindrance = () => late(caughtUp) ?? destruction.lost(located);
  const control =
    isDenied(promised) || hindrance() !== undefined
      ? undefined
      : await run.negativeControls(located.probe, promised);
  if (typeof control === "object") destruction.note(promised, located, control.by, control);
  const reason = hindrance();
  const seen = reason === undefined ? await persist(promised, located, run) : unlearnt(reason);
  if (seen.attempts > 0) destruction.note(promised, located, promised.principal, seen.observation);
  const milliseconds = Math.round(performance.now() - started);
  return { promised, located, ...seen, milliseconds, ...(control && { control }) };
}

interface Seen {
  readonly observation: Observation;
  readonly attempts: number;
}

const unlearnt = (reason: string): Seen => ({
  observation: { outcome: "inconclusive", reason, shows: [] },
  attempts: 0,
});

const late = ({ held, reason }: CaughtUp): string | undefined =>
  held
    ? undefined
    : `IAM may not have caught up with the deployment (${reason}), and until then nothing is destroyed`;

/** Asks again while there is time, but never after the call has passed, or may have. */
async function persist(promised: Promised, located: Located, run: Run): Promise<Seen> {
  let attempts = 0;
  let final: Observation | undefined;
  const asking = (again: boolean) => async () => {
    if (final !== undefined) return final;
    const observation = await observe(promised, located, run, again);
    // Without a session no call was made.
    if (!(await hasSession(promised, run))) return observation;
    attempts += 1;
    if (observation.outcome === "allowed" || mayHaveHappened(observation)) final = observation;
    return observation;
  };
  const holds = (observation: Observation): boolean =>
    final !== undefined || isSettled(conclude(promised, located, observation, "unneeded", run));
  const { last } = await ask(asking(false), asking(true), holds, run.patience);
  return { observation: last, attempts };
}

const hasSession = ({ principal }: Promised, { sessions }: Run): Promise<boolean> =>
  sessions.clients(principal).then(
    () => true,
    () => false,
  );

/** The operator's control, which only a denial needs. */
async function positiveControl(
  { promised, located, observation }: Row,
  { run, destruction }: Running,
): Promise<Control> {
  if (observation.outcome !== "denied" && observation.outcome !== "rejected") return "unneeded";
  const reason = destruction.lost(located);
  if (reason === undefined || run.sessions.operator === undefined)
    return run.positiveControls(located.probe, promised);
  return { by: "the operator", outcome: "inconclusive", reason };
}

function concluded(
  { promised, located, observation, control = "unneeded", attempts, milliseconds }: Row,
  caughtUp: CaughtUp,
  run: Run,
): RowResult {
  const asked = conclude(promised, located, observation, control, run);
  return redact({ ...asked, attempts, caughtUp, milliseconds }, run.sessions.secrets());
}
