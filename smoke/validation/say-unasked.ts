// Says which promises a deployment was not asked about, and why.

import type { Target } from "../deployment/target.ts";
import type { Promised } from "../promises.ts";
import { whyUnasked } from "./promise-table.ts";

/** One line for each reason; none where everything was asked. */
export function sayUnasked(unasked: readonly Promised[], target: Target): readonly string[] {
  const reasons = Map.groupBy(unasked, (promised) => whyUnasked(promised, target));
  return [...reasons].map(([reason, { length }]) => {
    const promises = length === 1 ? "1 promise" : `${length} promises`;
    return `Not asked, because ${reason}: ${promises}.`;
  });
}
