// The answer to the question whether one side lies within another.

import type { AuthorizationRequest } from "../authorization-request.ts";

/** The answers, the worst first. */
export const VERDICTS = [
  "not contained",
  "unknown",
  "contained but for unknown names",
  "contained but for impossible requests",
  "contained",
] as const;

export type Verdict = (typeof VERDICTS)[number];

export interface Answer {
  readonly verdict: Verdict;
  /** A request that A allows and B does not, as evaluate decides both; none for "contained" and most of "unknown". */
  readonly witness?: AuthorizationRequest;
  /** One sentence: what the witness shows, or what stands in the way of a proof. */
  readonly why?: string;
}

/** The worst of some answers; "contained" if there are none. */
export const worst = (answers: readonly Answer[]): Answer =>
  VERDICTS.values()
    .map((verdict) => answers.find((answer) => answer.verdict === verdict))
    .find((answer) => answer !== undefined) ?? { verdict: "contained" };
