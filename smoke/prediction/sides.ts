// Everyone that a principal of the deployment is, and on whose policies each of its requests is decided: the sides of
// a question about all that it may do.

import type { Principal } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import type { Judged } from "../../policy/proof/question.ts";
import type { Target } from "../deployment/target.ts";
import { principals } from "../principals.ts";
import type { Resource } from "../resources.ts";
import { asPolicyPrincipal } from "../sessions/identity.ts";
import type { Documents } from "./documents.ts";
import { choose, policySet } from "./layers.ts";
import { type Place, placesOf } from "./places.ts";
import { regionOf, type WrittenStatement } from "./region.ts";

/** One caller, and the requests about resources of one kind, which the same policies decide. */
export interface Side {
  /** Who calls, in words: `the broker's session with MFA`. */
  readonly caller: string;
  /** Where, in words: `in the bucket`. */
  readonly place: string;
  readonly judged: Judged & { readonly caller: { readonly free: ReadonlySet<string> } };
  /** The requests that these policies decide; the sides of a caller hold every request of it. */
  readonly within: Policy;
}

/** The sides of a principal; none where authentication refuses all its calls. */
export function sidesOf(principal: string, target: Target, documents: Documents): readonly Side[] {
  const own = policySet(choose(principal, NOWHERE, documents));
  return callersOf(principal, target).flatMap((called) =>
    placesOf(target, documents)
      .filter((place) => isAskedIn(place, called))
      .map((place) => sideOf(called, called.granted ? {} : own, place)),
  );
}

const isAskedIn = ({ isAbroad, resource }: Place, { as, granted }: Called): boolean =>
  granted ? !isAbroad && resource !== undefined : !(isAbroad && as.type === "Anonymous");

/** Where no bucket's policy takes part. */
export const NOWHERE: Resource = { kind: "account", arn: "*", name: "" };

/** A caller with policies of its own, in a place. */
export const sideOf = (
  { caller, as, free = [], limits = [] }: Called,
  own: PolicySet,
  { place, resourceAccount, resource, within, isAbroad }: Place,
): Side => ({
  caller,
  place,
  within: regionOf([...within, ...limits]),
  judged: {
    caller: { principal: as, resourceAccount, free: new Set([...free, ...(isAbroad ? ACCOUNT : [])]) },
    policies: { ...own, ...(resource && { resource }) },
  },
});

const ACCOUNT = ["aws:resourceaccount"];
/** Who calls, and what of that is left open. */
export interface Called {
  readonly caller: string;
  readonly as: Principal;
  /** The keys that are left open, by their names in lower case. */
  readonly free?: readonly string[];
  readonly limits?: readonly WrittenStatement[];
  /** Only what a bucket's policy grants to the caller itself is asked. */
  readonly granted?: true;
}

// The broker may make sessions of its own at any time, with its MFA device, too.
function callersOf(principal: string, target: Target): readonly Called[] {
  const as = asPolicyPrincipal(principal, target);
  switch (principals[principal]?.identity.type) {
    case "broker":
      return [{ caller: "the broker's long-term key", as }, ...ownSessions(target)];
    case "session token":
      return [{ caller: principal, as }];
    case "federated user":
      return [{ caller: principal, as }, ...withOtherTags(principal, as, target)];
    case "nobody":
      return [{ caller: "a call that is not signed", as }];
    default:
      return [];
  }
}

// The broker may federate the same name with other values of the tags that it may pass: a bucket's policy may grant by
// them. What its session policy lets through then is asked of a session of any other name, as any session policy is.
const withOtherTags = (
  principal: string,
  as: Principal,
  { broker: { sessionTags = [] } }: Target,
): readonly Called[] =>
  as.type === "FederatedUser" && sessionTags.length > 0
    ? [{ caller: `${principal} with other session tags`, as: withoutTags(as), granted: true }]
    : [];

// What is not said of tags is open.
const withoutTags = ({ tags: _, ...as }: Extract<Principal, { type: "FederatedUser" }>): Principal => as;

const ownSessions = ({ broker: { userArn: arn, tags = {} } }: Target): readonly Called[] =>
  [false, true].map((mfa) => ({
    caller: `the broker's session ${mfa ? "with" : "without"} MFA`,
    as: { type: "SessionToken", arn, mfa, tags },
  }));
