// The promises about every deployment. Edit this table: one row for each promise, every value a literal.
// What no row lists must be denied, in any context. It is proved from the documents, not asked: if they allow it, the run
// fails and names the statement (docs/decisions/0016). An action may be a pattern: nothing is asked of such a row.
// A reverse promise, at the end, names the only principals who may do something. All others are asked, and must be
// denied (docs/decisions/0010).
// Some actions have no harmless call, such as s3:DeleteBucket. They are predicted, too. With --allow-destructive they
// are asked (docs/decisions/0011).
// `by` names the policy type that must deny the call, even if no other policy did. `by: "principal"` means that this
// kind of principal may never make the call, whatever policies say.
// `rejected` means that authentication refuses the call, with AWS's `code`.

import type { PolicyType } from "../policy/decision.ts";
import type { PromisedContext } from "./context.ts";

/** A policy type that AWS's messages can name. */
export type DenyingPolicy = PolicyType | "vpcEndpoint";

export interface Promised {
  /** A name of the table in principals.ts. */
  principal: string;
  /**
   * An action that a probe exercises. If its call destroys something, it is predicted, unless a run may destroy. Of a
   * pattern, as `s3:Get*`, nothing is asked: the row only says what the documents may allow at most, or must not allow.
   */
  action: string;
  /** A name of the table in resources.ts. */
  resource: string;
  /** What the call sends beyond that; without it, the probe's own values. */
  context?: PromisedContext;
  expect: "allowed" | "denied" | "rejected";
  /** The policy type that must deny, where AWS names one. */
  by?: DenyingPolicy;
  /** AWS's code of the rejection. Authentication rejects a call before AWS checks any permission. */
  code?: string;
  /** A resource that the answer must show. */
  shows?: string;
  /**
   * A right that only some deployments give. It is asked only where the documents give it. This promise does not list
   * the right: a deployment that gives it fails until a promise without `ifGranted` lists it.
   */
  ifGranted?: true;
}

/** A reverse promise: only these may do it. */
export interface Only extends Pick<Promised, "action" | "resource" | "context"> {
  /**
   * Principals, and the ARNs of users and roles of the account, with the wildcards `*` and `?`. Each principal needs a
   * promise that allows it. The account's administrators, who may change the broker's policies, need not be named.
   */
  readonly only: readonly string[];
  /** Whether it also covers the account's other users and roles. They are predicted, not asked. */
  readonly wholeAccount?: true;
}

// biome-ignore format: a row a line
export const promises: readonly Promised[] = [
  // The broker may list the bucket and federate, and nothing else.
  { principal: "broker", action: "sts:GetCallerIdentity", resource: "itself", expect: "allowed", shows: "the broker" },
  { principal: "broker", action: "sts:GetFederationToken", resource: "User1", expect: "allowed" },
  { principal: "broker", action: "sts:GetFederationToken*", resource: "a federated user", expect: "allowed" },
  { principal: "broker", action: "sts:TagSession", resource: "a federated user", context: { tagKeys: "those of the deployment" }, expect: "allowed" },
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

  // Nobody reaches a bucket or what is in it over plain HTTP: the bucket's policy denies it, whatever else is allowed.
  { principal: "broker", action: "s3:ListBucket", resource: "the bucket", context: { plainHttp: true }, expect: "denied", by: "resource" },
  { principal: "broker", action: "s3:GetObject", resource: "the canary", context: { plainHttp: true }, expect: "denied", by: "resource" },
  { principal: "broker", action: "s3:PutObject", resource: "a missing key", context: { plainHttp: true }, expect: "denied", by: "resource" },
  { principal: "broker", action: "s3:ListBucket", resource: "the outside bucket", context: { plainHttp: true }, expect: "denied", by: "resource" },
  { principal: "broker", action: "s3:GetObject", resource: "a key outside", context: { plainHttp: true }, expect: "denied", by: "resource" },
  { principal: "broker", action: "s3:PutObject", resource: "a key outside", context: { plainHttp: true }, expect: "denied", by: "resource" },

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

  // A shorter session may do the same.
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

  // A session policy that asks for s3:* gives only what the broker has.
  { principal: "AllOfS3", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "AllOfS3", action: "s3:ListBucket", resource: "the outside bucket", expect: "denied", by: "identity" },
  { principal: "AllOfS3", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "identity" },

  // The broker's own session lists as the broker does; without MFA it calls neither IAM nor the rest of STS.
  { principal: "SessionToken", action: "sts:GetCallerIdentity", resource: "itself", expect: "allowed", shows: "the broker" },
  { principal: "SessionToken", action: "s3:ListBucket", resource: "the bucket", expect: "allowed", shows: "the canary" },
  { principal: "SessionToken", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "identity" },
  { principal: "SessionToken", action: "iam:ListUsers", resource: "all users", expect: "denied", by: "principal" },
  { principal: "SessionToken", action: "sts:GetFederationToken", resource: "User1", expect: "denied", by: "principal" },
  { principal: "SessionToken", action: "sts:TagSession", resource: "a federated user", context: { tagKeys: "those of the deployment" }, expect: "allowed" },
  { principal: "SessionToken", action: "sts:GetSessionToken", resource: "itself", expect: "denied", by: "principal" },

  // A managed policy limits a session as its own policy does: here to what the broker's boundary allows.
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

  // If the broker may list all buckets, sessions whose policies allow it may do so, too.
  { principal: "broker", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },
  { principal: "testFedUserSession", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },
  { principal: "AllOfS3", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },
  { principal: "SessionToken", action: "s3:ListAllMyBuckets", resource: "the account", expect: "allowed", ifGranted: true },

  // Credentials end: a key when it is retired, a session when its time is up.
  { principal: "RetiredKey", action: "sts:GetCallerIdentity", resource: "itself", expect: "rejected", code: "InvalidClientTokenId" },
  { principal: "RetiredKey", action: "s3:ListBucket", resource: "the bucket", expect: "rejected", code: "InvalidAccessKeyId" },
  { principal: "Expired", action: "sts:GetCallerIdentity", resource: "itself", expect: "rejected", code: "ExpiredToken" },
  { principal: "Expired", action: "s3:ListBucket", resource: "the bucket", expect: "rejected", code: "ExpiredToken" },

  // Calls that are not signed are refused.
  { principal: "nobody", action: "s3:ListBucket", resource: "the bucket", expect: "denied" },
  { principal: "nobody", action: "s3:GetObject", resource: "the canary", expect: "denied" },
  { principal: "nobody", action: "sts:GetCallerIdentity", resource: "itself", expect: "rejected", code: "MissingAuthenticationToken" },
  { principal: "nobody", action: "iam:ListUsers", resource: "all users", expect: "rejected", code: "MissingAuthenticationToken" },
];

// Only these principals may do it. Every other principal is asked, and must be denied. With `wholeAccount`, the
// account's other users and roles are predicted from the policies that IAM lists, if the operator may read them.
// biome-ignore format: a row a line
export const reversePromises: readonly Only[] = [
  { action: "s3:ListBucket", resource: "the bucket", only: ["broker", "User1", "User1ForAnHour", "AllOfS3", "Managed", "Tagged", "SessionToken"] },
  { action: "s3:GetObject", resource: "the canary", only: ["Granted"] },
  { action: "sts:GetFederationToken", resource: "User1", only: ["broker"], wholeAccount: true },
];
