// Which actions a side may allow at all: those that an Allow in each of its layers takes.

import type { Policy } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import { rule } from "../decision/restrictions.ts";
import { Asked } from "../request/asked.ts";
import { layersOf } from "./allowed.ts";
import type { Judged } from "./question.ts";

/** False only if the policies allow no request that is taken so. */
export function mayAllow({ caller, policies }: Judged, takes: (statement: Statement) => boolean): boolean {
  const { principal, resourceAccount } = caller;
  const asked = new Asked({ principal, action: "s3:GetObject", resource: "*", resourceAccount });
  const { identity, boundary, session, serviceControl } = layersOf(asked, policies);
  const allows = (layer: readonly Policy[]): boolean =>
    layer.some(({ statements }) => statements.some((one) => one.effect === "Allow" && takes(one)));
  if (policies.resource !== undefined && allows([policies.resource])) return true;
  if (asked.account === undefined || asked.account !== resourceAccount) return false;
  const layers = [boundary, session, ...serviceControl].filter((layer) => layer !== undefined);
  return (asked.root || asked.madeByRoot || allows(identity)) && layers.every(allows);
}

/** Whether the caller may take an action, in lower case, whatever the policies say. */
export const isAlwaysAllowed = ({ caller: { principal } }: Judged, action: string): boolean =>
  rule(new Asked({ principal, action, resource: "*" }))?.allowed === true;
