// Whether a request lies in a region: a set of requests that a policy describes, whoever asks.

import type { AuthorizationRequest } from "./authorization-request.ts";
import type { Policy } from "./compiled/policy.ts";
import { consider, type Findings } from "./decision/consider.ts";
import { Asked } from "./request/asked.ts";
import { EvaluationError } from "./request/evaluation-error.ts";

export interface Coverage {
  /** Whether the request lies in the region for certain. */
  readonly covered: boolean;
  /** Why that is in doubt; a request in doubt is not covered. */
  readonly error?: string;
  /** The condition keys that AWS sets, and on whose values, which the request does not tell, it turns. */
  readonly untold?: readonly string[];
}

/**
 * Whether a region holds a request: one of its Allows applies, and none of its Denies. Who asks matters only to its
 * conditions and variables. Never throws. Open rules are read as `evaluate` reads them.
 */
export function covers(region: Policy, request: AuthorizationRequest): Coverage {
  const findings: Findings = { denies: [], deniesInDoubt: [], allowsInDoubt: [], generous: false };
  try {
    const allows = consider(new Asked(request), "identity", [region], findings);
    if (findings.denies.length > 0) return OUTSIDE;
    const doubts = [...findings.deniesInDoubt, ...(allows.length > 0 ? [] : findings.allowsInDoubt)];
    const isInside = allows.length > 0 || findings.allowsInDoubt.length > 0;
    if (!isInside || doubts.length === 0) return { covered: isInside };
    return inDoubt(doubts.map(({ error }) => error));
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return inDoubt([error]);
  }
}

const OUTSIDE: Coverage = { covered: false };

function inDoubt(errors: readonly EvaluationError[]): Coverage {
  const untold = [...new Set(errors.flatMap(({ untold: keys }) => keys))].sort();
  const error = errors.map(({ message }) => message).join(" ");
  return { covered: false, error, ...(untold.length > 0 && { untold }) };
}
