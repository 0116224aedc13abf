// aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock
import { PutPublicAccessBlockCommand } from "@aws-sdk/client-s3";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const s3BucketPublicAccessBlock = resourceType({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  properties: {
    bucket: "string",
    "blockPublicAcls?": "boolean",
    "blockPublicPolicy?": "boolean",
    "ignorePublicAcls?": "boolean",
    "restrictPublicBuckets?": "boolean",
  },
  async create({ s3 }, { bucket, ...flags }) {
    const { blockPublicAcls = false, blockPublicPolicy = false } = flags;
    const { ignorePublicAcls = false, restrictPublicBuckets = false } = flags;
    await s3.send(
      new PutPublicAccessBlockCommand({
        Bucket: bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: blockPublicAcls,
          BlockPublicPolicy: blockPublicPolicy,
          IgnorePublicAcls: ignorePublicAcls,
          RestrictPublicBuckets: restrictPublicBuckets,
        },
      }),
    );
    return {
      id: bucket,
      outputs: { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets },
    };
  },
});
