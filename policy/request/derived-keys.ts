// The condition keys that AWS derives from who is calling.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
import { arnName } from "../arn.ts";
import type { AuthorizationRequest, Principal } from "../authorization-request.ts";
import type { ReadingName } from "../decision/readings.ts";
import type { Caller } from "./caller.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { lowerCase } from "./lower-case.ts";

/** Who asks, and about whose resource. */
interface Asker extends Pick<Caller, "arn" | "account" | "root"> {
  readonly request: Pick<AuthorizationRequest, "principal">;
  readonly resourceAccount: string | undefined;
  takesOther(rule: ReadingName): boolean;
}

const PRINCIPAL_TAG = "aws:principaltag/";

const KEYS = new Map<string, (asker: Asker, principal: Principal) => string | undefined>([
  ["aws:principalarn", ({ arn }, caller) => (caller.type === "AssumedRole" ? caller.role : arn)],
  ["aws:principalaccount", ({ account }, { type }) => (type === "Anonymous" ? "anonymous" : account)],
  ["aws:principaltype", principalType],
  ["aws:username", userName],
  ["aws:userid", userId],
  [
    "aws:principalisawsservice",
    (_, { type }) => (type === "Anonymous" ? undefined : String(type === "Service")),
  ],
  ["aws:principalservicename", (_, caller) => (caller.type === "Service" ? caller.service : undefined)],
  ["aws:federatedprovider", (_, caller) => (caller.type === "WebIdentity" ? caller.provider : undefined)],
  ["aws:multifactorauthpresent", multiFactor],
  ["aws:resourceaccount", ({ resourceAccount }) => resourceAccount],
]);

/**
 * The value that AWS gives to a key, by its name in lower case, for this caller.
 * Throws EvaluationError for a key that AWS sets, if the principal does not show its value.
 */
export function derivedKey(asker: Asker, key: string): string | undefined {
  const { principal } = asker.request;
  if (key.startsWith(PRINCIPAL_TAG)) return tagValue(principal, key.slice(PRINCIPAL_TAG.length));
  const value = KEYS.get(key)?.(asker, principal);
  if (value === undefined && isUntold(asker, key)) {
    throw new EvaluationError(
      `AWS sets the condition key "${key}" for a ${principal.type}, and the request does not tell its value; give it in the context.`,
    );
  }
  return value;
}

// The caller fixes these keys: a context may repeat their values but never change them.
const SETTLED = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:username",
  "aws:userid",
  "aws:principalisawsservice",
  "aws:principalservicename",
]);

export const isSettled = (key: string): boolean => SETTLED.has(key);

/** Whether the context gives a fixed key, by its name in lower case, a value that this caller cannot have. */
export function contradicts(asker: Asker, key: string, value: string | readonly string[]): boolean {
  const own = KEYS.get(key)?.(asker, asker.request.principal);
  // Ids of users and roles are random; those of root and of federated users follow from their ARNs.
  if (own === undefined && isUntold(asker, key)) return false;
  return own !== (typeof value === "string" || value.length !== 1 ? value : value[0]);
}

// Properties of a principal that its ARN does not show, by the key's name in lower case.
const UNTOLD = new Map<string, ReadonlySet<Principal["type"]>>([
  ["aws:userid", new Set(["User", "SessionToken", "AssumedRole"])],
  ["aws:tokenissuetime", new Set(["FederatedUser", "SessionToken", "AssumedRole"])],
  ["aws:multifactorauthage", new Set(["SessionToken"])],
  ["aws:principalservicenameslist", new Set(["Service"])],
]);

/** Whether AWS sets the key, by its name in lower case, for this caller, to a value that only a context can give. */
export function isUntold({ root, request: { principal } }: Asker, key: string): boolean {
  if (UNTOLD.get(key)?.has(principal.type) !== true) return false;
  if (key === "aws:userid") return !root;
  return key !== "aws:multifactorauthage" || (principal.type === "SessionToken" && principal.mfa);
}

// Tag keys are case-insensitive, like all names of condition keys.
function tagValue(principal: Principal, key: string): string | undefined {
  const tags = ("tags" in principal ? principal.tags : undefined) ?? {};
  for (const name in tags) if (lowerCase(name) === key) return tags[name];
  return undefined;
}

function principalType({ root }: Asker, { type }: Principal): string | undefined {
  if (root) return "Account";
  if (type === "SessionToken") return "User";
  return type === "Service" || type === "WebIdentity" ? undefined : type;
}

// Federated users do not have one: ${aws:username} never resolves in their sessions.
function userName({ root }: Asker, principal: Principal): string | undefined {
  if (root || (principal.type !== "User" && principal.type !== "SessionToken")) return undefined;
  return arnName(principal.arn);
}

// Users and roles have unique ids, which only the context can give.
function userId({ root, account, arn = "" }: Asker, { type }: Principal): string | undefined {
  if (root) return account;
  if (type === "Anonymous") return "anonymous";
  return type === "FederatedUser" ? `${account}:${arnName(arn)}` : undefined;
}

function multiFactor(asker: Asker, principal: Principal): string | undefined {
  if (principal.type === "SessionToken") return String(principal.mfa);
  if (principal.type !== "FederatedUser" && principal.type !== "AssumedRole") return undefined;
  // A role may have been assumed by a federated identity, unless the context has the key.
  return asker.takesOther("mfa-of-federated-identity") ? undefined : "false";
}
