// The sessions that the broker could make: under any name, with any session policy.

import { arnName, federatedUserArn } from "../../policy/arn.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import { keeping } from "../../policy/changes/narrowed.ts";
import type { PolicySet } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import type { Documents } from "./documents.ts";
import { choose, policySet } from "./layers.ts";
import { type Place, placesOf, statement } from "./places.ts";
import type { WrittenStatement } from "./region.ts";
import { type Called, NOWHERE, type Side, sideOf } from "./sides.ts";

/**
 * The sides of a session that the broker could make under a name that nothing knows, with a session policy that takes
 * nothing away: what its broker may do, and what the buckets' policies grant to everyone or by a pattern of names.
 */
export function sidesOfStranger(target: Target, documents: Documents): readonly Side[] {
  const { partition, accountId } = target;
  const called: Called = {
    caller: "a session of any other name",
    as: sessionNamed(federatedUserArn(accountId, strangerTo(target), partition), target),
    free: NAME,
    limits: [
      except("aws:PrincipalArn", federatedUserArn(accountId, "*", partition)),
      except("aws:userid", `${accountId}:*`),
    ],
  };
  const own = ofAnySession(documents);
  return placesOf(target, documents).map((place) => sideOf(called, own, place));
}

/**
 * The sides of sessions under the names that a bucket's policy mentions, with a session policy that takes nothing away. What
 * that policy grants to the name itself is asked elsewhere, of everyone.
 */
export function sidesUnderNames(target: Target, documents: Documents): readonly Side[] {
  const own = ofAnySession(documents);
  return namesIn(target, documents).flatMap((arn) =>
    placesOf(target, documents).map((place) =>
      sideOf(
        { caller: `any session named ${arnName(arn)}`, as: sessionNamed(arn, target) },
        own,
        withoutGrantsTo(arn, place),
      ),
    ),
  );
}

const ofAnySession = (documents: Documents): PolicySet => ({
  ...policySet(choose("broker", NOWHERE, documents)),
  session: [EVERYTHING],
});

// Of the tags that it may pass, the broker chooses the values.
const sessionNamed = (
  arn: string,
  { broker: { userArn: user, sessionTags = [], tags = {} } }: Target,
): Principal => ({
  ...{ type: "FederatedUser", arn, user },
  ...(sessionTags.length === 0 && { tags }),
});

const bucketsOf = ({ bucket, outsideBucket }: Target): readonly BucketTarget[] =>
  outsideBucket === undefined ? [bucket] : [bucket, outsideBucket];

function namesIn(target: Target, documents: Documents): readonly string[] {
  const prefix = federatedUserArn(target.accountId, "", target.partition);
  const named = bucketsOf(target)
    .flatMap((bucket) => documents.ofBucket(bucket).policy.statements)
    .flatMap(({ principal }) => principal?.named ?? []);
  return [...new Set(named.map(({ value }) => value))].filter((value) => value.startsWith(prefix));
}

// A name that stands in none of the documents.
function strangerTo(target: Target): string {
  const { broker } = target;
  const written = [broker.policy, broker.boundary, ...bucketsOf(target).map(({ policy }) => policy)].join();
  let name = "federation-broker-any";
  while (written.includes(name)) name += "-other";
  return name;
}

const withoutGrantsTo = (arn: string, { resource, ...place }: Place): Place => ({
  ...place,
  ...(resource && {
    resource: keeping(
      resource,
      ({ effect, principal }) =>
        effect === "Deny" ||
        principal === undefined ||
        principal.everyone ||
        principal.negated ||
        principal.named.some(({ value }) => value !== arn),
    ),
  }),
});

// The name is open; the ARN and the id are still those of a federated user of the account.
const NAME = ["aws:principalarn", "aws:userid"];

const except = (key: string, pattern: string): WrittenStatement => ({
  ...statement("Deny", "*", "*"),
  Condition: { StringNotLike: { [key]: pattern } },
});

const EVERYTHING = parsePolicy(
  JSON.stringify({ Version: "2012-10-17", Statement: statement("Allow", "*", "*") }),
  "session",
);
