// Which policies apply to a caller, and what they say.

import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Asked } from "../request/asked.ts";
import { type Allowing, consider, considerDenials, type Findings, NONE } from "./consider.ts";
import { isRootsOwn } from "./restrictions.ts";

interface Guard {
  readonly allows: readonly Allowing[];
  readonly blocked: boolean;
}

/** What each policy type says of a request. */
export interface Gathered {
  readonly findings: Findings;
  readonly serviceControl: Guard;
  readonly resource: readonly Allowing[];
  readonly identity: readonly Allowing[];
  /** Undefined where no such policy limits the caller. */
  readonly boundary: readonly Allowing[] | undefined;
  readonly session: readonly Allowing[] | undefined;
}

/**
 * Reads every policy that applies to the caller, in the order in which AWS looks for a Deny. With `generous`, an Allow
 * in doubt counts as one that applies.
 */
export function gather(asked: Asked, policies: PolicySet, generous = false): Gathered {
  const findings: Findings = { denies: [], deniesInDoubt: [], allowsInDoubt: [], generous };
  const { request, root, madeByRoot, account, serviceLinked } = asked;
  const isIdentity = account !== undefined && !root;
  const owned = isIdentity && !madeByRoot;
  const resource = policies.resource && !isRootsOwn(asked) ? [policies.resource] : undefined;
  const boundary = policies.permissionsBoundary && [policies.permissionsBoundary];
  const control = serviceLinked ? UNCONTROLLED : policies;
  // RCPFullAWSAccess is attached to every level and cannot be detached, so other RCPs only take away.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
  if (control.resourceControl !== undefined) {
    considerDenials(asked, "resourceControl", control.resourceControl.flat(), findings);
  }
  return {
    findings,
    serviceControl: guard(asked, account === undefined ? undefined : control.serviceControl, findings),
    resource: consider(asked, "resource", resource, findings),
    identity: consider(asked, "identity", owned ? policies.identity : undefined, findings),
    boundary: owned && boundary ? consider(asked, "permissionsBoundary", boundary, findings) : undefined,
    session:
      isIdentity && (policies.session !== undefined || request.principal.type === "FederatedUser")
        ? consider(asked, "session", policies.session, findings)
        : undefined,
  };
}

// SCPs and RCPs do not affect service-linked roles.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
const UNCONTROLLED: PolicySet = {};

const NO_GUARD: Guard = { allows: NONE, blocked: false };

// Service control policies: every level from the root of the organization to the account must allow.
function guard(asked: Asked, levels: readonly (readonly Policy[])[] | undefined, findings: Findings): Guard {
  if (levels === undefined) return NO_GUARD;
  let blocked = false;
  let first = 0;
  const allows: Allowing[] = [];
  for (const level of levels) {
    const found = consider(asked, "serviceControl", level, findings, first);
    if (found.length === 0) blocked = true;
    allows.push(...found);
    first += level.length;
  }
  return { allows, blocked };
}
