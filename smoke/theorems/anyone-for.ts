// Callers of a kind of which a model may be one.

import type { Principal } from "../../policy/authorization-request.ts";
import { homeOf } from "../../policy/proof/callers.ts";
import { describedBy } from "../../policy/proof/described-by.ts";
import type { Options } from "../../policy/proof/is-contained.ts";

/** Questions about callers of the same kind that a model describes, the kind's own first. */
export const anyoneFor: NonNullable<Options["callersFor"]> = (question, model) => {
  const { caller, policies } = question.a;
  const { principal, free } = caller;
  const home = homeOf(principal);
  const isAlike = (one: Principal): boolean =>
    one.type === principal.type &&
    (free !== "all" && free.has("aws:principalaccount")
      ? homeOf(one) !== caller.resourceAccount
      : homeOf(one) === home);
  const others = home === undefined ? [] : describedBy((key) => model.get(key), home).filter(isAlike);
  return [principal, ...others].map((one) => ({
    ...question,
    a: { policies, caller: { ...caller, principal: one, free: new Set<string>() } },
  }));
};
