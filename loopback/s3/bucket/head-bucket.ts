// s3:HeadBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
import type { HeadBucketOutput, HeadBucketRequest } from "@aws-sdk/client-s3";
import { bucketArn } from "../../../policy/arn.ts";
import type { Operation } from "../../operation.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";

export const headBucket: Operation<HeadBucketRequest, HeadBucketOutput> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:ListBucket", input, call)],

  handle(input, call) {
    const { name, region } = existingBucket(input, call);
    return { BucketArn: bucketArn(name), BucketRegion: region, AccessPointAlias: false };
  },
};
