// The promises about every deployment. Edit this table: one row a promise, each a literal. What it does not list is
// denied, and predicted: what the documents allow and no row lists fails by name. Only what is listed is asked, so a
// reverse promise, at the end, lists a denial for everyone whom it does not name (docs/decisions/0010). What no harmless
// call can ask, such as s3:DeleteBucket, is predicted too, unless --allow-destructive has it asked (docs/decisions/0011).
// `by` names the policy type that must deny it even if it were alone. `principal` means that this kind of
// principal never may, whatever policies say. `rejected` is authentication's no, with AWS's code for it.

import type { PolicyType } from "../policy/decision.ts";
import type { PromisedContext } from "./context.ts";

/** A policy type as AWS's sentences name them. */
export type DenyingPolicy = PolicyType | "vpcEndpoint";

export interface Promised {
  /** A name of the table in principals.ts. */
  principal: string;
  /** An action that a probe exercises; one whose call does what it says is predicted, unless a run may destroy. */
  action: string;
  /** A name of the table in resources.ts. */
  resource: string;
  /** What the call says besides; without it, what the probe says by itself. */
  context?: PromisedContext;
  expect: "allowed" | "denied" | "rejected";
  /** The policy type that must deny, where AWS names one. */
  by?: DenyingPolicy;
  /** AWS's code of the rejection: authentication's no, which comes before any permission is asked. */
  code?: string;
  /** A resource that the answer must show. */
  shows?: string;
  /**
   * A right that a deployment may give: asked where its documents do. That lists nothing: a deployment that gives it
   * fails until a promise without this says so.
   */
  ifGranted?: true;
}

/** A reverse promise: only these may do it. */
export interface Only extends Pick<Promised, "action" | "resource" | "context"> {
  /**
   * Principals, each of which has a promise that allows it; and the ARNs of users and roles of the account, with the
   * wildcards `*` and `?`. The account's administrators, who may change the broker's policies, need not be named.
   */
  readonly only: readonly string[];
  /** Whether it is promised of the account's other users and roles, too: they are predicted, not asked. */
  readonly wholeAccount?: true;
}

