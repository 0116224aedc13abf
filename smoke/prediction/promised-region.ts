// What promises allow a principal: each row is a region of requests, and where regions overlap, the narrower row wins.

import type { Policy } from "../../policy/compiled/policy.ts";
import type { Target } from "../deployment/target.ts";
import type { Promised } from "../promises.ts";
import { isThere } from "../validation/asked-promises.ts";
import { regionOf } from "./region.ts";
import { isNarrower, statementsOf } from "./row-region.ts";

/**
 * The requests that the rows of a principal allow. A row without context allows any context. A row with `ifGranted`
 * allows nothing: otherwise it would allow whatever a deployment grants.
 */
export function promisedRegion(principal: string, promises: readonly Promised[], target: Target): Policy {
  const rows = promises.filter((row) => row.principal === principal && isThere(row.resource, target));
  const allowed = rows.filter(allows);
  const denied = rows.filter(({ expect }) => expect === "denied");
  const cut = denied.filter((row) => allowed.some((other) => isNarrower(row, other, target)));
  return regionOf([
    ...allowed.flatMap((row) => statementsOf(row, "Allow", target)),
    ...cut.flatMap((row) => statementsOf(row, "Deny", target)),
  ]);
}

/** Whether a row allows the requests of its region. */
export const allows = ({ expect, ifGranted }: Promised): boolean =>
  expect === "allowed" && ifGranted !== true;
