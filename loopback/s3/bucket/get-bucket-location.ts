// s3:GetBucketLocation. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
import type { GetBucketLocationRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { locationConstraint } from "./location-constraint.ts";

export const getBucketLocation: Operation<GetBucketLocationRequest, object> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:GetBucketLocation", input, call)],

  /** Buckets in us-east-1 have an empty location. */
  handle(input, call) {
    const LocationConstraint = locationConstraint(existingBucket(input, call), call.account.store);
    return LocationConstraint === undefined ? {} : { LocationConstraint };
  },
};
