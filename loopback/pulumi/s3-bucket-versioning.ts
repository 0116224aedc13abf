// aws:s3/bucketVersioning:BucketVersioning
import { type BucketVersioningStatus, PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const s3BucketVersioning = resourceType({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  properties: { bucket: "string", versioningConfiguration: { status: "string" } },
  async create({ s3 }, { bucket, versioningConfiguration }) {
    const Status = versioningConfiguration.status as BucketVersioningStatus;
    await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } }));
    return { id: bucket, outputs: {} };
  },
});
