// What is known of one promise after a run: plain data, without any secret.

import type { Control } from "./failed-control.ts";
import type { Judgement } from "./judgement.ts";
import type { Observation } from "./outcome.ts";
import type { Prediction } from "./predict.ts";
import type { Promised } from "./promises.ts";
import type { CaughtUp } from "./sentinel.ts";

export interface RowResult extends Promised, Judgement {
  resourceArn: string;
  prediction: Prediction;
  observation: Observation;
  control: Control;
  advice: readonly string[];
  /** How often it was asked. */
  attempts: number;
  /** Whether IAM had caught up with the deployment when it was asked. */
  caughtUp: CaughtUp;
  /** How long the row took, from its first call to its verdict. */
  milliseconds: number;
}

/** Stands for the principal in rows that no principal of the table has. */
export const OPERATOR = "operator";
/** Whom a bucket's policy lets in. */
export const STRANGERS = "strangers";
/** Everyone in the account who is not in the table. */
export const OTHERS = "everyone else";

/** A promise that the run did not come to. */
export interface UnfinishedRow extends Promised, Judgement {
  verdict: "inconclusive";
}

/** What no promise is about, and the documents allow. */
export interface UnlistedRow extends Promised, Judgement {
  verdict: "fail";
  advice: readonly string[];
}

/** What only the principals of a reverse promise may do, and everyone else in the account is predicted about. */
export interface OthersRow extends Promised, Judgement {
  advice: readonly string[];
}

/** A part of the deployment that is not as the stack outputs say, or of which nothing was learnt. */
export interface DeployedRow extends Promised, Judgement {
  advice: readonly string[];
}

/** A promise that is compared with the documents alone. */
export interface PredictedRow extends Promised, Judgement {
  prediction: Prediction;
  advice: readonly string[];
}

export type SmokeRow = RowResult | UnfinishedRow | UnlistedRow | OthersRow | DeployedRow | PredictedRow;

/** The row of a promise that the run did not come to. */
export function unfinished(promised: Promised): UnfinishedRow {
  return {
    ...promised,
    verdict: "inconclusive",
    finding: "nothing learnt",
    explanation: "The run ended before this promise was probed.",
  };
}
