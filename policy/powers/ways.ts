// The ways in which policies allow: one Allow of each type of policy that must allow, or a grant of a resource's policy.

import { changing, documentsOf, keeping, type Layer, type Placed, withAllow } from "../changes/narrowed.ts";
import type { Policy, PolicySet } from "../compiled/policy.ts";
import { Limit } from "../proof/limit.ts";
import type { Judged } from "../proof/question.ts";

/** Statements that may allow together, and the policies with no other Allow. Every Deny stays. */
export interface Allowing {
  readonly by: readonly Placed[];
  readonly policies: PolicySet;
}

/** More ways than these are not told apart. */
const MOST = 500;

const OWN: readonly Layer[] = ["session", "identity", "permissionsBoundary"];

/**
 * Throws Limit where there are too many. In another account the policy of the resource must allow as well as the
 * caller's own; at home it grants by itself, or in the place of the user's policies.
 */
export function waysOf({ caller, policies }: Judged): readonly Allowing[] {
  const { principal, resourceAccount } = caller;
  const isHome = !("arn" in principal) || principal.arn.split(":")[4] === resourceAccount;
  const own = "arn" in principal ? OWN.filter((layer) => documentsOf(policies, layer) !== undefined) : [];
  const grants = allowsOf(policies, "resource");
  const together = combined(own.map((layer) => allowsOf(policies, layer)));
  const instead = combined(own.map((layer) => (layer === "identity" ? grants : allowsOf(policies, layer))));
  const ways = isHome ? [...together, ...grants.map((grant) => [grant]), ...instead] : together;
  return ways.map((by) => ({ by, policies: only(policies, by, isHome) }));
}

const allowsOf = (set: PolicySet, policy: Layer): readonly Placed[] =>
  (documentsOf(set, policy) ?? []).flatMap(({ statements }, index) =>
    statements.filter(({ effect }) => effect === "Allow").map((statement) => ({ policy, index, statement })),
  );

function combined(lists: readonly (readonly Placed[])[]): readonly (readonly Placed[])[] {
  if (lists.reduce((count, list) => count * list.length, 1) > MOST) {
    throw new Limit(`its policies have more than ${MOST} combinations of statements`);
  }
  return lists.length === 0
    ? []
    : lists.reduce<readonly (readonly Placed[])[]>(
        (ways, list) => ways.flatMap((way) => list.map((one) => [...way, one])),
        [[]],
      );
}

function only(set: PolicySet, by: readonly Placed[], isHome: boolean): PolicySet {
  const layers: readonly Layer[] = isHome ? [...OWN, "resource"] : OWN;
  const bare = layers.reduce(
    (left, policy) =>
      (documentsOf(left, policy) ?? []).reduce(
        (one: PolicySet, _, index) => changing(one, { policy, index }, withoutAllows),
        left,
      ),
    set,
  );
  return by.reduce(
    (left, { statement, ...place }) => changing(left, place, (policy) => withAllow(policy, statement)),
    bare,
  );
}

const withoutAllows = (policy: Policy): Policy => keeping(policy, ({ effect }) => effect === "Deny");
