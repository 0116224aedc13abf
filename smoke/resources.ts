// The resources that promises may name, and what each name stands for in a deployment.
import {
  federatedUserArn,
  groupArn,
  instanceProfileArn,
  objectArn,
  oidcProviderArn,
  policyArn,
  roleArn,
  userArn,
} from "../policy/arn.ts";
import { grantedKeys } from "./deployment/deployed.ts";
import type { BucketTarget, Target } from "./deployment/target.ts";

export type ResourceKind =
  | "account"
  | "bucket"
  | "object"
  | "missing object"
  | "users"
  | "groups"
  | "roles"
  | "missing user"
  | "missing group"
  | "missing role"
  | "missing policy"
  | "instance profiles"
  | "missing instance profile"
  | "missing provider"
  | "federated user"
  | "identity";

export interface Resource {
  kind: ResourceKind;
  /** The ARN that IAM decides on; `*` where the action names no resource. */
  arn: string;
  /** The last part: a bucket's name, a federated user's name. */
  name: string;
  /** For objects. */
  key?: string;
  /** The bucket whose policy takes part in the decision. */
  bucket?: BucketTarget;
}

/** `missing` is a random name that nothing has, new for each run. */
type Locate = (target: Target, missing: string) => Resource;

/** Promises use these names, so that they read the same on every deployment. */
export const resources: Readonly<Record<string, Locate>> = {
  "the bucket": (target) => ofBucket(target.bucket),
  "the outside bucket": ({ outsideBucket }) => ofBucket(requireBucket(outsideBucket)),
  "the canary": (target) => ofObject(target, target.canaryKey, "object"),
  "a missing key": (target, missing) => ofObject(target, missing, "missing object"),
  "the account": () => ({ kind: "account", arn: "*", name: "the account" }),
  // IAM decides about a list by its path, here "/".
  "all users": (target) => ofIam(target, "users", userArn, ""),
  "all groups": (target) => ofIam(target, "groups", groupArn, ""),
  "all roles": (target) => ofIam(target, "roles", roleArn, ""),
  "a missing user": (target, missing) => ofIam(target, "missing user", userArn, missing),
  "a missing group": (target, missing) => ofIam(target, "missing group", groupArn, missing),
  "a missing role": (target, missing) => ofIam(target, "missing role", roleArn, missing),
  "a missing policy": (target, missing) => ofIam(target, "missing policy", policyArn, missing),
  "all instance profiles": (target) => ofIam(target, "instance profiles", instanceProfileArn, ""),
  "a missing instance profile": (target, missing) =>
    ofIam(target, "missing instance profile", instanceProfileArn, missing),
  "a missing provider": (target, missing) =>
    ofIam(
      target,
      "missing provider",
      (account, _, name, partition) => oidcProviderArn(account, `${name}.example.com`, partition),
      missing,
    ),
  User1: ({ partition, accountId }) => ({
    kind: "federated user",
    arn: federatedUserArn(accountId, "User1", partition),
    name: "User1",
  }),
  "a federated user": ({ partition, accountId }, missing) => ({
    kind: "federated user",
    arn: federatedUserArn(accountId, missing, partition),
    name: missing,
  }),
  // GetCallerIdentity is not about a resource.
  itself: () => ({ kind: "identity", arn: "*", name: "itself" }),
  "the broker": (target) => ({ kind: "identity", arn: target.broker.userArn, name: target.broker.userName }),
  "a granted key": (target, missing) =>
    ofObject(target, grantedKeys(target).replaceAll("*", missing).replaceAll("?", "x"), "missing object"),
};

/** What a listing or an identity must contain to show this resource. */
export const shownAs = (resource: Resource): string => resource.key ?? resource.arn;

// Promises about a bucket that a deployment does not have are not asked.
function requireBucket(bucket: BucketTarget | undefined): BucketTarget {
  if (bucket === undefined) throw new Error("this deployment has no outside bucket");
  return bucket;
}

function ofBucket(bucket: BucketTarget): Resource {
  return { kind: "bucket", arn: bucket.arn, name: bucket.name, bucket };
}

function ofObject({ bucket, partition }: Target, key: string, kind: ResourceKind): Resource {
  return { kind, arn: objectArn(bucket.name, key, partition), name: key, key, bucket };
}

function ofIam(
  { partition, accountId }: Target,
  kind: ResourceKind,
  arnOf: typeof userArn,
  name: string,
): Resource {
  return { kind, arn: arnOf(accountId, "/", name, partition), name };
}
