// s3:CreateBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
import type { CreateBucketOutput, CreateBucketRequest } from "@aws-sdk/client-s3";
import { bucketArn } from "../../policy/arn.ts";
import { timestamp } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { bucketNamed, insertBucket, putConfiguration } from "../store/buckets.ts";

const alreadyYours = "Your previous request to create the named bucket succeeded and you already own it.";
const namePattern = /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const createBucket: Operation<CreateBucketRequest, CreateBucketOutput> = {
  takes: ["Bucket", "ACL", "CreateBucketConfiguration"],

  requires: ({ Bucket = "" }) => [{ action: "s3:CreateBucket", resource: bucketArn(Bucket) }],

  handle({ Bucket = "", ACL = "private", CreateBucketConfiguration }, { account }) {
    const { store, region } = account;
    requireOnlyRegion(CreateBucketConfiguration);
    if (!namePattern.test(Bucket)) {
      throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", { BucketName: Bucket });
    }
    if (ACL !== "private")
      throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");
    const elsewhere = (CreateBucketConfiguration?.LocationConstraint ?? region) !== region;
    if (bucketNamed(store, Bucket) !== undefined) {
      // In us-east-1, and there alone, creating one's own bucket again succeeds and changes nothing.
      if (elsewhere) throw new AwsError("BucketAlreadyOwnedByYou", alreadyYours, { BucketName: Bucket });
    } else if (elsewhere) {
      throw new AwsError("InvalidLocationConstraint", "The specified location-constraint is not valid");
    } else {
      insertBucket(store, { name: Bucket, region, created: timestamp(account) });
      putConfiguration(store, Bucket, "publicAccessBlock", JSON.stringify(blockAll));
      putConfiguration(store, Bucket, "ownershipControls", JSON.stringify(ownerEnforced));
    }
    return { Location: `/${Bucket}` };
  },
};

/** @throws AwsError NotImplemented for the parts of the configuration that are not honoured. */
function requireOnlyRegion(configuration: CreateBucketRequest["CreateBucketConfiguration"] = {}): void {
  const untaken = Object.keys(configuration).find((member) => member !== "LocationConstraint");
  if (untaken === undefined) return;
  const parameter = `CreateBucketConfiguration.${untaken}`;
  throw new AwsError(
    "NotImplemented",
    `The loopback does not serve the parameter ${parameter} of s3:CreateBucket.`,
  );
}

/** What every new bucket has: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
const blockAll = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
const ownerEnforced = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] };
