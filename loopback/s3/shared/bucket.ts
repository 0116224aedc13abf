// Buckets as S3's operations see them: found or NoSuchBucket, their owner, the actions on them and on what they hold.
import { createHash } from "node:crypto";
import { bucketArn, isAccountId, objectArn } from "../../../policy/arn.ts";
import type { RequestContext, Tags } from "../../../policy/authorization-request.ts";
import type { Account } from "../../account.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { type Bucket, bucketNamed, configurations } from "../../store/bucket.ts";

export interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket that an input names.
 * @throws AwsError NoSuchBucket, which S3 answers to anyone, AccessDenied when the expected owner is another account, and
 * InvalidBucketOwnerAWSAccountID when it is no account.
 */
export function existingBucket({ Bucket = "", ExpectedBucketOwner }: BucketInput, call: Call): Bucket {
  const { account } = call;
  if (ExpectedBucketOwner !== undefined && !isAccountId(ExpectedBucketOwner)) {
    const message = `The value of the expected bucket owner parameter must be an AWS Account ID... [${ExpectedBucketOwner}]`;
    throw new AwsError("InvalidBucketOwnerAWSAccountID", message);
  }
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
  const { name } = existingBucket(input, call);
  return { action, resource: bucketArn(name), context: withBucketTags(context, name, call) };
}

/** An action on an object, which may not exist, in an existing bucket. */
export function onObject(
  action: string,
  input: BucketInput & { readonly Key?: string | undefined },
  call: Call,
  context?: RequestContext,
): Requirement {
  const { name } = existingBucket(input, call);
  const resource = objectArn(name, input.Key ?? "");
  return { action, resource, context: withBucketTags(context, name, call) };
}

/**
 * A bucket's tags count in conditions where attribute-based access control is enabled for it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
 */
function withBucketTags(context: RequestContext = {}, bucket: string, call: Call): RequestContext {
  const found = configurations(call.account.store, bucket);
  const tags = found.get("tags");
  if (tags === undefined || JSON.parse(found.get("abac") ?? "{}").Status !== "Enabled") return context;
  const read: Tags = JSON.parse(tags);
  return { ...keyPerTag("aws:ResourceTag/", read), ...keyPerTag("s3:BucketTag/", read), ...context };
}

/** The account's canonical user id: 64 hexadecimal digits. */
export function canonicalUser({ id }: Pick<Account, "id">): string {
  return createHash("sha256").update(`canonical user of ${id}`).digest("hex");
}
