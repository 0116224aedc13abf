// aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration
import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
  type S3Client,
  type ServerSideEncryption,
  type ServerSideEncryptionRule,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

interface Rule {
  applyServerSideEncryptionByDefault?:
    | { sseAlgorithm: string; kmsMasterKeyId?: string | undefined }
    | undefined;
  bucketKeyEnabled?: boolean | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const s3BucketEncryption = resourceType({
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  properties: {
    bucket: "string",
    rules: [
      {
        "applyServerSideEncryptionByDefault?": { sseAlgorithm: "string", "kmsMasterKeyId?": "string" },
        "bucketKeyEnabled?": "boolean",
      },
    ],
    "region?": "string",
  },
  kept: ["region"],
  replaces: ["bucket", "region"],
  async create({ s3 }, { bucket, rules }) {
    await put(s3, bucket, rules);
    return { id: bucket, outputs: {} };
  },
  async read({ s3 }, { id }) {
    const found = await unlessAbsent(
      s3.send(new GetBucketEncryptionCommand({ Bucket: id })),
      "ServerSideEncryptionConfigurationNotFoundError",
    );
    const rules = found?.ServerSideEncryptionConfiguration?.Rules;
    return rules === undefined ? undefined : { bucket: id, rules: rules.map(asRead) };
  },
  async update({ s3 }, { bucket, rules }) {
    await put(s3, bucket, rules);
    return {};
  },
  async delete({ s3 }, { id }) {
    await unlessAbsent(s3.send(new DeleteBucketEncryptionCommand({ Bucket: id })));
  },
});

const put = (s3: S3Client, Bucket: string, rules: readonly Rule[]) =>
  s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: { Rules: rules.map(asSent) },
    }),
  );

function asSent({ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled }: Rule) {
  return {
    ...(byDefault !== undefined && {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: byDefault.sseAlgorithm as ServerSideEncryption,
        ...(byDefault.kmsMasterKeyId !== undefined && { KMSMasterKeyID: byDefault.kmsMasterKeyId }),
      },
    }),
    ...(bucketKeyEnabled !== undefined && { BucketKeyEnabled: bucketKeyEnabled }),
  };
}

function asRead({
  ApplyServerSideEncryptionByDefault: byDefault,
  BucketKeyEnabled,
}: ServerSideEncryptionRule) {
  return {
    ...(byDefault !== undefined && {
      applyServerSideEncryptionByDefault: {
        sseAlgorithm: byDefault.SSEAlgorithm,
        kmsMasterKeyId: byDefault.KMSMasterKeyID,
      },
    }),
    bucketKeyEnabled: BucketKeyEnabled ?? false,
  };
}
