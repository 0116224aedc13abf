// What came of a probe's call, as it was and as it is understood; and what is known of its caller.
import type { Answer } from "../probes/probe.ts";
import type { DenyingPolicy } from "../promises.ts";

type Outcome = "allowed" | "denied" | "rejected" | "inconclusive";

export interface Observation {
  outcome: Outcome;
  /** The policy type that AWS names as denying. */
  by?: DenyingPolicy;
  /** Whether a statement denies it, rather than none allowing it. */
  explicit?: boolean;
  /** Why it is this outcome, in AWS's words where it gave some. */
  reason: string;
  /** The keys or ARNs that the answer shows. */
  shows: readonly string[];
  /** AWS's code, for a rejection. */
  code?: string;
  requestId?: string;
}

/** What an answer says about permission, before what it shows is looked at. */
export type Classified = Omit<Observation, "shows" | "requestId">;

/** What came of a probe's call. */
export type Result = { answer: Answer; requestId?: string } | { thrown: unknown };

export interface Facts {
  /** Whether the caller's credentials are a session's. */
  temporary: boolean;
  /** Whether GetCallerIdentity told who this is, with the same credentials in this run. */
  identified: boolean;
  /** Whether the call was signed at all. */
  signed: boolean;
  /** Whether the key that is asked for is missing, which S3 hides from who may not list the bucket. */
  hidden?: boolean;
  /** The caller's ARN, where it is known. */
  arn?: string;
}
