// Which requests a region holds, as a formula: policy/covers.ts for all requests at once.

import type { Policy } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import type { AtomTable } from "./atom-table.ts";
import { all, any, type Formula, not } from "./formula.ts";
import type { Side } from "./side.ts";

/** When a request lies in the region. What is in doubt does not. */
export const inRegion = (table: AtomTable, side: Side, region: Policy): Formula =>
  holding(table, side, region, (statement) => statement);

/** When a request may lie in the region: what is in doubt does. */
export const maybeInRegion = (table: AtomTable, side: Side, region: Policy): Formula =>
  holding(table, side, region, turned);

function holding(
  table: AtomTable,
  side: Side,
  region: Policy,
  read: (statement: Statement) => Statement,
): Formula {
  const some = (wanted: Statement["effect"]): Formula =>
    any(
      region.statements
        .filter(({ effect }) => effect === wanted)
        .map((statement) => table.statement(region, read(statement), side)),
    );
  return all([some("Allow"), not(some("Deny"))]);
}

/** A statement in doubt applies if it denies and does not if it allows: its effect says nothing else to the table. */
export const turned = (statement: Statement): Statement => ({
  ...statement,
  effect: statement.effect === "Allow" ? "Deny" : "Allow",
});
