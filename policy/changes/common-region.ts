// The requests that two places of deployments have in common.

import { indexActions } from "../compiled/action-index.ts";
import type { Policy } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";

/** Undefined for two buckets. A place is a bucket, or everything but what its Denies take away. */
export function common(one: Policy, other: Policy): Policy | undefined {
  const [first, second] = [one, other].map(allowsOf);
  if (first === undefined || second === undefined) return undefined;
  if (isEverything(second)) return joined(one, other, first);
  if (isEverything(first)) return joined(one, other, second);
  return textOf(first) === textOf(second) ? joined(one, other, first) : undefined;
}

const allowsOf = ({ statements }: Policy): readonly Statement[] =>
  statements.filter(({ effect }) => effect === "Allow");

const isEverything = (allows: readonly Statement[]): boolean =>
  allows.some(({ action, resource }) => action.values.includes("*") && resource?.values.includes("*"));

const textOf = (allows: readonly Statement[]): string =>
  JSON.stringify(allows.map(({ action, resource }) => [action, resource]));

function joined(one: Policy, other: Policy, allows: readonly Statement[]): Policy {
  const denies = [...one.statements, ...other.statements].filter(({ effect }) => effect === "Deny");
  const statements = [...allows, ...denies];
  return { ...one, statements, select: indexActions(statements) };
}
