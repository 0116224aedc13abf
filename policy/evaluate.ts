// Whether a request is allowed, by AWS's rules, and which statements decided it.

import type { AuthorizationRequest } from "./authorization-request.ts";
import type { PolicySet } from "./compiled/policy.ts";
import type { Naming } from "./compiled/principals.ts";
import { type ByReadings, byReadings, type Decided } from "./decision/by-readings.ts";
import { type Allowing, type Doubt, NONE } from "./decision/consider.ts";
import { type Gathered, gather } from "./decision/gather.ts";
import type { ReadingName } from "./decision/readings.ts";
import { requiredPolicy } from "./decision/required-policy.ts";
import { rule } from "./decision/restrictions.ts";
import type { Decision, Determining, PolicyType } from "./decision.ts";
import { Asked } from "./request/asked.ts";
import { EvaluationError } from "./request/evaluation-error.ts";

export { missingPolicy, type RequiredPolicy, withoutPolicy } from "./decision/required-policy.ts";
export { fittingContext } from "./request/fitting-context.ts";

/**
 * Decides a request. Never throws: what cannot be evaluated is a denial whose `error` names it.
 * Where AWS's pages leave a rule open, it takes the reading of policy/decision/readings.ts; a decision that the other
 * reading would turn names the rule in `inDoubt`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export const evaluate = (request: AuthorizationRequest, policies: PolicySet): Decision =>
  decideByReadings(request, policies).taken;

/** Decides as evaluate does, but denies what any reading of an open rule denies. */
export function evaluateStrictly(request: AuthorizationRequest, policies: PolicySet): Decision {
  const { taken, other = taken } = decideByReadings(request, policies);
  return taken.decision === "allowed" ? other : taken;
}

// Most decisions turn on no open rule, and are made once.
function decideByReadings(request: AuthorizationRequest, policies: PolicySet): ByReadings {
  const first = decideWith(request, policies);
  if (first.open === undefined) return { taken: first.decision };
  return byReadings(first, (others) => decideWith(request, policies, others));
}

function decideWith(
  request: AuthorizationRequest,
  policies: PolicySet,
  others?: ReadonlySet<ReadingName>,
): Decided {
  let asked: Asked | undefined;
  try {
    asked = new Asked(request, policies.permissionsBoundary !== undefined, others);
    return { decision: decide(asked, policies), open: asked.open };
  } catch (error) {
    const known = error instanceof EvaluationError;
    const message = known ? error.message : `The policies could not be evaluated: ${String(error)}`;
    return { decision: { ...implicitDeny("principal"), error: message }, open: asked?.open };
  }
}

function decide(asked: Asked, policies: PolicySet): Decision {
  const ruling = rule(asked);
  if (ruling !== undefined) return ruling.allowed ? allowed("principal") : implicitDeny("principal");

  const statements = gather(asked, policies);
  const { denies, deniesInDoubt, allowsInDoubt } = statements.findings;
  const [denial] = denies;
  if (denial !== undefined) return { decision: "explicitDeny", decidedBy: denial.policy, because: denies };
  const decision = weigh(asked, policies, statements);
  const needed = decision.decision === "allowed" ? NO_DOUBTS : allowsInDoubt;
  if (deniesInDoubt.length === 0 && needed.length === 0) return decision;
  // What is in doubt matters only where the request might be allowed.
  const atBest = needed.length === 0 ? decision : weigh(asked, policies, gather(asked, policies, true));
  if (atBest.decision !== "allowed") return atBest;
  return inDoubt(decision, deniesInDoubt, needed);
}

const NO_DOUBTS: readonly Doubt[] = [];

// Where a Deny is in doubt, it denies; an Allow in doubt grants nothing.
function inDoubt(without: Decision, denies: readonly Doubt[], allows: readonly Doubt[]): Decision {
  const doubts = [...denies, ...allows];
  const [first] = doubts;
  if (first === undefined) return without;
  const untold = [...new Set(doubts.flatMap(({ error }) => error.untold))].sort();
  return {
    decision: denies.length > 0 ? "explicitDeny" : "implicitDeny",
    decidedBy: first.statement.policy,
    because: denies.map(({ statement }) => statement),
    error: first.error.message,
    ...(untold.length > 0 && { untold }),
  };
}

// The decision by the Allows, if nothing denies.
function weigh(asked: Asked, policies: PolicySet, statements: Gathered): Decision {
  const { serviceControl, resource, identity, boundary, session } = statements;
  if (serviceControl.blocked) return implicitDeny("serviceControl");

  const same = isSameAccount(asked);
  if (resource.length === 0 && needsResourcePolicy(asked, policies)) return implicitDeny("resource");
  const direct = same ? named(resource, "direct") : NONE;
  if (direct.length > 0) return allowed("resource", serviceControl.allows, direct);

  const added = same ? named(resource, "behind") : NONE;
  const unlimited = asked.root || asked.madeByRoot;
  // All of these must allow. AWS names only one that does not, in no documented order; the one observed answer to
  // a federated session names its session policy, so the policy nearest to the token comes first.
  if (session?.length === 0) return implicitDeny("session");
  if (boundary?.length === 0) return implicitDeny("permissionsBoundary");
  if (!unlimited && identity.length === 0 && added.length === 0) return implicitDeny("identity");
  return allowed(grantor(asked, identity), serviceControl.allows, resource, identity, boundary, session);
}

function allowed(decidedBy: PolicyType, ...lists: readonly (readonly Allowing[] | undefined)[]): Decision {
  const because: Determining[] = [];
  for (const list of lists) {
    if (list === undefined) continue;
    for (const { statement } of list) because.push(statement);
  }
  return { decision: "allowed", decidedBy, because };
}

const implicitDeny = (decidedBy: PolicyType): Decision => ({
  decision: "implicitDeny",
  decidedBy,
  because: [],
});

const named = (resource: readonly Allowing[], wanted: Naming): readonly Allowing[] =>
  resource.length === 0 ? NONE : resource.filter(({ naming }) => naming === wanted);

const isSameAccount = ({ account, resourceAccount }: Asked): boolean =>
  account === undefined || account === resourceAccount;

// Across accounts both sides must allow; a role's trust policy and the policy of a KMS key must allow even within one;
// services and anonymous callers have only the resource policy.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
const needsResourcePolicy = (asked: Asked, { resource }: PolicySet): boolean =>
  asked.account === undefined ||
  !isSameAccount(asked) ||
  resource?.kind === "trust" ||
  (resource !== undefined && requiredPolicy(asked) === "key policy");

function grantor(asked: Asked, identity: readonly Allowing[]): PolicyType {
  if (asked.root) return "principal";
  if (asked.madeByRoot) return "session";
  return identity.length > 0 ? "identity" : "resource";
}
