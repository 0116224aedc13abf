// aws:s3/bucketPolicy:BucketPolicy
import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const s3BucketPolicy = resourceType({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  properties: { bucket: "string", policy: "string" },
  async create({ s3 }, { bucket, policy }) {
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
    return { id: bucket, outputs: {} };
  },
});
