// The users and roles that a policy names are stored by their unique ids. If one is deleted, a new one of the same name
// does not get its permissions.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users
import { isAccountId, isRootArn, parseArn } from "../../policy/arn.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import type { Account } from "../account.ts";
import { roleNamed, roleWithId } from "../store/role.ts";
import { userNamed, userWithId } from "../store/user.ts";

/** Unique ids by ARN. */
export type PrincipalIds = Readonly<Record<string, string>>;

/** The ARNs of this account's users and roles that a policy names, each with its id now, or undefined. */
export function principalIds(policy: Policy, account: Account): [arn: string, id: string | undefined][] {
  return policy.statements
    .flatMap(({ principal }) => principal?.named ?? [])
    .filter(({ type, value }) => type === "AWS" && isOurs(value, account))
    .map(({ value }) => [value, uniqueIdOf(value, account)]);
}

/**
 * The unique ids of the account's users and roles that a resource policy names, by ARN.
 * @throws the error that `refuse` makes when one of them does not exist.
 */
export function existingPrincipals(policy: Policy, account: Account, refuse: () => Error): PrincipalIds {
  const named = policy.statements.flatMap(({ principal }) => principal?.named ?? []);
  const ids: Record<string, string> = {};
  for (const { type, value } of named) {
    if (type !== "AWS" || value === "*" || isAccountId(value) || isRootArn(value)) continue;
    const arn = parseArn(value);
    // Other accounts' users cannot be looked up, and a federated user exists only in its session.
    if (arn !== undefined && (arn.account !== account.id || arn.resource.startsWith("federated-user/")))
      continue;
    const id = arn === undefined ? knownId(value, account) : uniqueIdOf(value, account);
    if (id === undefined) throw refuse();
    if (arn !== undefined) ids[value] = id;
  }
  return ids;
}

const knownId = (id: string, { store }: Account): string | undefined =>
  (userWithId(store, id) ?? roleWithId(store, id))?.id;

/** Nothing is known of other accounts and of sessions. */
function isOurs(text: string, { id }: Account): boolean {
  const arn = parseArn(text);
  return arn?.service === "iam" && arn.account === id && !isRootArn(text);
}

/** The id of the account's user or role with this ARN, or of the role behind a session; undefined for any other. */
export function uniqueIdOf(text: string, { store }: Account): string | undefined {
  const { service, resource = "" } = parseArn(text) ?? {};
  const [kind, ...path] = resource.split("/");
  if (service === "sts") return roleNamed(store, path[0] ?? "")?.id;
  const find = kind === "user" ? userNamed : roleNamed;
  const found = find(store, path.at(-1) ?? "");
  return found !== undefined && `${kind}${found.path}${found.name}` === resource ? found.id : undefined;
}

/** A document as AWS shows it: the ARN of a deleted user or role is replaced by its id. */
export function asOfNow(text: string, ids: PrincipalIds, account: Account): string {
  const gone = new Map(Object.entries(ids).filter(([arn, id]) => uniqueIdOf(arn, account) !== id));
  if (gone.size === 0) return text;
  const document = JSON.parse(text);
  for (const { Principal, NotPrincipal } of [document.Statement].flat()) {
    for (const element of [Principal, NotPrincipal]) {
      if (typeof element !== "object" || element.AWS === undefined) continue;
      const names = [element.AWS].flat().map((name: string) => gone.get(name) ?? name);
      element.AWS = names.length === 1 ? names[0] : names;
    }
  }
  return JSON.stringify(document);
}
