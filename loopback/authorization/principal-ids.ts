// The users and roles that a policy names are remembered by their unique ids, so that who takes over the name of one that
// was deleted does not take over its power.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users
import { arnName, isRootArn, parseArn, roleArn, userArn } from "../../policy/arn.ts";
import type { Policy } from "../../policy/types.ts";
import type { Account } from "../account.ts";
import { roleNamed } from "../store/roles.ts";
import { userNamed } from "../store/users.ts";

/** Unique ids by ARN. */
export type PrincipalIds = Readonly<Record<string, string>>;

/** The ARNs of this account's users and roles that a policy names, each with its id now, or undefined. */
export function principalIds(policy: Policy, account: Account): [arn: string, id: string | undefined][] {
  return policy.statements
    .flatMap(({ principal }) => principal?.named ?? [])
    .filter(({ type, value }) => type === "AWS" && isOurs(value, account))
    .map(({ value }) => [value, idOf(value, account)]);
}

/** Of other accounts nothing is known, as nothing is of sessions. */
function isOurs(text: string, { id }: Account): boolean {
  const arn = parseArn(text);
  return arn?.service === "iam" && arn.account === id && !isRootArn(text);
}

function idOf(arn: string, { id, store }: Account): string | undefined {
  const user = userNamed(store, arnName(arn));
  if (user !== undefined && userArn(id, user.path, user.name) === arn) return user.id;
  const role = roleNamed(store, arnName(arn));
  return role !== undefined && roleArn(id, role.path, role.name) === arn ? role.id : undefined;
}

/** A document with the ids of those that exist no more in the place of their ARNs, as AWS shows it. */
export function asOfNow(text: string, ids: PrincipalIds, account: Account): string {
  const gone = new Map(Object.entries(ids).filter(([arn, id]) => idOf(arn, account) !== id));
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
