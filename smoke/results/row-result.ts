// What is known about one promise after a run: plain data, without any secret.

import type { Observation } from "../answers/observation.ts";
import { sayContext } from "../context.ts";
import type { Prediction } from "../prediction/predict.ts";
import type { Promised } from "../promises.ts";
import type { Judgement } from "./judgement.ts";

/**
 * The control of a row. For a denial: the same call by a principal who may make it. For an allowance: the same call by
 * a principal who may not. `uncontrolled` when nobody could make it.
 */
export type Control =
  | { outcome: Observation["outcome"]; by: string; reason: string; requestId?: string }
  | "uncontrolled"
  | "unneeded";

/** Whether IAM has caught up, and how long that took. */
export interface CaughtUp {
  readonly held: boolean;
  readonly milliseconds: number;
  /** Why the last call was not allowed. */
  readonly reason: string;
}

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

/** The principal in rows about what the operator reads. */
export const OPERATOR = "operator";
/** The principal in rows about outsiders whom a bucket's policy allows something. */
export const EXTERNAL = "strangers";
/** Everyone in the account who is not in the table. */
export const EVERYONE_ELSE = "everyone else";

/** A promise that the run did not reach. */
interface UnfinishedRow extends Promised, Judgement {
  finding: "not probed";
}

/** What the documents allow and no promise lists. */
export interface UnlistedRow extends Promised, Judgement {
  finding: "listed by no promise";
  advice: readonly string[];
}

/** A reverse promise about the whole account: the prediction for everyone else. */
export interface EveryoneElseRow extends Promised, Judgement {
  advice: readonly string[];
}

/** A part of the deployment that is not as the stack outputs say, or that could not be compared. */
export interface DeployedRow extends Promised, Judgement {
  advice: readonly string[];
}

/** A promise that is compared only with the documents. */
export interface PredictedRow extends Promised, Judgement {
  prediction: Prediction;
  advice: readonly string[];
}

type Titled = Pick<Promised, "principal" | "action" | "resource" | "context">;

/** A promise in a few words: `User1 s3:GetObject the canary`, and its context in parentheses. */
export const titleOf = ({ principal, action, resource, context }: Titled): string =>
  `${principal} ${action} ${resource}${context === undefined ? "" : ` (${sayContext(context)})`}`;

/** The row of a promise before it is probed, and after a run that ended too early. */
export const unfinished = (promised: Promised): UnfinishedRow => ({
  ...promised,
  verdict: "inconclusive",
  finding: "not probed",
  explanation: "The run ended before this promise was probed.",
});

export type SmokeRow = RowResult | UnfinishedRow | UnlistedRow | EveryoneElseRow | DeployedRow | PredictedRow;

/** What is known about one stack after a run. */
export interface StackRows {
  /** Its name, with its account and region. */
  readonly stack: string;
  /** One for each promise, in the table's order; then one for each permission that no promise lists. */
  readonly rows: readonly SmokeRow[];
  /** How many rows the pattern or the shard left out. */
  readonly leftOut: number;
}
