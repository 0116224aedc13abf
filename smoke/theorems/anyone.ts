// Everyone there is, as sides of a question about a bucket: any caller of any account, whatever its own policies allow.

import { arnAccount } from "../../policy/arn.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { type CallerKind, callerKinds } from "../../policy/proof/callers.ts";
import { describedBy } from "../../policy/proof/described-by.ts";
import type { Options } from "../../policy/proof/is-contained.ts";
import type { Judged } from "../../policy/proof/question.ts";
import { wordsOf } from "../../policy/words/region.ts";
import type { Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { regionOf, type WrittenStatement } from "../prediction/region.ts";
import type { Requests } from "../theorems.ts";
import { resourcesOf, wholeBucket } from "./places.ts";
import { conditionOf } from "./row-requests.ts";

/** Whose policies count: all that anyone may have, or the bucket's alone; and who is meant. */
export interface Meant {
  readonly outsideOnly: boolean;
  readonly alone: boolean;
}

export interface Anyone {
  readonly caller: string;
  readonly place: string;
  readonly judged: Judged;
  readonly within: Policy;
}

/**
 * Every kind of caller, for the requests of a row about each bucket of the deployment. `named` takes callers out of those
 * of this account whose name is left open.
 */
export function sidesOfAnyone(
  row: Requests,
  { outsideOnly, alone }: Meant,
  target: Target,
  documents: Documents,
  named: readonly WrittenStatement[] = [],
): readonly Anyone[] {
  const buckets = [target.bucket, target.outsideBucket].filter((bucket) => bucket !== undefined);
  const Resource = resourcesOf(row, target);
  return buckets.flatMap((bucket) => {
    const { policy } = documents.ofBucket(bucket);
    const place = bucket === target.bucket ? "in the bucket" : "in the outside bucket";
    const asked: readonly WrittenStatement[] = [
      { Effect: "Allow", Action: row.do, Resource: wholeBucket(bucket, target), ...conditionOf(row, target) },
      { Effect: "Deny", Action: "*", NotResource: Resource },
    ];
    return kindsFor(policy, target)
      .filter((kind) => isMeant(kind, { outsideOnly, alone }, target))
      .map((kind) =>
        sideOf(kind, place, policy, [...asked, ...exceptions(kind, named, target)], alone, target),
      );
  });
}

const exceptions = (
  { principal, free }: CallerKind,
  named: readonly WrittenStatement[],
  { accountId }: Target,
): readonly WrittenStatement[] =>
  free.has("aws:principalarn") && accountOf(principal) === accountId ? named : [];

// The account's own callers are told apart although a bucket's policy need not name them.
const kindsFor = (policy: Policy, { partition, accountId }: Target): readonly CallerKind[] =>
  callerKinds([policy, namingOnly(`arn:${partition}:iam::${accountId}:root`)]);

const namingOnly = (AWS: string): Policy =>
  parsePolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS }, Action: "*", Resource: "*" },
    }),
    "resource",
  );

// Root needs no grant in its own account.
function isMeant({ principal }: CallerKind, { outsideOnly, alone }: Meant, { accountId }: Target): boolean {
  const isOwn = accountOf(principal) === accountId;
  return !(isOwn && (outsideOnly || (alone && isRoot(principal))));
}

/** The account of a caller; undefined for one that has none. */
export const accountOf = (principal: Principal): string | undefined =>
  "arn" in principal ? arnAccount(principal.arn) : undefined;

const isRoot = (principal: Principal): boolean =>
  principal.type === "Root" || ("user" in principal && principal.user.endsWith(":root"));

function sideOf(
  { principal, free }: CallerKind,
  place: string,
  resource: Policy,
  asked: readonly WrittenStatement[],
  alone: boolean,
  target: Target,
): Anyone {
  const account = accountOf(principal);
  const own = account === undefined || (alone && account === target.accountId) ? {} : anything(principal);
  return {
    caller: callerInWords(principal),
    place,
    judged: {
      caller: { principal, resourceAccount: target.accountId, free },
      policies: { ...own, resource },
    },
    within: regionOf([...asked, ...rootsOwn(principal, target), ...namesOf({ principal, free }, target)]),
  };
}

