// A control with the wrong result makes its row inconclusive, because nothing is proved.

import type { Promised } from "../promises.ts";
import { capital, inconclusive, type Judgement } from "../results/judgement.ts";
import type { Control } from "../results/row-result.ts";

/**
 * A denial proves nothing if nobody may make the call, or if the resource is missing. An allowance proves nothing if
 * everyone may make the call.
 */
export function failedControl({ expect }: Pick<Promised, "expect">, control: Control): Judgement | undefined {
  if (typeof control === "string") return undefined;
  if (expect === "allowed") return openToAll(control);
  if (control.outcome === "allowed") return undefined;
  return inconclusive(
    "control failed",
    `${capital(control.by)} must be allowed the same call for the denial to mean anything, but that call was ${control.outcome}: ${control.reason}.`,
  );
}

function openToAll({ by, outcome, reason }: Exclude<Control, string>): Judgement | undefined {
  if (outcome === "denied" || outcome === "rejected") return undefined;
  if (outcome === "allowed")
    return inconclusive(
      "control failed",
      `${capital(by)} must be denied the same call for the allowance to mean anything, but it was allowed.`,
    );
  return inconclusive(
    "control failed",
    `${capital(by)} must be denied the same call for the allowance to mean anything, but nothing was learnt from that call: ${reason}.`,
  );
}
