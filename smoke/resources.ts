// What promises are about: each name that a promise may use, and what it stands for in a deployment.
import { federatedUserArn, objectArn, userArn } from "../policy/arn.ts";
import type { BucketTarget, Target } from "./target.ts";

export type ResourceKind = "bucket" | "object" | "missing object" | "users" | "federated user" | "identity";

export interface Resource {
  kind: ResourceKind;
  /** The ARN that IAM decides on; `*` where the action names no resource. */
  arn: string;
  /** The last part: a bucket's name, a federated user's name. */
  name: string;
  /** For objects. */
  key?: string;
  /** The bucket whose policy has a say. */
  bucket?: BucketTarget;
}

type Locate = (target: Target, missingKey: string) => Resource;

/** Promises call resources by these names, so that they read alike on every deployment. */
export const resources: Readonly<Record<string, Locate>> = {
  "the bucket": (target) => ofBucket(target.bucket),
  "the outside bucket": (target) => ofBucket(target.outsideBucket),
  "the canary": (target) => ofObject(target, target.canaryKey, "object"),
  "a missing key": (target, missingKey) => ofObject(target, missingKey, "missing object"),
  // ListUsers is decided on the path it lists under, here "/".
  "all users": ({ partition, accountId }) => ({
    kind: "users",
    arn: userArn(accountId, "/", "", partition),
    name: "/",
  }),
  User1: ({ partition, accountId }) => ({
    kind: "federated user",
    arn: federatedUserArn(accountId, "User1", partition),
    name: "User1",
  }),
  // GetCallerIdentity is not about a resource.
  itself: () => ({ kind: "identity", arn: "*", name: "itself" }),
  "the broker": (target) => ({ kind: "identity", arn: target.broker.userArn, name: target.broker.userName }),
};

/** What a listing or an identity must contain to show this resource. */
export const shownAs = (resource: Resource): string => resource.key ?? resource.arn;

function ofBucket(bucket: BucketTarget): Resource {
  return { kind: "bucket", arn: bucket.arn, name: bucket.name, bucket };
}

function ofObject({ bucket, partition }: Target, key: string, kind: ResourceKind): Resource {
  return { kind, arn: objectArn(bucket.name, key, partition), name: key, key, bucket };
}
