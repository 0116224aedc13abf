// The principals of the second evaluator.
import type { Principal } from "../../../policy/authorization-request.ts";
import { listOf } from "./naive-patterns.ts";
import type { Statement } from "./naive-statement.ts";

export const accountIn = (arn: string): string | undefined =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
export const isRoot = (arn: string): boolean => arn.endsWith(":root");

/** Root, or the session of root's own GetSessionToken. */
export const isAccountItself = (principal: Principal): boolean =>
  "arn" in principal && principal.type !== "FederatedUser" && isRoot(principal.arn);

/** The caller's names: its own, its user's or role's, its account's. */
export function callerOf(principal: Principal) {
  if (!("arn" in principal)) return undefined;
  const behind =
    principal.type === "FederatedUser"
      ? principal.user
      : principal.type === "AssumedRole"
        ? principal.role
        : undefined;
  return { arn: principal.arn, behind, account: accountIn(principal.arn) ?? "" };
}

export const EVERYONE = 4;

/** How strongly a statement names the caller: 0 not, 1 by its account, 2 by its user or role, 3 itself, 4 everyone. */
function strength(element: unknown, principal: Principal): number {
  if (element === "*") return EVERYONE;
  const named = element as Partial<Record<"AWS" | "Service" | "Federated", string | string[]>>;
  const aws = listOf(named.AWS);
  if (aws.includes("*")) return EVERYONE;
  if (principal.type === "Service") return listOf(named.Service).includes(principal.service) ? 3 : 0;
  if (principal.type === "WebIdentity") return listOf(named.Federated).includes(principal.provider) ? 3 : 0;
  const caller = callerOf(principal);
  if (caller === undefined) return 0;
  const { arn, behind, account } = caller;
  if (aws.includes(arn)) return 3;
  if (behind !== undefined && !isRoot(behind) && aws.includes(behind)) return 2;
  return aws.includes(account) || aws.includes(`arn:aws:iam::${account}:root`) ? 1 : 0;
}

export function statementStrength(statement: Statement, principal: Principal, bounded: boolean): number {
  const { Principal: named, NotPrincipal: spared } = statement;
  if (named !== undefined) return strength(named, principal);
  if (spared === undefined) return 3;
  if (spared === "*" || listOf((spared as { AWS?: string | string[] }).AWS).includes("*")) return 0;
  if (bounded) return 3;
  const caller = callerOf(principal);
  if (caller === undefined) return strength(spared, principal) >= 3 ? 0 : 3;
  const aws = listOf((spared as { AWS?: string | string[] }).AWS);
  const accountNamed = aws.includes(caller.account) || aws.includes(`arn:aws:iam::${caller.account}:root`);
  const behindNamed =
    caller.behind === undefined || isRoot(caller.behind) ? accountNamed : aws.includes(caller.behind);
  const selfNamed = isRoot(caller.arn) ? accountNamed : aws.includes(caller.arn);
  return accountNamed && behindNamed && selfNamed ? 0 : 3;
}
