// Rows of one principal that overlap: the narrower one wins. If none is narrower, they must not disagree.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import { ConfigurationError } from "../deployment/configuration-error.ts";
import type { Target } from "../deployment/target.ts";
import { allows } from "../prediction/promised-region.ts";
import { isNarrower, meeting } from "../prediction/row-region.ts";
import type { Promised } from "../promises.ts";
import { titleOf } from "../results/row-result.ts";

/** @throws ConfigurationError that names two rows that disagree, and a request about which they do. */
export function requireAgreement(promises: readonly Promised[], target: Target): void {
  for (const denied of promises.filter(({ expect }) => expect === "denied")) {
    const allowed = promises.filter((row) => row.principal === denied.principal && allows(row));
    const outer = allowed.find((row) => isNarrower(denied, row, target));
    for (const row of allowed) {
      const fault = faultOf(row, denied, outer, target);
      if (fault !== undefined) throw new ConfigurationError(fault);
    }
  }
}

function faultOf(
  allowed: Promised,
  denied: Promised,
  outer: Promised | undefined,
  target: Target,
): string | undefined {
  const both = meeting(allowed, denied, target);
  if (both === undefined) return undefined;
  const isInside = isNarrower(allowed, denied, target);
  const isAround = isNarrower(denied, allowed, target);
  if (isInside === isAround) return disagreement(allowed, denied, both);
  if (isInside && outer !== undefined)
    return `The promise "${titleOf(allowed)} is allowed" lies within "${titleOf(denied)} is denied", and that within "${titleOf(outer)} is allowed": three rows deep is too deep. Split the widest one.`;
  return undefined;
}

const disagreement = (
  allowed: Promised,
  denied: Promised,
  { action, resource }: AuthorizationRequest,
): string =>
  `The promises "${titleOf(allowed)} is allowed" and "${titleOf(denied)} is denied" disagree about ${action} on ${resource}, and neither is narrower than the other. Make one of them narrower.`;
