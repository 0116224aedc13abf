// Object Lock, which no bucket here has: what AWS answers to those who ask for it.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
import { AwsError } from "../aws-error.ts";
import type { AnyOperation, Operation } from "../operation.ts";
import { type BucketInput, existingBucket, onBucket, onObject } from "./buckets.ts";

type Input = BucketInput & Readonly<Record<string, unknown>> & { readonly Key?: string };

const getObjectLockConfiguration: Operation<Input, never> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:GetBucketObjectLockConfiguration", input, call)],

  handle(input, call) {
    const { name } = existingBucket(input, call);
    throw new AwsError(
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket",
      { BucketName: name },
    );
  },
};

/** On an object in a bucket without Object Lock. */
function unlocked(action: string, ...members: readonly string[]): Operation<Input, never> {
  return {
    takes: ["Bucket", "Key", "VersionId", "RequestPayer", "ExpectedBucketOwner", ...members],

    requires: (input, call) => [onObject(action, input, call)],

    handle() {
      throw new AwsError("InvalidRequest", "Bucket is missing Object Lock Configuration");
    },
  };
}

const sent = ["ContentMD5", "ChecksumAlgorithm"];

export const objectLockOperations: Readonly<Record<string, AnyOperation>> = {
  GetObjectLockConfiguration: getObjectLockConfiguration,
  GetObjectLegalHold: unlocked("s3:GetObjectLegalHold"),
  GetObjectRetention: unlocked("s3:GetObjectRetention"),
  PutObjectLegalHold: unlocked("s3:PutObjectLegalHold", "LegalHold", ...sent),
  PutObjectRetention: unlocked("s3:PutObjectRetention", "Retention", ...sent),
};
