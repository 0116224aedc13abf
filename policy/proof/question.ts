// A question about two sides: does A allow a request that B does not?

import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Caller } from "./caller-keys.ts";

/** Policies, and whom they judge. */
export interface Judged {
  readonly caller: Caller;
  readonly policies: PolicySet;
}

/**
 * A region: the requests that some Allow of a policy takes, and none of its Denies. It has no rules about callers:
 * what AWS allows the caller of the other side whatever policies say is added to it.
 */
export interface Promised {
  readonly region: Policy;
}

export interface Question {
  readonly a: Judged;
  readonly b: Judged | Promised;
  /** The question is about the requests of this region only. A request of which that is in doubt counts as one of them. */
  readonly within?: Policy;
}

export const isPromised = (side: Question["b"]): side is Promised => "region" in side;

/** Who asks, as each side sees it. A region is asked about the caller of A. */
export const callersOf = ({ a, b }: Question): { readonly a: Caller; readonly b: Caller } => ({
  a: a.caller,
  b: isPromised(b) ? a.caller : b.caller,
});

export const isSameCaller = (question: Question): boolean => {
  const { a, b } = callersOf(question);
  return a === b;
};

/** Whether the callers are known as far as they decide anything. */
export const isClosed = (question: Question): boolean =>
  Object.values(callersOf(question)).every(({ free }) => free !== "all" && free.size === 0);
