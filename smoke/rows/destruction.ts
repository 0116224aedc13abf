// What a run's own calls have taken away from the deployment, and which calls cannot be judged after that.

import type { Observation } from "../answers/observation.ts";
import type { Promised } from "../promises.ts";
import type { Located } from "./locate.ts";

type CallResult = Pick<Observation, "outcome" | "reason">;

/** Whether a call had its effect. A call that S3 authorized and then refused has S3's error code as its reason. */
export const hasHappened = ({ outcome, reason }: CallResult): boolean =>
  outcome === "allowed" && reason === "";

/** Whether a call had its effect, or may have had it because its answer was lost or came from somewhere else. */
export const mayHaveHappened = (made: CallResult): boolean =>
  made.outcome === "inconclusive" || hasHappened(made);

export interface Destruction {
  /** Records the result of a call that was made. */
  note(promised: Promised, located: Located, by: string, result: CallResult): void;
  /** Why a call can no longer be judged, in words that end a sentence; undefined where it can. */
  lost(located: Located): string | undefined;
}

/** At first nothing is taken away. */
export function openDestruction(): Destruction {
  const gone = { bucket: new Map<string, string>(), policy: new Map<string, string>() };
  const lost = ({ resource: { arn }, prediction: { statements } }: Located): string | undefined => {
    const decides = statements.some(({ policy }) => policy === "resource");
    return gone.bucket.get(arn) ?? (decides ? gone.policy.get(arn) : undefined);
  };
  return {
    note({ action, resource }, located, by, result) {
      const { takesAway } = located.probe;
      // Only the first loss counts.
      if (takesAway === undefined || !mayHaveHappened(result) || lost(located) !== undefined) return;
      const named = takesAway === "bucket" ? resource : `the policy of ${resource}`;
      const cause = hasHappened(result)
        ? `is gone because ${action} was allowed to ${by} in this run`
        : `may be gone because the result of ${action} by ${by} in this run is unknown`;
      gone[takesAway].set(located.resource.arn, `${named} ${cause}, so nothing can be learnt from this call`);
    },
    lost,
  };
}
