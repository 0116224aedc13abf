// What a bucket's policy grants to a session's own ARN, apart from what its broker and its session policy allow.

import type { Policy } from "../../policy/compiled/policy.ts";
import type { Judged } from "../../policy/proof/question.ts";

type Statement = Policy["statements"][number];

/** The same caller with these grants alone; undefined where there are none. */
export function grantsOf({ caller, policies }: Judged): Judged | undefined {
  const { resource } = policies;
  if (resource === undefined || !resource.statements.some((one) => grants(one, caller))) return undefined;
  const own = keeping(resource, (statement) => statement.effect === "Deny" || grants(statement, caller));
  return { caller, policies: { ...policies, session: [], resource: own } };
}

/** The same caller without these grants. */
export function withoutGrants({ caller, policies }: Judged): Judged {
  const { resource } = policies;
  if (resource === undefined) return { caller, policies };
  const rest = keeping(resource, (statement) => !grants(statement, caller));
  return { caller, policies: { ...policies, resource: rest } };
}

const grants = ({ effect, principal }: Statement, { principal: caller }: Judged["caller"]): boolean =>
  effect === "Allow" &&
  "arn" in caller &&
  principal?.named.some(({ type, value }) => type === "AWS" && value === caller.arn) === true;

// The policy with some of its statements.
const keeping = (policy: Policy, isKept: (statement: Statement) => boolean): Policy => ({
  ...policy,
  statements: policy.statements.filter(isKept),
  select: (action) => {
    const { allows, denies } = policy.select(action);
    return { allows: allows.filter(isKept), denies: denies.filter(isKept) };
  },
});
