// What of a deployment the calls that passed have taken away, and which calls can then not be judged any more.

import type { Observation } from "../answers/observation.ts";
import type { Promised } from "../promises.ts";
import type { Located } from "./locate.ts";

type CameTo = Pick<Observation, "outcome" | "reason">;

/** Whether a call did what it says: what S3 refuses after it has authorized a call has a code for its reason. */
export const hasHappened = ({ outcome, reason }: CameTo): boolean => outcome === "allowed" && reason === "";

/** Whether a call that was made may have done what it says: its answer got lost, or came from somewhere else. */
export const mayHaveHappened = (made: CameTo): boolean =>
  made.outcome === "inconclusive" || hasHappened(made);

export interface Destruction {
  /** Takes note of what a call came to that was made. */
  note(promised: Promised, located: Located, by: string, cameTo: CameTo): void;
  /** Why nothing can be learnt of a call any more, in words that end a sentence; undefined where it can. */
  lost(located: Located): string | undefined;
}

/** Nothing is taken away yet. */
export function openDestruction(): Destruction {
  const gone = { bucket: new Map<string, string>(), policy: new Map<string, string>() };
  const lost = ({ resource: { arn }, prediction: { statements } }: Located): string | undefined => {
    const decides = statements.some(({ policy }) => policy === "resource");
    return gone.bucket.get(arn) ?? (decides ? gone.policy.get(arn) : undefined);
  };
  return {
    note({ action, resource }, located, by, cameTo) {
      const { takesAway } = located.probe;
      // What is lost is not asked about any more.
      if (takesAway === undefined || !mayHaveHappened(cameTo) || lost(located) !== undefined) return;
      const named = takesAway === "bucket" ? resource : `the policy of ${resource}`;
      const cause = hasHappened(cameTo)
        ? `is gone since ${action} was allowed to ${by} in this run`
        : `may be gone since nobody knows what came of ${action} by ${by} in this run`;
      gone[takesAway].set(located.resource.arn, `${named} ${cause}, so nothing can be learnt of this call`);
    },
    lost,
  };
}
