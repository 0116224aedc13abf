// s3:DeleteBucketPolicy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
import type { DeleteBucketPolicyRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { deleteConfiguration } from "../../store/bucket.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";

export const deleteBucketPolicy: Operation<DeleteBucketPolicyRequest, void> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:DeleteBucketPolicy", input, call)],

  handle(input, call) {
    const { name } = existingBucket(input, call);
    deleteConfiguration(call.account.store, name, "policy");
    deleteConfiguration(call.account.store, name, "policyPrincipals");
  },
};
