// Everyone that a principal of the deployment is, and on whose policies each of its requests is decided: the sides of
// a question about all that it may do.

import { objectArn } from "../../policy/arn.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { Judged } from "../../policy/proof/question.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import { principals } from "../principals.ts";
import { asPolicyPrincipal } from "../sessions/identity.ts";
import type { Documents } from "./documents.ts";
import { choose, policySet } from "./layers.ts";
import { regionOf } from "./region.ts";

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
  const { bucket, outsideBucket } = target;
  const own = policySet(choose(principal, { kind: "account", arn: "*", name: "" }, documents));
  const places = [
    placeOf("in the bucket", bucket, target, documents),
    ...(outsideBucket ? [placeOf("in the outside bucket", outsideBucket, target, documents)] : []),
    elsewhere(target),
    abroad(target),
  ];
  return callersOf(principal, target).flatMap(({ caller, as }) =>
    places
      .filter(({ isAbroad }) => !(isAbroad && as.type === "Anonymous"))
      .map(({ place, resourceAccount, resource, within, isAbroad }) => ({
        ...{ caller, place, within },
        judged: {
          caller: { principal: as, resourceAccount, free: isAbroad ? ACCOUNT : NOTHING },
          policies: { ...own, ...(resource && { resource }) },
        },
      })),
  );
}

/**
 * The sides of a session that the broker could make under a name that nothing knows, with a session policy that takes
 * nothing away: what its broker may do, and what the buckets' policies grant to everyone or by a pattern of names.
 */
export function sidesOfStranger(target: Target, documents: Documents): readonly Side[] {
  const { partition, accountId, broker } = target;
  const arn = `arn:${partition}:sts::${accountId}:federated-user/${STRANGER}`;
  // Of the tags that it may pass, the broker chooses the values.
  const tags = (broker.sessionTags ?? []).length === 0 ? { tags: broker.tags ?? {} } : {};
  const as: Principal = { type: "FederatedUser", arn, user: broker.userArn, ...tags };
  return sidesOf("broker", target, documents)
    .filter(({ judged }) => judged.caller.principal.type === "User")
    .map((side) => ({
      ...side,
      caller: "a session of any other name",
      judged: {
        caller: {
          ...side.judged.caller,
          principal: as,
          free: new Set([...NAME, ...side.judged.caller.free]),
        },
        policies: { ...side.judged.policies, session: [EVERYTHING] },
      },
    }));
}

const STRANGER = "federation-broker-any";
const NOTHING: ReadonlySet<string> = new Set();
const ACCOUNT: ReadonlySet<string> = new Set(["aws:resourceaccount"]);
const NAME: ReadonlySet<string> = new Set(["aws:principalarn", "aws:userid", "aws:username"]);

interface Called {
  readonly caller: string;
  readonly as: Principal;
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
      return [{ caller: principal, as }];
    case "nobody":
      return [{ caller: "a call that is not signed", as }];
    default:
      return [];
  }
}

const ownSessions = ({ broker: { userArn: arn, tags = {} } }: Target): readonly Called[] =>
  [false, true].map((mfa) => ({
    caller: `the broker's session ${mfa ? "with" : "without"} MFA`,
    as: { type: "SessionToken", arn, mfa, tags },
  }));

interface Place {
  readonly place: string;
  readonly resourceAccount: string;
  readonly resource?: Policy;
  readonly within: Policy;
  readonly isAbroad?: true;
}

const placeOf = (place: string, bucket: BucketTarget, target: Target, documents: Documents): Place => ({
  place,
  resourceAccount: target.accountId,
  resource: documents.ofBucket(bucket).policy,
  within: regionOf([statement("Allow", "s3:*", resourcesOf(bucket, target))]),
});

// All of the account but the buckets. Policies of its other resources are not the deployment's.
const elsewhere = (target: Target): Place => ({
  place: "elsewhere in the account",
  resourceAccount: target.accountId,
  within: regionOf([statement("Allow", "*", "*"), statement("Deny", "s3:*", ofDeployment(target))]),
});

// Resources of any account that lets in everyone: what the caller's own policies allow there is its power, too.
const abroad = (target: Target): Place => ({
  place: "in another account",
  resourceAccount: accountBesides(target),
  resource: LETS_IN_EVERYONE,
  within: regionOf([
    statement("Allow", "*", "*"),
    statement("Deny", "s3:*", ofDeployment(target)),
    {
      ...statement("Deny", "*", "*"),
      Condition: { StringEquals: { "aws:ResourceAccount": target.accountId } },
    },
  ]),
  isAbroad: true,
});

const accountBesides = ({ accountId }: Target): string =>
  ["111111111111", "222222222222"].find((one) => one !== accountId) ?? "";

const resourcesOf = ({ arn, name }: BucketTarget, { partition }: Target): readonly string[] => [
  arn,
  objectArn(name, "*", partition),
];

const ofDeployment = (target: Target): readonly string[] =>
  [target.bucket, target.outsideBucket].flatMap((bucket) =>
    bucket === undefined ? [] : resourcesOf(bucket, target),
  );

const statement = (Effect: "Allow" | "Deny", Action: string, Resource: unknown) => ({
  ...{ Effect, Action, Resource },
});

const EVERYTHING = parsePolicy(
  JSON.stringify({ Version: "2012-10-17", Statement: statement("Allow", "*", "*") }),
  "session",
);

const LETS_IN_EVERYONE = parsePolicy(
  JSON.stringify({ Version: "2012-10-17", Statement: { ...statement("Allow", "*", "*"), Principal: "*" } }),
  "resource",
);
