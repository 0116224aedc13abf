// Everyone there is, as sides of a question about a bucket: any caller of any account, whatever its own policies allow.

import type { Principal } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { type CallerKind, callerKinds, homeOf } from "../../policy/proof/callers.ts";
import type { Judged } from "../../policy/proof/question.ts";
import type { Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { bucketArns } from "../prediction/places.ts";
import { EVERYTHING, regionOf, type WrittenStatement } from "../prediction/region.ts";
import type { Requests } from "../theorems.ts";
import { callerInWords } from "./caller-in-words.ts";
import { leftOut } from "./left-out.ts";
import { resourcesOf } from "./places.ts";
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
      { Effect: "Allow", Action: row.do, Resource: bucketArns(bucket, target), ...conditionOf(row, target) },
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
  free.has("aws:principalarn") && homeOf(principal) === accountId ? named : [];

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
  const isOwn = homeOf(principal) === accountId;
  return !(isOwn && (outsideOnly || (alone && isRoot(principal))));
}

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
  const account = homeOf(principal);
  const own = account === undefined || (alone && account === target.accountId) ? {} : anything(principal);
  return {
    caller: callerInWords(principal),
    place,
    judged: {
      caller: { principal, resourceAccount: target.accountId, free },
      policies: { ...own, resource },
    },
    within: regionOf([...asked, ...leftOut({ principal, free }, target)]),
  };
}

const anything = ({ type }: Principal): PolicySet => ({
  identity: [regionOf([EVERYTHING])],
  ...(type === "FederatedUser" && { session: [regionOf([EVERYTHING])] }),
});
