// The condition keys that follow from who asks, and what is known of each for one caller.

import type { Principal } from "../authorization-request.ts";
import type { ReadingName } from "../decision/readings.ts";
import { Asked } from "../request/asked.ts";
import { isSettled, isUntold } from "../request/derived-keys.ts";
import { EvaluationError } from "../request/evaluation-error.ts";
import { PRESENCE } from "../request/key-presence.ts";
import type { KeyState } from "./atom.ts";

/** A caller, as far as a question fixes it. */
export interface Caller {
  readonly principal: Principal;
  /** The account of the resources asked about. */
  readonly resourceAccount: string;
  /** The keys of the principal that a question leaves open: "all", or by name in lower case. */
  readonly free: "all" | ReadonlySet<string>;
}

export interface CallerKeys {
  /** The state of a key that the caller fixes; undefined where it may be anything. */
  fixed(key: string): { readonly state: KeyState } | undefined;
  /** Whether every request of the caller has the key. */
  isPresent(key: string): boolean;
}

const TAG = "aws:principaltag/";
const MFA = "aws:multifactorauthpresent";
export const RESOURCE_ACCOUNT = "aws:resourceaccount";
// Keys of the credentials that a context could give, but that only some credentials have.
const BY_CREDENTIALS = new Set([MFA, "aws:multifactorauthage", "aws:tokenissuetime"]);

// The keys of users, roles and their sessions, by name in lower case.
const OF_ALL: ReadonlySet<string> = new Set(
  PRESENCE.flatMap(({ keys, when }) => {
    if (when.on !== "callers" || when.except !== undefined || when.open !== undefined) return [];
    const callers = when.callers.split(" ");
    const isOfAll = ["User", "SessionToken", "FederatedUser", "AssumedRole"].every((type) =>
      callers.includes(type),
    );
    return isOfAll ? keys.toLowerCase().split(" ") : [];
  }),
);

/** Whether a key depends on the caller. */
export const isOfCaller = (key: string): boolean =>
  isSettled(key) ||
  key.startsWith(TAG) ||
  BY_CREDENTIALS.has(key) ||
  ["aws:federatedprovider", "aws:principalservicenameslist"].includes(key);

/** What is known of the keys of a caller, under a choice of readings. */
export function callerKeys(caller: Caller, others: ReadonlySet<ReadingName>): CallerKeys {
  const { principal, resourceAccount, free } = caller;
  const asked = new Asked(
    { principal, action: "s3:GetObject", resource: "*", resourceAccount },
    false,
    others,
  );
  const untold = (key: string): boolean => isUntold(asked, key);
  if (free === "all") {
    return { fixed: () => undefined, isPresent: (key) => key === RESOURCE_ACCOUNT || OF_ALL.has(key) };
  }
  return {
    fixed: (key) => {
      if (free.has(key)) return undefined;
      if (key === RESOURCE_ACCOUNT) return { state: resourceAccount };
      if (!isOfCaller(key) || untold(key)) return undefined;
      if (key.startsWith(TAG) && !("tags" in principal && principal.tags !== undefined)) return undefined;
      if (!isSettled(key) && isOpenOfType(key, principal.type)) return undefined;
      return { state: asked.values(key) };
    },
    isPresent: (key) =>
      key === RESOURCE_ACCOUNT || (isOfCaller(key) && (untold(key) || isDerived(asked, key))),
  };
}

// A role may have been assumed with MFA; what services and strangers bring is not known.
function isOpenOfType(key: string, type: Principal["type"]): boolean {
  if (key.startsWith(TAG)) return false;
  const long = type === "User" || type === "Root";
  const session = type === "SessionToken" || type === "FederatedUser";
  if (BY_CREDENTIALS.has(key)) return !(long || session);
  return type !== "WebIdentity" || key !== "aws:federatedprovider";
}

function isDerived(asked: Asked, key: string): boolean {
  if (!isOfCaller(key)) return false;
  try {
    return asked.values(key) !== undefined;
  } catch (error) {
    if (error instanceof EvaluationError) return true;
    throw error;
  }
}
