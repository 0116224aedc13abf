// What a control that did not come out as it must says of its promise: nothing is proved.

import type { Promised } from "../promises.ts";
import { capital, inconclusive, type Judgement } from "../results/judgement.ts";
import type { Control } from "../results/row-result.ts";

/** A denial of what nobody may do, or of what is not there, proves nothing; nor does an allowance of what all may do. */
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
      `${capital(by)} must be denied the same call for the allowance to mean anything, but was allowed it.`,
    );
  return inconclusive(
    "control failed",
    `${capital(by)} must be denied the same call for the allowance to mean anything, but nothing was learnt of it: ${reason}.`,
  );
}
