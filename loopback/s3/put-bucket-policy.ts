// s3:PutBucketPolicy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
import type { PutBucketPolicyRequest } from "@aws-sdk/client-s3";
import { requirePolicy } from "../authorization/require-policy.ts";
import type { Operation } from "../operation.ts";
import { putConfiguration } from "../store/buckets.ts";
import { existingBucket, onBucket } from "./buckets.ts";

export const putBucketPolicy: Operation<PutBucketPolicyRequest, void> = {
  takes: [
    "Bucket",
    "Policy",
    "ContentMD5",
    "ChecksumAlgorithm",
    "ConfirmRemoveSelfBucketAccess",
    "ExpectedBucketOwner",
  ],

  requires: (input, call) => [onBucket("s3:PutBucketPolicy", input, call)],

  handle(input, call) {
    const { Policy = "" } = input;
    requirePolicy(Policy, "resource");
    putConfiguration(call.account.store, existingBucket(input, call).name, "policy", Policy);
  },
};