// biome-ignore format: a row a line
export const promises: readonly Promised[] = [
  // The broker may list the bucket and federate, and nothing else.
  { principal: "broker", action: "sts:GetCallerIdentity", resource: "itself", expect: "allowed", shows: "the broker" },
  { principal: "broker", action: "sts:GetFederationToken", resource: "User1", expect: "allowed" },
  { principal: "broker", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "broker", action: "s3:ListBucket", resource: "the outside bucket", expect: "denied", by: "identity" },
  { principal: "broker", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "identity" },
  { principal: "broker", action: "s3:PutObject", resource: "a missing key", expect: "denied", by: "identity" },
  { principal: "broker", action: "s3:DeleteObject", resource: "a missing key", expect: "denied", by: "identity" },
  { principal: "broker", action: "s3:GetBucketPolicy", resource: "the bucket", expect: "denied", by: "identity" },
  { principal: "broker", action: "s3:CreateBucket", resource: "the bucket", expect: "denied", by: "identity" },
  { principal: "broker", action: "s3:DeleteBucketPolicy", resource: "the bucket", expect: "denied", by: "identity" },
  { principal: "broker", action: "s3:DeleteBucket", resource: "the bucket", expect: "denied", by: "identity" },
  { principal: "broker", action: "iam:ListUsers", resource: "all users", expect: "denied", by: "identity" },

  // User1 lists the bucket, and that is all.
  { principal: "User1", action: "sts:GetCallerIdentity", resource: "itself", expect: "allowed", shows: "User1" },
  { principal: "User1", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "User1", action: "s3:ListBucket", resource: "the outside bucket", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:PutObject", resource: "a missing key", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:DeleteObject", resource: "a missing key", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:GetBucketPolicy", resource: "the bucket", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:CreateBucket", resource: "the bucket", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:DeleteBucketPolicy", resource: "the bucket", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:DeleteBucket", resource: "the bucket", expect: "denied", by: "session" },
  { principal: "User1", action: "iam:ListUsers", resource: "all users", expect: "denied", by: "principal" },
  { principal: "User1", action: "sts:GetFederationToken", resource: "User1", expect: "denied", by: "principal" },

  // An hour is as good as two.
  { principal: "User1ForAnHour", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "User1ForAnHour", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "session" },

  // A session that was federated without a policy can do nothing, not even what its broker may.
  { principal: "NoPolicy", action: "s3:ListBucket", resource: "the bucket", expect: "denied", by: "session" },
  { principal: "NoPolicy", action: "s3:ListBucket", resource: "the outside bucket", expect: "denied", by: "session" },
  { principal: "NoPolicy", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "session" },
  { principal: "NoPolicy", action: "s3:PutObject", resource: "a missing key", expect: "denied", by: "session" },
  { principal: "NoPolicy", action: "s3:DeleteObject", resource: "a missing key", expect: "denied", by: "session" },
  { principal: "NoPolicy", action: "s3:GetBucketPolicy", resource: "the bucket", expect: "denied", by: "session" },
  { principal: "NoPolicy", action: "s3:CreateBucket", resource: "the bucket", expect: "denied", by: "session" },
  { principal: "NoPolicy", action: "iam:ListUsers", resource: "all users", expect: "denied", by: "principal" },
  { principal: "NoPolicy", action: "sts:GetFederationToken", resource: "User1", expect: "denied", by: "principal" },

  // A session policy that asks for s3:* yields no more than the broker has.
  { principal: "AllOfS3", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "AllOfS3", action: "s3:ListBucket", resource: "the outside bucket", expect: "denied", by: "identity" },
  { principal: "AllOfS3", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "identity" },

  // The broker's own session lists as the broker does; without MFA it calls neither IAM nor the rest of STS.
  { principal: "SessionToken", action: "sts:GetCallerIdentity", resource: "itself", expect: "allowed", shows: "the broker" },
  { principal: "SessionToken", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "SessionToken", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "identity" },
  { principal: "SessionToken", action: "iam:ListUsers", resource: "all users", expect: "denied", by: "principal" },
  { principal: "SessionToken", action: "sts:GetFederationToken", resource: "User1", expect: "denied", by: "principal" },
  { principal: "SessionToken", action: "sts:GetSessionToken", resource: "itself", expect: "denied", by: "principal" },

  // A managed policy limits a session as one of its own does: here to what the broker's boundary allows.
  { principal: "Managed", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "Managed", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "session" },

  // A session tag takes the place of the broker's own tag of that name, whatever its case.
  { principal: "Tagged", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "TaggedOtherwise", action: "s3:ListBucket", resource: "the bucket", expect: "denied", by: "session" },

  // What the bucket's policy grants to a session itself adds to what the session's own policy and its broker allow.
  { principal: "Granted", action: "s3:GetObject", resource: "a granted key", expect: "allowed", ifGranted: true },
  { principal: "Granted", action: "s3:GetObject", resource: "the canary", expect: "allowed", ifGranted: true },
  { principal: "Granted", action: "s3:ListBucket", resource: "the outside bucket", expect: "denied", by: "session" },
  { principal: "User1", action: "s3:GetObject", resource: "a granted key", expect: "allowed", ifGranted: true },
  { principal: "User1ForAnHour", action: "s3:GetObject", resource: "a granted key", expect: "allowed", ifGranted: true },

  // Where the broker may list all buckets, so may the sessions whose policies let them.
  { principal: "broker", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },
  { principal: "testFedUserSession", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },
  { principal: "AllOfS3", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },
  { principal: "SessionToken", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },

  // Credentials end: a key when it is retired, a session when its time is up.
  { principal: "RetiredKey", action: "sts:GetCallerIdentity", resource: "itself", expect: "rejected", code: "InvalidClientTokenId" },
  { principal: "RetiredKey", action: "s3:ListBucket", resource: "the bucket", expect: "rejected", code: "InvalidAccessKeyId" },
  { principal: "Expired", action: "sts:GetCallerIdentity", resource: "itself", expect: "rejected", code: "ExpiredToken" },
  { principal: "Expired", action: "s3:ListBucket", resource: "the bucket", expect: "rejected", code: "ExpiredToken" },

  // Who does not sign gets nowhere.
  { principal: "nobody", action: "s3:ListBucket", resource: "the bucket", expect: "denied" },
  { principal: "nobody", action: "s3:GetObject", resource: "the canary", expect: "denied" },
  { principal: "nobody", action: "sts:GetCallerIdentity", resource: "itself", expect: "rejected", code: "MissingAuthenticationToken" },
  { principal: "nobody", action: "iam:ListUsers", resource: "all users", expect: "rejected", code: "MissingAuthenticationToken" },
];

// Everyone else is denied these: each other principal is asked. Of the whole account, the other users and roles are
// predicted by the policies that IAM lists, where the operator may read them.
// biome-ignore format: a row a line
export const reversePromises: readonly Only[] = [
  { action: "s3:ListBucket", resource: "the bucket", only: ["broker", "User1", "User1ForAnHour", "AllOfS3", "Managed", "Tagged", "SessionToken"] },
  { action: "s3:GetObject", resource: "the canary", only: ["Granted"] },
  { action: "sts:GetFederationToken", resource: "User1", only: ["broker"], wholeAccount: true },
];
