// s3:GetBucketPolicy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
import type { GetBucketPolicyOutput, GetBucketPolicyRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { configurations } from "../../store/bucket.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { policyAsOfNow } from "./named-principal.ts";

export const getBucketPolicy: Operation<GetBucketPolicyRequest, GetBucketPolicyOutput> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:GetBucketPolicy", input, call)],

  handle(input, call) {
    const { name } = existingBucket(input, call);
    const documents = configurations(call.account.store, name);
    const text = documents.get("policy");
    if (text === undefined) throw noBucketPolicy(name);
    return { Policy: policyAsOfNow(text, documents.get("policyPrincipals"), call) };
  },
};

export const noBucketPolicy = (BucketName: string): AwsError =>
  new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", { BucketName });
