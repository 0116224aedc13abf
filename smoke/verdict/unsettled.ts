// A promise that holds, although AWS's pages leave open whether it does: only an answer of AWS itself settles that.

import type { Target } from "../deployment/target.ts";
import type { Prediction } from "../prediction/predict.ts";
import { sayDoubt } from "../prediction/say-doubt.ts";
import { inconclusive, type Judgement } from "../results/judgement.ts";

/** The judgement, or an inconclusive one where it rests on how a stand-in for AWS reads an open rule. */
export function unsettled(
  judgement: Judgement,
  { inDoubt }: Pick<Prediction, "inDoubt">,
  { endpoint }: Pick<Target, "endpoint">,
): Judgement {
  if (judgement.verdict !== "pass" || inDoubt === undefined || endpoint === undefined) return judgement;
  return inconclusive(
    "in doubt",
    `${sayDoubt(inDoubt)} What answers at ${endpoint} cannot settle that; AWS can.`,
  );
}
