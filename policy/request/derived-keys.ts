// The condition keys that AWS sets without being told, and their values where these follow from the request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
import { arnName } from "../arn.ts";
import type { Principal } from "../authorization-request.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { PRESENCE } from "./key-presence.ts";
import { lowerCase } from "./lower-case.ts";
import { epochTime, isoTime } from "./paired-keys.ts";
import { type Asker, presenceTest } from "./presence-test.ts";

type Derive = (asker: Asker, principal: Principal) => string | undefined;

/** The value that follows from a request that has the key; undefined where only the context can tell it. */
const VALUES = new Map<string, Derive>([
  ["aws:principalarn", ({ arn }, caller) => (caller.type === "AssumedRole" ? caller.role : arn)],
  ["aws:principalaccount", ({ account }, { type }) => (type === "Anonymous" ? "anonymous" : account)],
  ["aws:principaltype", principalType],
  ["aws:username", ({ arn = "" }) => arnName(arn)],
  ["aws:userid", userId],
  ["aws:principalisawsservice", (_, { type }) => String(type === "Service")],
  ["aws:principalservicename", (_, caller) => (caller.type === "Service" ? caller.service : undefined)],
  ["aws:federatedprovider", (_, caller) => (caller.type === "WebIdentity" ? caller.provider : undefined)],
  ["aws:multifactorauthpresent", (_, caller) => String(caller.type === "SessionToken" && caller.mfa)],
  ["aws:resourceaccount", ({ resourceAccount }) => resourceAccount],
  ["s3:resourceaccount", ({ resourceAccount }) => resourceAccount],
  ["aws:securetransport", (asker) => (asker.told("s3:tlsversion") === undefined ? undefined : "true")],
  ["aws:viaawsservice", (asker) => String(CALLED_VIA.some((key) => asker.told(key) !== undefined))],
  ["aws:currenttime", (asker) => isoTime(asker.told("aws:epochtime"))],
  ["aws:epochtime", (asker) => epochTime(asker.told("aws:currenttime"))],
]);

const CALLED_VIA = ["aws:calledvia", "aws:calledviafirst", "aws:calledvialast"];

interface SetKey {
  readonly name: string;
  readonly isSet: (asker: Asker) => boolean;
  readonly value: Derive | undefined;
  readonly possible: readonly string[] | undefined;
}

// By name in lower case; what only a context gives is not among them.
const SET_KEYS: ReadonlyMap<string, SetKey> = new Map(
  PRESENCE.filter(({ when }) => when.on !== "context").flatMap(({ keys, when, values }) => {
    const isSet = presenceTest(when);
    return keys.split(" ").map((name): [string, SetKey] => {
      const key = name.toLowerCase();
      return [key, { name, isSet, value: VALUES.get(key), possible: values?.split(" ") }];
    });
  }),
);

const PRINCIPAL_TAG = "aws:principaltag/";

/**
 * The value that AWS gives to a key that the context does not give, by its name in lower case.
 * Throws EvaluationError for a key that AWS sets to a value that does not follow from the request.
 */
export function derivedKey(asker: Asker, key: string): string | undefined {
  const { principal } = asker.request;
  if (key.startsWith(PRINCIPAL_TAG)) return tagValue(principal, key.slice(PRINCIPAL_TAG.length));
  const row = SET_KEYS.get(key);
  if (row === undefined || !row.isSet(asker)) return undefined;
  const value = row.value?.(asker, principal);
  if (value !== undefined || asker.request.contextIsWhole === true) return value;
  throw new EvaluationError(
    `AWS sets the condition key "${row.name}" for a ${principal.type}, and the request does not tell its value; give it in the context.`,
    [row.name],
  );
}

/** All the values that AWS can give to a key, by its name in lower case; undefined where they are not few. */
export const possibleValues = (key: string): readonly string[] | undefined => SET_KEYS.get(key)?.possible;

/** Whether AWS sets the key, by its name in lower case, to a value that only a context can give. */
export function isUntold(asker: Asker, key: string): boolean {
  const row = SET_KEYS.get(key);
  if (row === undefined || asker.request.contextIsWhole === true || !row.isSet(asker)) return false;
  return row.value?.(asker, asker.request.principal) === undefined;
}

/** Whether AWS sets the key, by its name in lower case, on other requests only. */
export const isExcluded = (asker: Asker, key: string): boolean => SET_KEYS.get(key)?.isSet(asker) === false;

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
  const row = SET_KEYS.get(key);
  const isSet = row?.isSet(asker) === true;
  const own = isSet ? row.value?.(asker, asker.request.principal) : undefined;
  // Ids of users and roles are random; those of root and of federated users follow from their ARNs.
  if (isSet && own === undefined) return false;
  return own !== (typeof value === "string" || value.length !== 1 ? value : value[0]);
}

// Tag keys are case-insensitive, like all names of condition keys.
function tagValue(principal: Principal, key: string): string | undefined {
  const tags = ("tags" in principal ? principal.tags : undefined) ?? {};
  for (const name in tags) if (lowerCase(name) === key) return tags[name];
  return undefined;
}

function principalType({ root }: Asker, { type }: Principal): string {
  if (root) return "Account";
  return type === "SessionToken" ? "User" : type;
}

// Users and roles have unique ids, which only the context can give.
function userId({ root, account, arn = "" }: Asker, { type }: Principal): string | undefined {
  if (root) return account;
  if (type === "Anonymous") return "anonymous";
  return type === "FederatedUser" ? `${account}:${arnName(arn)}` : undefined;
}
