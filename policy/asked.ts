// What is asked, prepared once for all policies: the caller taken apart, the condition keys found without regard to case.
import { arnAccount, arnColons, arnName, isRootArn, parseArn } from "./arn.ts";
import type { AuthorizationRequest, Principal, Tags } from "./types.ts";

/** A request that cannot be judged, or a statement that cannot; the decision is a denial that says so. */
export class EvaluationError extends Error {}

export interface Asked {
  readonly request: AuthorizationRequest;
  /** In lower case; the service is what stands before the colon. */
  readonly action: string;
  readonly service: string;
  readonly resource: string;
  /** The caller's own ARN; undefined for services and the anonymous. */
  readonly arn: string | undefined;
  /** The user or role behind a session. */
  readonly behind: string | undefined;
  readonly account: string | undefined;
  /** The account itself asks: root, or a GetSessionToken session of root. */
  readonly root: boolean;
  /** A federated session that root made. */
  readonly madeByRoot: boolean;
  readonly resourceAccount: string | undefined;
  readonly lookup: (key: string) => string | undefined;
  readonly values: (key: string) => string | readonly string[] | undefined;
}

/** Prepares a request. Throws EvaluationError where principal or action are no such thing. */
export function prepare(request: AuthorizationRequest): Asked {
  const { principal, resource } = request;
  const action = request.action.toLowerCase();
  const colon = action.indexOf(":");
  if (colon < 1)
    throw new EvaluationError(`The action "${request.action}" has no service prefix such as "s3:".`);
  const arn = "arn" in principal ? principal.arn : undefined;
  const account = arn === undefined ? undefined : accountOf(arn);
  const behind = behindOf(principal);
  let index: Map<string, string | readonly string[]> | undefined;
  const values = (key: string): string | readonly string[] | undefined => {
    index ??= indexContext(request.context);
    return index.get(key) ?? derivedValue(asked, key);
  };
  const asked: Asked = {
    request,
    action,
    service: action.slice(0, colon),
    resource,
    arn,
    behind,
    account,
    root: arn !== undefined && principal.type !== "FederatedUser" && isRootArn(arn),
    madeByRoot: principal.type === "FederatedUser" && isRootArn(principal.user),
    resourceAccount: request.resourceAccount ?? arnAccount(resource) ?? account,
    values,
    lookup: (key) => {
      const value = values(key);
      if (typeof value === "string") return value;
      return value?.length === 1 ? value[0] : undefined;
    },
  };
  return asked;
}

function accountOf(arn: string): string {
  const account = arnAccount(arn);
  if (account === undefined) throw new EvaluationError(`The principal "${arn}" is no ARN with an account.`);
  return account;
}

function behindOf(principal: Principal): string | undefined {
  if (principal.type === "FederatedUser") return principal.user;
  return principal.type === "AssumedRole" ? principal.role : undefined;
}

// Names of keys in lower case, remembered: the same few hundred names come with every request.
const LOWER = new Map<string, string>();
const REMEMBERED = 4096;

function lowerCase(name: string): string {
  const known = LOWER.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  if (LOWER.size >= REMEMBERED) LOWER.clear();
  LOWER.set(name, lower);
  return lower;
}

function indexContext(context: AuthorizationRequest["context"]): Map<string, string | readonly string[]> {
  const index = new Map<string, string | readonly string[]>();
  for (const name in context) {
    const value = context[name];
    if (value === undefined) continue;
    const key = lowerCase(name);
    if (index.has(key))
      throw new EvaluationError(`The condition key "${name}" is in the context twice, in two spellings.`);
    if (typeof value !== "string" && !Array.isArray(value)) {
      throw new EvaluationError(
        `The condition key "${name}" has a value that is neither text nor a list of texts.`,
      );
    }
    index.set(key, value);
  }
  return index;
}

const PRINCIPAL_TAG = "aws:principaltag/";

// The keys that AWS derives from who is calling.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
function derivedValue(asked: Asked, key: string): string | undefined {
  const { principal } = asked.request;
  if (!key.startsWith("aws:")) return undefined;
  if (key.startsWith(PRINCIPAL_TAG)) return tagValue(principal, key.slice(PRINCIPAL_TAG.length));
  switch (key) {
    case "aws:principalarn":
      return principal.type === "AssumedRole" ? principal.role : asked.arn;
    case "aws:principalaccount":
      return principal.type === "Anonymous" ? "anonymous" : asked.account;
    case "aws:principaltype":
      return principalType(asked);
    case "aws:username":
      return asked.root ? undefined : userName(principal);
    case "aws:userid":
      return userId(asked);
    case "aws:principalisawsservice":
      return principal.type === "Anonymous" ? undefined : String(principal.type === "Service");
    case "aws:principalservicename":
      return principal.type === "Service" ? principal.service : undefined;
    case "aws:multifactorauthpresent":
      return multiFactor(principal);
    case "aws:resourceaccount":
      return asked.resourceAccount;
    default:
      return undefined;
  }
}

function tagValue(principal: Principal, key: string): string | undefined {
  const tags: Tags = ("tags" in principal ? principal.tags : undefined) ?? {};
  for (const name in tags) {
    if (lowerCase(name) === key) return tags[name];
  }
  return undefined;
}

function principalType({ root, request: { principal } }: Asked): string | undefined {
  if (root) return "Account";
  if (principal.type === "SessionToken") return "User";
  return principal.type === "Service" ? undefined : principal.type;
}

// Federated users have none: ${aws:username} never resolves in their sessions.
function userName(principal: Principal): string | undefined {
  if (principal.type !== "User" && principal.type !== "SessionToken") return undefined;
  const arn = parseArn(principal.arn);
  return arn === undefined ? undefined : arnName(arn);
}

// Users and roles have unique ids, which only the context can tell.
function userId({ root, arn = "", account, request: { principal } }: Asked): string | undefined {
  if (root) return account;
  if (principal.type !== "FederatedUser") return undefined;
  return `${account}:${arn.slice((arnColons(arn)?.[4] ?? 0) + 1 + "federated-user/".length)}`;
}

function multiFactor(principal: Principal): string | undefined {
  if (principal.type === "FederatedUser") return "false";
  return principal.type === "SessionToken" ? String(principal.mfa) : undefined;
}
