// The sentinel: calls that must be allowed, made before any denial is believed. While IAM has not caught up with a
// deployment, everything is denied.
import { classify } from "../answers/outcome.ts";
import { isHidden, tryProbe } from "../answers/try-probe.ts";
import { type Patience, type Settled, settle } from "../calls/patience.ts";
import type { Target } from "../deployment/target.ts";
import { principals } from "../principals.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";
import { resources } from "../resources.ts";
import type { CaughtUp } from "../results/row-result.ts";
import { NoSession, type Sessions } from "../sessions/sessions.ts";
import { isDestructive } from "./probed.ts";

/** Waits until AWS knows the broker, and then until a session is allowed what a promise says. */
export async function awaitSentinel(
  target: Target,
  sessions: Sessions,
  promises: readonly Promised[],
  missingKey: string,
  patience: Patience,
): Promise<CaughtUp> {
  const started = patience.now();
  const result = (held: boolean, reason = ""): CaughtUp => ({
    held,
    milliseconds: Math.round(patience.now() - started),
    reason,
  });
  for (const call of sentinels(promises)) {
    let first = true;
    const asked: Settled<string> = await settle(
      async () => {
        const again = !first;
        first = false;
        return await whyNotAllowed(call, target, sessions, missingKey, again);
      },
      (refusal) => refusal === "",
      patience,
    );
    if (!asked.held) return result(false, `${call.principal} ${call.action}: ${asked.last}`);
  }
  return result(true);
}

type Call = Pick<Promised, "principal" | "action" | "resource" | "context">;

const BROKER: Call = { principal: "broker", action: "sts:GetCallerIdentity", resource: "itself" };

function sentinels(promises: readonly Promised[]): readonly Call[] {
  const allowance = promises.find(
    ({ principal, action, expect }) =>
      expect === "allowed" &&
      principals[principal]?.identity.type === "federated user" &&
      probes.get(action)?.everyoneMay !== true &&
      !isDestructive({ action }),
  );
  return allowance === undefined ? [BROKER] : [BROKER, allowance];
}

/** Why the call was not allowed; empty when it was. */
async function whyNotAllowed(
  { principal, action, resource, context }: Call,
  target: Target,
  sessions: Sessions,
  missingKey: string,
  again: boolean,
): Promise<string> {
  const probe = probes.get(action);
  const located = resources[resource]?.(target, missingKey);
  if (probe === undefined || located === undefined) throw new Error("this promise was not validated");
  try {
    const clients = await sessions.clients(principal, again);
    const result = await tryProbe(probe, clients, located, target, context);
    const hidden = isHidden(probe, located);
    const facts = { temporary: principal !== "broker", identified: false, signed: true, hidden };
    const { outcome, reason } = classify(probe, result, facts);
    return outcome === "allowed" ? "" : reason;
  } catch (error) {
    if (!(error instanceof NoSession)) throw error;
    return error.message;
  }
}
