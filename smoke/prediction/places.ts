// The places of a deployment: resources about which the same policies decide.

import { objectArn } from "../../policy/arn.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import type { Documents } from "./documents.ts";
import type { WrittenStatement } from "./region.ts";

/** All places: together they hold every request. */
export const placesOf = (target: Target, documents: Documents): readonly Place[] => [
  placeOf("in the bucket", target.bucket, target, documents),
  ...(target.outsideBucket
    ? [placeOf("in the outside bucket", target.outsideBucket, target, documents)]
    : []),
  elsewhere(target),
  abroad(target),
];

/** Where a request is about something, and what then decides besides the caller's own policies. */
export interface Place {
  readonly place: string;
  readonly resourceAccount: string;
  readonly resource?: Policy;
  readonly within: readonly WrittenStatement[];
  readonly isAbroad?: true;
}

const placeOf = (place: string, bucket: BucketTarget, target: Target, documents: Documents): Place => ({
  place,
  resourceAccount: target.accountId,
  resource: documents.ofBucket(bucket).policy,
  within: [statement("Allow", "s3:*", bucketArns(bucket, target))],
});

// All of the account but the buckets. Policies of its other resources are not the deployment's.
const elsewhere = (target: Target): Place => ({
  place: "elsewhere in the account",
  resourceAccount: target.accountId,
  within: [statement("Allow", "*", "*"), statement("Deny", "s3:*", ofDeployment(target))],
});

// Resources of any account that lets in everyone: what the caller's own policies allow there is its power, too.
const abroad = (target: Target): Place => ({
  place: "in another account",
  resourceAccount: accountBesides(target),
  resource: LETS_IN_EVERYONE,
  within: [
    statement("Allow", "*", "*"),
    statement("Deny", "s3:*", ofDeployment(target)),
    {
      ...statement("Deny", "*", "*"),
      Condition: { StringEquals: { "aws:ResourceAccount": target.accountId } },
    },
  ],
  isAbroad: true,
});

const accountBesides = ({ accountId }: Target): string =>
  ["111111111111", "222222222222"].find((one) => one !== accountId) ?? "";

/** The ARNs of a bucket and of all that is in it. */
export const bucketArns = ({ arn, name }: BucketTarget, { partition }: Target): readonly string[] => [
  arn,
  objectArn(name, "*", partition),
];

const ofDeployment = (target: Target): readonly string[] =>
  [target.bucket, target.outsideBucket].flatMap((bucket) =>
    bucket === undefined ? [] : bucketArns(bucket, target),
  );

/** A statement of a region. */
export const statement = (Effect: "Allow" | "Deny", Action: string, Resource: unknown) => ({
  ...{ Effect, Action, Resource },
});

const LETS_IN_EVERYONE = parsePolicy(
  JSON.stringify({ Version: "2012-10-17", Statement: { ...statement("Allow", "*", "*"), Principal: "*" } }),
  "resource",
);
