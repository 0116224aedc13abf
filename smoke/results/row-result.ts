// What is known of one promise after a run: plain data, without any secret.

import type { Observation } from "../answers/outcome.ts";
import type { Prediction } from "../prediction/predict.ts";
import type { Promised } from "../promises.ts";
import type { CaughtUp } from "../rows/sentinel.ts";
import type { Control } from "../verdict/failed-control.ts";
import type { Judgement } from "./judgement.ts";

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

/** A promise that the run has not come to. */
export interface UnfinishedRow extends Promised, Judgement {
  finding: "not probed";
}

/** What no promise is about, and the documents allow. */
export interface UnlistedRow extends Promised, Judgement {
  finding: "listed by no promise";
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

/** Before it is probed, and after a run that ended too early. */
export const unfinished = (promised: Promised): UnfinishedRow => ({
  ...promised,
  verdict: "inconclusive",
  finding: "not probed",
  explanation: "The run ended before this promise was probed.",
});

export type SmokeRow = RowResult | UnfinishedRow | UnlistedRow | OthersRow | DeployedRow | PredictedRow;

/** What is known of one stack after a run. */
export interface StackRows {
  /** Its name, with its account and region. */
  readonly stack: string;
  /** One for each promise, in the table's order; then one for each permission that no promise lists. */
  readonly rows: readonly SmokeRow[];
  /** How many rows nobody asked for: the pattern or the shard has left them out. */
  readonly leftOut: number;
}
