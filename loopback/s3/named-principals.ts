// The users and roles that a bucket policy names: each must exist when it is put, and is remembered by its unique id,
// so that who takes over the name of one that was deleted does not take over its power.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users
import { type Arn, isAccountId, isRootArn, parseArn } from "../../policy/arn.ts";
import type { Policy } from "../../policy/types.ts";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { roleNamed, roleWithId } from "../store/roles.ts";
import { userNamed, userWithId } from "../store/users.ts";

type Ids = Readonly<Record<string, string>>;

/**
 * The unique ids of the account's users and roles that a policy names, by ARN.
 * @throws AwsError MalformedPolicy when one of them does not exist.
 */
export function idsOfPrincipals(policy: Policy, call: Call): Ids {
  const named = policy.statements.flatMap(({ principal }) => principal?.named ?? []);
  const ids: Record<string, string> = {};
  for (const { type, value } of named) {
    if (type !== "AWS" || value === "*" || isAccountId(value) || isRootArn(value)) continue;
    const arn = parseArn(value);
    // Other accounts' users cannot be looked up, and a federated user need not exist: who names it makes it.
    if (arn !== undefined && (arn.account !== call.account.id || arn.resource.startsWith("federated-user/")))
      continue;
    const id = arn === undefined ? knownId(value, call) : uniqueIdOf(arn, call);
    if (id === undefined) throw new AwsError("MalformedPolicy", "Invalid principal in policy");
    if (arn !== undefined) ids[value] = id;
  }
  return ids;
}

const knownId = (id: string, { account: { store } }: Call): string | undefined =>
  (userWithId(store, id) ?? roleWithId(store, id))?.id;

/** The id of the user with this ARN, of the role, or of the role behind a session. */
function uniqueIdOf({ service, resource }: Arn, { account }: Call): string | undefined {
  const [kind, ...path] = resource.split("/");
  if (service === "sts") return roleNamed(account.store, path[0] ?? "")?.id;
  const find = kind === "user" ? userNamed : roleNamed;
  const found = find(account.store, path.at(-1) ?? "");
  return found !== undefined && `${kind}${found.path}${found.name}` === resource ? found.id : undefined;
}

const currentId = (text: string, call: Call): string | undefined => {
  const arn = parseArn(text);
  return arn && uniqueIdOf(arn, call);
};

/** A bucket policy's text, with the ids of those that exist no more in the place of their ARNs, as AWS shows it. */
export function policyAsOfNow(text: string, ids: string | undefined, call: Call): string {
  if (ids === undefined) return text;
  const known: Ids = JSON.parse(ids);
  const gone = new Map(Object.entries(known).filter(([arn, id]) => currentId(arn, call) !== id));
  if (gone.size === 0) return text;
  const document = JSON.parse(text);
  for (const statement of [document.Statement].flat()) {
    for (const element of ["Principal", "NotPrincipal"]) {
      const aws: unknown = statement[element]?.AWS;
      if (aws === undefined) continue;
      const names = [aws].flat().map((name) => gone.get(String(name)) ?? String(name));
      statement[element].AWS = names.length === 1 ? names[0] : names;
    }
  }
  return JSON.stringify(document);
}