const anything = ({ type }: Principal): PolicySet => ({
  identity: [regionOf([ALL])],
  ...(type === "FederatedUser" && { session: [regionOf([ALL])] }),
});

const ALL: WrittenStatement = { Effect: "Allow", Action: "*", Resource: "*" };

// Root of the bucket's account may always do this, "even if their bucket policy explicitly denies" it.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
const rootsOwn = (principal: Principal, { accountId }: Target): readonly WrittenStatement[] =>
  principal.type === "Root" && accountOf(principal) === accountId
    ? [denied({}, ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"])]
    : [];

// A caller whose name is left open has an ARN of its kind and account; one whose account is left open has none of this
// account.
function namesOf({ principal, free }: CallerKind, { accountId }: Target): readonly WrittenStatement[] {
  const account = accountOf(principal);
  if (account === undefined || !free.has("aws:principalarn")) return [];
  const name = NAMES[principal.type] ?? "*";
  if (!free.has("aws:principalaccount"))
    return [denied({ ArnNotLike: { "aws:PrincipalArn": `arn:*:*:*:${account}:${name}` } })];
  return [
    denied({ StringEquals: { "aws:PrincipalAccount": accountId } }),
    denied({ ArnLike: { "aws:PrincipalArn": `arn:*:*:*:${accountId}:*` } }),
    denied({ ArnNotLike: { "aws:PrincipalArn": `arn:*:*:*:*:${name}` } }),
  ];
}

// What aws:PrincipalArn ends in.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
const NAMES: Partial<Readonly<Record<Principal["type"], string>>> = {
  User: "user/*",
  SessionToken: "user/*",
  AssumedRole: "role/*",
  FederatedUser: "federated-user/*",
};

const denied = (Condition: object, Action: unknown = "*"): WrittenStatement => ({
  ...{ Effect: "Deny", Action, Resource: "*" },
  ...(Object.keys(Condition).length > 0 && { Condition }),
});

/** Questions about callers of the same kind that a model describes, the kind's own first. */
export const anyoneFor: NonNullable<Options["callersFor"]> = (question, model) => {
  const { caller, policies } = question.a;
  const { principal, free } = caller;
  const home = accountOf(principal);
  const isAlike = (one: Principal): boolean =>
    one.type === principal.type &&
    (free !== "all" && free.has("aws:principalaccount")
      ? accountOf(one) !== caller.resourceAccount
      : accountOf(one) === home);
  const others = home === undefined ? [] : describedBy((key) => model.get(key), home).filter(isAlike);
  return [principal, ...others].map((one) => ({
    ...question,
    a: { policies, caller: { ...caller, principal: one, free: new Set<string>() } },
  }));
};

/** `user someone-else of account 111122223333`, `root of account …`, `a call that is not signed`. */
export function callerInWords(principal: Principal): string {
  switch (principal.type) {
    case "Anonymous":
      return "a call that is not signed";
    case "Root":
      return `root of account ${arnAccount(principal.arn)}`;
    case "Service":
      return sayNamed("Service", principal.service);
    case "WebIdentity":
      return `a caller of the identity provider ${principal.provider}`;
    case "SessionToken":
      return `${sayNamed("AWS", principal.arn)} (a session ${principal.mfa ? "with" : "without"} MFA)`;
    default:
      return sayNamed("AWS", principal.arn);
  }
}

const sayNamed = (type: "AWS" | "Service", value: string): string =>
  wordsOf({
    action: { negated: false, values: ["*"] },
    resource: { negated: false, values: ["*"] },
    conditions: [],
    principal: { negated: false, everyone: false, named: [{ type, value }] },
  }).principals;
