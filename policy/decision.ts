// The decision on a request: allowed or denied, and by which statements.

import type { ReadingName } from "./decision/readings.ts";

export type PolicyType =
  | "identity"
  | "permissionsBoundary"
  | "session"
  | "resource"
  | "serviceControl"
  | "resourceControl"
  | "principal";

/** A statement that decided: `index` is the document among those of its type, both from 0. */
export interface Determining {
  readonly policy: PolicyType;
  readonly index: number;
  readonly statement: number;
  readonly sid?: string;
}

export interface Decision {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
  /** What allowed or denied; for an implicit denial, what would have had to allow. */
  readonly decidedBy: PolicyType;
  readonly because: readonly Determining[];
  /** Names what could not be evaluated; the decision is then a denial. */
  readonly error?: string;
  /** The condition keys that AWS sets, and on whose values, which the request does not tell, the decision turns. */
  readonly untold?: readonly string[];
  /** The open rules of policy/decision/readings.ts whose other reading would allow what this denies, or deny what this allows. */
  readonly inDoubt?: readonly ReadingName[];
}
