// Whether a request is allowed, by AWS's rules, and which statements settled it.
import { Asked, EvaluationError } from "./asked.ts";
import { type Allowing, consider, type Findings } from "./findings.ts";
import { rule } from "./restrictions.ts";
import type { AuthorizationRequest, Decision, Determining, Policy, PolicySet, PolicyType } from "./types.ts";

/**
 * Decides a request. Never throws: what cannot be evaluated is a denial whose `error` names it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: AuthorizationRequest, policies: PolicySet): Decision {
  try {
    return decide(new Asked(request), policies);
  } catch (error) {
    const known = error instanceof EvaluationError;
    const message = known ? error.message : `The policies could not be evaluated: ${String(error)}`;
    return { ...implicitDeny("principal"), error: message };
  }
}

function decide(asked: Asked, policies: PolicySet): Decision {
  const ruling = rule(asked);
  if (ruling !== undefined) return ruling.allowed ? allowed("principal", []) : implicitDeny("principal");

  const said = gather(asked, policies);
  const { denies, error } = said.findings;
  const failure = error && { error: error.message };
  const [denial] = denies;
  if (denial !== undefined) {
    return { decision: "explicitDeny", decidedBy: denial.policy, because: denies, ...failure };
  }
  if (error !== undefined) return { ...implicitDeny(error.policy), ...failure };

  if (said.resourceControl.blocked) return implicitDeny("resourceControl");
  if (said.serviceControl.blocked) return implicitDeny("serviceControl");

  const guards = [...said.resourceControl.allows, ...said.serviceControl.allows];
  const { resource, identity, boundary, session } = said;
  const direct = resource.filter(({ naming }) => naming === "direct");
  if (mustBeGrantedByResource(asked, policies) && resource.length === 0) return implicitDeny("resource");
  if (sameAccount(asked) && direct.length > 0) return allowed("resource", [...guards, ...direct]);

  const added = sameAccount(asked) ? resource.filter(({ naming }) => naming === "behind") : [];
  if (!isAllPowerful(asked) && identity.length === 0 && added.length === 0) return implicitDeny("identity");
  if (boundary !== undefined && boundary.length === 0) return implicitDeny("permissionsBoundary");
  if (session !== undefined && session.length === 0) return implicitDeny("session");
  const because = [...guards, ...resource, ...identity, ...(boundary ?? []), ...(session ?? [])];
  return allowed(grantor(asked, identity), because);
}

const allowed = (decidedBy: PolicyType, because: readonly Allowing[]): Decision => ({
  decision: "allowed",
  decidedBy,
  because: because.map(({ statement }): Determining => statement),
});

const implicitDeny = (decidedBy: PolicyType): Decision => ({
  decision: "implicitDeny",
  decidedBy,
  because: [],
});

interface Guard {
  readonly allows: readonly Allowing[];
  readonly blocked: boolean;
}

interface Said {
  readonly findings: Findings;
  readonly resourceControl: Guard;
  readonly serviceControl: Guard;
  readonly resource: readonly Allowing[];
  readonly identity: readonly Allowing[];
  /** Undefined where nothing of the kind limits the caller. */
  readonly boundary: readonly Allowing[] | undefined;
  readonly session: readonly Allowing[] | undefined;
}

// Which policies speak about this caller, in the order in which AWS looks for a Deny.
function gather(asked: Asked, policies: PolicySet): Said {
  const findings: Findings = { denies: [], error: undefined };
  const { request, root, madeByRoot, account } = asked;
  const isIdentity = account !== undefined && !root;
  const owned = isIdentity && !madeByRoot;
  const resource = policies.resource && [policies.resource];
  const boundary = policies.permissionsBoundary && [policies.permissionsBoundary];
  return {
    findings,
    resourceControl: guard(asked, "resourceControl", policies.resourceControl, findings),
    serviceControl: guard(
      asked,
      "serviceControl",
      account === undefined ? undefined : policies.serviceControl,
      findings,
    ),
    resource: consider(asked, "resource", resource, findings),
    identity: consider(asked, "identity", owned ? policies.identity : undefined, findings),
    boundary: owned && boundary ? consider(asked, "permissionsBoundary", boundary, findings) : undefined,
    session:
      isIdentity && (policies.session !== undefined || request.principal.type === "FederatedUser")
        ? consider(asked, "session", policies.session, findings)
        : undefined,
  };
}

// Control policies: every level from the root of the organization to the account must allow.
function guard(
  asked: Asked,
  type: PolicyType,
  levels: readonly (readonly Policy[])[] | undefined,
  findings: Findings,
): Guard {
  let blocked = false;
  let first = 0;
  const allows: Allowing[] = [];
  for (const level of levels ?? []) {
    const found = consider(asked, type, level, findings, first);
    if (found.length === 0) blocked = true;
    allows.push(...found);
    first += level.length;
  }
  return { allows, blocked };
}

const sameAccount = ({ account, resourceAccount }: Asked): boolean =>
  account === undefined || account === resourceAccount;

// Across accounts both sides must allow; a role's trust policy must allow even within one; services and
// the anonymous have nothing but the resource policy.
const mustBeGrantedByResource = (asked: Asked, { resource }: PolicySet): boolean =>
  asked.account === undefined || !sameAccount(asked) || resource?.kind === "trust";

const isAllPowerful = ({ root, madeByRoot }: Asked): boolean => root || madeByRoot;

function grantor(asked: Asked, identity: readonly Allowing[]): PolicyType {
  if (asked.root) return "principal";
  if (asked.madeByRoot) return "session";
  return identity.length > 0 ? "identity" : "resource";
}
