// s3:GetBucketLocation. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
import type { GetBucketLocationOutput, GetBucketLocationRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../operation.ts";
import { onBucket } from "./buckets.ts";

export const getBucketLocation: Operation<GetBucketLocationRequest, GetBucketLocationOutput> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:GetBucketLocation", input, call)],

  /** Buckets in us-east-1, the loopback's region, have an empty location. */
  handle: () => ({}),
};
