// A question about two sides: does A allow a request that B does not?

import type { PolicySet } from "../compiled/policy.ts";
import type { Caller } from "./caller-keys.ts";

/** Policies, and whom they judge. */
export interface Judged {
  readonly caller: Caller;
  readonly policies: PolicySet;
}

export interface Question {
  readonly a: Judged;
  readonly b: Judged;
}

export const isSameCaller = ({ a, b }: Question): boolean => a.caller === b.caller;

/** Whether the callers are known as far as they decide anything. */
export const isClosed = ({ a, b }: Question): boolean =>
  [a, b].every(({ caller: { free } }) => free !== "all" && free.size === 0);
