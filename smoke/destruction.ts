// What of a deployment the calls that passed have taken away, and which calls can then not be judged any more.
import type { Located } from "./locate.ts";
import type { Observation } from "./outcome.ts";
import type { Promised } from "./promises.ts";

/** Whether a call did what it says: what S3 refuses after it has authorized a call has a code for its reason. */
export const hasHappened = ({ outcome, reason }: Pick<Observation, "outcome" | "reason">): boolean =>
  outcome === "allowed" && reason === "";

export interface Destruction {
  /** Takes note of a call that has happened. */
  note(promised: Promised, located: Located, by: string): void;
  /** Why nothing can be learnt of a call any more, in words that end a sentence; undefined where it can. */
  lost(located: Located): string | undefined;
}

/** Nothing is taken away yet. */
export function openDestruction(): Destruction {
  const gone = { bucket: new Map<string, string>(), policy: new Map<string, string>() };
  return {
    note({ action, resource }, { probe, resource: { arn } }, by) {
      const { takesAway } = probe;
      if (takesAway === undefined || gone[takesAway].has(arn)) return;
      const named = takesAway === "bucket" ? resource : `the policy of ${resource}`;
      const cause = `${named} is gone since ${action} was allowed to ${by} in this run, so nothing can be learnt of this call`;
      gone[takesAway].set(arn, cause);
    },
    lost({ resource: { arn }, prediction: { statements } }) {
      const decides = statements.some(({ policy }) => policy === "resource");
      return gone.bucket.get(arn) ?? (decides ? gone.policy.get(arn) : undefined);
    },
  };
}
