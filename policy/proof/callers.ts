// Every kind of caller that two documents tell apart, and callers that a model describes.

import { arnAccount, isAccountId, isRootArn, parseArn } from "../arn.ts";
import type { Principal } from "../authorization-request.ts";
import type { Policy } from "../compiled/policy.ts";
import type { PrincipalType } from "../policy-document.ts";
import { principalsOf, SOMEONE } from "./principals-of.ts";

/** A caller that stands for all that differ from it only in the keys left open, by their names in lower case. */
export interface CallerKind {
  readonly principal: Principal;
  readonly free: ReadonlySet<string>;
}

const CLOSED: ReadonlySet<string> = new Set();
const NAME: ReadonlySet<string> = new Set(["aws:principalarn", "aws:username", "aws:userid"]);

const STRANGER: ReadonlySet<string> = new Set([...NAME, "aws:principalaccount"]);

const closed = (principal: Principal): CallerKind => ({ principal, free: CLOSED });
const named = (principal: Principal): CallerKind => ({ principal, free: NAME });

/** One caller of each kind that the Principal elements can tell apart. */
export function callerKinds(policies: readonly Policy[]): readonly CallerKind[] {
  const written = policies.flatMap(({ statements }) =>
    statements.flatMap(({ principal }) => principal?.named ?? []),
  );
  const of = (wanted: PrincipalType): string[] => [
    ...new Set(written.flatMap(({ type, value }) => (type === wanted ? [value] : []))),
  ];
  const arns = of("AWS").filter((value) => parseArn(value) !== undefined && !isRootArn(value));
  const accounts = new Set(of("AWS").flatMap((value) => accountOf(value) ?? []));
  const [stranger] = strangeAccounts(policies);
  const someone = unnamed(policies, someones());
  return [
    ...arns.flatMap((arn) => principalsOf(arn, someone).map((principal) => withArn(arn, principal))),
    ...arns.flatMap((arn) => strangersBehind(arn, arns, someone)),
    ...[...accounts].flatMap((account) => ofAccount(account, someone)),
    ...ofAccount(stranger, someone).map(({ principal }) => ({ principal, free: STRANGER })),
    ...[...of("Service"), `${someone}.amazonaws.com`].map((service) => ({
      ...{ principal: { type: "Service", service } as const, free: new Set(["aws:principalservicename"]) },
    })),
    ...[...of("Federated"), `${someone}.example`].map((provider) => ({
      ...{ principal: { type: "WebIdentity", provider } as const, free: new Set(["aws:federatedprovider"]) },
    })),
    closed({ type: "Anonymous" }),
  ];
}

// A policy that names a user leaves the names of its sessions open; one that names a role's session, the role's path.
function withArn(arn: string, principal: Principal): CallerKind {
  const isOpen =
    (principal.type === "FederatedUser" && principal.arn !== arn) ||
    (principal.type === "AssumedRole" && principal.arn === arn);
  return isOpen ? named(principal) : closed(principal);
}

/** The account of a caller; undefined for one that has none. */
export const homeOf = (principal: Principal): string | undefined =>
  "arn" in principal ? arnAccount(principal.arn) : undefined;

/** Two accounts that the documents do not name. */
export function strangeAccounts(policies: readonly Policy[]): readonly [one: string, other: string] {
  const one = unnamed(policies, accountsBelow(999_999_999_999));
  return [one, unnamed(policies, accountsBelow(Number(one) - 1))];
}

function* accountsBelow(first: number): Generator<string> {
  for (let number = first; ; number -= 1) yield String(number).padStart(12, "0");
}

function* someones(): Generator<string> {
  yield SOMEONE;
  for (let number = 1; ; number += 1) yield `${SOMEONE}-${number}`;
}

// The first text that stands in none of the documents. There is one, for they are finite.
function unnamed(policies: readonly Policy[], texts: Iterable<string>): string {
  const written = JSON.stringify(policies.map(({ statements }) => statements)).toLowerCase();
  for (const text of texts) if (!written.includes(text)) return text;
  throw new Error("The documents name every name.");
}

function accountOf(value: string): string | undefined {
  const digits = value.replaceAll("-", "");
  // AWS's own owners of resources, as cloudfront, are no accounts that call.
  const account = isAccountId(digits) ? digits : parseArn(value)?.account;
  return account !== undefined && isAccountId(account) ? account : undefined;
}

function ofAccount(account: string, someone: string): readonly CallerKind[] {
  const [user, root] = [`arn:aws:iam::${account}:user/${someone}`, `arn:aws:iam::${account}:root`];
  const federated = `arn:aws:sts::${account}:federated-user/${someone}`;
  return [
    ...principalsOf(user, someone).map(named),
    closed({ type: "Root", arn: root }),
    named({ type: "FederatedUser", arn: federated, user: root }),
    ...principalsOf(`arn:aws:iam::${account}:role/${someone}`, someone).map(named),
  ];
}

// Sessions that a policy names, made by users and roles that it names, too.
function strangersBehind(arn: string, arns: readonly string[], someone: string): readonly CallerKind[] {
  const session = parseArn(arn);
  if (session?.service !== "sts") return [];
  const root = `arn:${session.partition}:iam::${session.account}:root`;
  const byRoot = session.resource.startsWith("federated-user/")
    ? [closed({ type: "FederatedUser", arn, user: root })]
    : [];
  const byOthers = arns.flatMap((behind): CallerKind[] => {
    const parts = parseArn(behind);
    if (parts?.service !== "iam" || parts.account !== session.account) return [];
    if (session.resource.startsWith("federated-user/") && parts.resource.startsWith("user/")) {
      return [closed({ type: "FederatedUser", arn, user: behind })];
    }
    const role = session.resource.split("/")[1] ?? "";
    const isOf = session.resource.startsWith("assumed-role/") && parts.resource.startsWith("role/");
    return isOf && parts.resource.endsWith(`/${role}`)
      ? [closed({ type: "AssumedRole", arn, role: behind })]
      : [];
  });
  return [...byRoot, ...byPath(session.resource, arn, someone), ...byOthers];
}

// The ARN of a role's session does not tell the path of the role.
function byPath(resource: string, arn: string, someone: string): readonly CallerKind[] {
  const [word, role] = resource.split("/");
  if (word !== "assumed-role" || role === undefined) return [];
  const { partition, account } = parseArn(arn) ?? {};
  return [
    closed({ type: "AssumedRole", arn, role: `arn:${partition}:iam::${account}:role/${someone}/${role}` }),
  ];
}
