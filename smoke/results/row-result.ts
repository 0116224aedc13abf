// What is known of one promise after a run: plain data, without any secret.

import type { Observation } from "../answers/observation.ts";
import { sayContext } from "../context.ts";
import type { Prediction } from "../prediction/predict.ts";
import type { Promised } from "../promises.ts";
import type { Judgement } from "./judgement.ts";

/**
 * The same call by a principal who may make it, for a denial; by one who may not, for an allowance. `uncontrolled`
 * when nobody was there to make it.
 */
export type Control =
  | { outcome: Observation["outcome"]; by: string; reason: string; requestId?: string }
  | "uncontrolled"
  | "unneeded";

/** Whether IAM has caught up, and how long that took. */
export interface CaughtUp {
  readonly held: boolean;
  readonly milliseconds: number;
  /** What the last call that was not allowed came to. */
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

/** Stands for the principal in rows that no principal of the table has. */
export const OPERATOR = "operator";
/** Whom a bucket's policy lets in. */
export const EXTERNAL = "strangers";
/** Everyone in the account who is not in the table. */
export const EVERYONE_ELSE = "everyone else";

/** A promise that the run has not come to. */
interface UnfinishedRow extends Promised, Judgement {
  finding: "not probed";
}

/** What no promise is about, and the documents allow. */
export interface UnlistedRow extends Promised, Judgement {
  finding: "listed by no promise";
  advice: readonly string[];
}

/** What only the principals of a reverse promise may do, and everyone else in the account is predicted about. */
export interface EveryoneElseRow extends Promised, Judgement {
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

type Titled = Pick<Promised, "principal" | "action" | "resource" | "context">;

/** A promise in a few words: `User1 s3:GetObject the canary`, and its context in parentheses. */
export const titleOf = ({ principal, action, resource, context }: Titled): string =>
  `${principal} ${action} ${resource}${context === undefined ? "" : ` (${sayContext(context)})`}`;

/** Before it is probed, and after a run that ended too early. */
export const unfinished = (promised: Promised): UnfinishedRow => ({
  ...promised,
  verdict: "inconclusive",
  finding: "not probed",
  explanation: "The run ended before this promise was probed.",
});

export type SmokeRow = RowResult | UnfinishedRow | UnlistedRow | EveryoneElseRow | DeployedRow | PredictedRow;

/** What is known of one stack after a run. */
export interface StackRows {
  /** Its name, with its account and region. */
  readonly stack: string;
  /** One for each promise, in the table's order; then one for each permission that no promise lists. */
  readonly rows: readonly SmokeRow[];
  /** How many rows nobody asked for: the pattern or the shard has left them out. */
  readonly leftOut: number;
}
