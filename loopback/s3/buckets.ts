// Buckets as S3's operations see them: found or NoSuchBucket, their owner, the actions on them.
import { createHash } from "node:crypto";
import { bucketArn, objectArn } from "../../policy/arn.ts";
import type { RequestContext } from "../../policy/types.ts";
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import type { Call, Requirement } from "../operation.ts";
import { type Bucket, bucketNamed } from "../store/buckets.ts";

interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket that an input names.
 * @throws AwsError NoSuchBucket, which S3 answers to anyone, and AccessDenied when the expected owner is another account.
 */
export function existingBucket({ Bucket = "", ExpectedBucketOwner }: BucketInput, { account }: Call): Bucket {
  const bucket = bucketNamed(account.store, Bucket);
  if (bucket === undefined) {
    throw new AwsError("NoSuchBucket", "The specified bucket does not exist", { BucketName: Bucket });
  }
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== account.id) {
    throw new AwsError("AccessDenied", "Access Denied");
  }
  return bucket;
}

/** An action on an existing bucket. */
export function onBucket(
  action: string,
  input: BucketInput,
  call: Call,
  context?: RequestContext,
): Requirement {
  return { action, resource: bucketArn(existingBucket(input, call).name), ...(context && { context }) };
}

/** An action on an object, which may not exist, in an existing bucket. */
export function onObject(
  action: string,
  input: BucketInput & { readonly Key?: string | undefined },
  call: Call,
  context?: RequestContext,
): Requirement {
  const resource = objectArn(existingBucket(input, call).name, input.Key ?? "");
  return { action, resource, ...(context && { context }) };
}

/** The account's canonical user id: 64 hexadecimal digits. */
export function canonicalUser({ id }: Account): string {
  return createHash("sha256").update(`canonical user of ${id}`).digest("hex");
}
