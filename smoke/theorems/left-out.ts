// The requests of a kind of caller that are not asked about: what root may always do, and ARNs that are not of the kind.

import type { Principal } from "../../policy/authorization-request.ts";
import { type CallerKind, homeOf } from "../../policy/proof/callers.ts";
import type { Target } from "../deployment/target.ts";
import type { WrittenStatement } from "../prediction/region.ts";

/** Denies of a region that leave them out. */
export const leftOut = (kind: CallerKind, target: Target): readonly WrittenStatement[] => [
  ...rootsOwn(kind.principal, target),
  ...namesOf(kind, target),
];

// Root of the bucket's account may always do this, "even if their bucket policy explicitly denies" it.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
const rootsOwn = (principal: Principal, { accountId }: Target): readonly WrittenStatement[] =>
  principal.type === "Root" && homeOf(principal) === accountId
    ? [denied({}, ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"])]
    : [];

// A caller whose name is left open has an ARN of its kind and account; one whose account is left open has none of this
// account.
function namesOf({ principal, free }: CallerKind, { accountId }: Target): readonly WrittenStatement[] {
  const account = homeOf(principal);
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
