// aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration
import { PutBucketEncryptionCommand, type ServerSideEncryption } from "@aws-sdk/client-s3";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const s3BucketEncryption = resourceType({
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  properties: {
    bucket: "string",
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "string", "kmsMasterKeyId?": "string" } }],
  },
  async create({ s3 }, { bucket, rules }) {
    const Rules = rules.map(({ applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }) => ({
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: sseAlgorithm as ServerSideEncryption,
        ...(kmsMasterKeyId === undefined ? {} : { KMSMasterKeyID: kmsMasterKeyId }),
      },
    }));
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } }),
    );
    return { id: bucket, outputs: {} };
  },
});
