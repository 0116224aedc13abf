// The result of a probe's call, raw and classified, and what is known about its caller.
import type { Answer } from "../probes/probe.ts";
import type { DenyingPolicy } from "../promises.ts";

type Outcome = "allowed" | "denied" | "rejected" | "inconclusive";

export interface Observation {
  outcome: Outcome;
  /** The policy type that AWS names as denying. */
  by?: DenyingPolicy;
  /** Whether a Deny statement applies; otherwise no statement allows the call. */
  explicit?: boolean;
  /** Whether S3 allowed it, and only KMS refused to decrypt for it. */
  byKey?: true;
  /** Why it is this outcome; AWS's own words where AWS gave a reason. */
  reason: string;
  /** The keys or ARNs that the answer shows. */
  shows: readonly string[];
  /** AWS's code, for a rejection. */
  code?: string;
  requestId?: string;
}

/** What an answer says about permission, without what it shows. */
export type Classified = Omit<Observation, "shows" | "requestId">;

/** The raw result of a probe's call. */
export type Result = { answer: Answer; requestId?: string } | { thrown: unknown };

export interface Facts {
  /** Whether the caller's credentials are a session's. */
  temporary: boolean;
  /** Whether GetCallerIdentity, with the same credentials in this run, named the right caller. */
  identified: boolean;
  /** Whether the call was signed at all. */
  signed: boolean;
  /** Whether the requested key is missing. S3 hides that from callers who may not list the bucket. */
  hidden?: boolean;
  /** The caller's ARN, where it is known. */
  arn?: string;
}
