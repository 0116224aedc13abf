// s3:HeadBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
import type { HeadBucketOutput, HeadBucketRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";

export const headBucket: Operation<HeadBucketRequest, HeadBucketOutput> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  // Whoever asks learns where the bucket is, so as to ask there.
  requires: (input, call) => [
    {
      ...onBucket("s3:ListBucket", input, call),
      told: { "x-amz-bucket-region": existingBucket(input, call).region },
    },
  ],

  handle: (input, call) => ({ BucketRegion: existingBucket(input, call).region }),
};
