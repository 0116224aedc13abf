// aws:s3/bucketOwnershipControls:BucketOwnershipControls
import { type ObjectOwnership, PutBucketOwnershipControlsCommand } from "@aws-sdk/client-s3";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const s3BucketOwnershipControls = resourceType({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  properties: { bucket: "string", rule: { objectOwnership: "string" } },
  async create({ s3 }, { bucket, rule }) {
    const ObjectOwnership = rule.objectOwnership as ObjectOwnership;
    await s3.send(
      new PutBucketOwnershipControlsCommand({
        Bucket: bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership }] },
      }),
    );
    return { id: bucket, outputs: {} };
  },
});
