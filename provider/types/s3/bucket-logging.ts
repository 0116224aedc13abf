// aws:s3/bucketLogging:BucketLogging
import {
  GetBucketLoggingCommand,
  type LoggingEnabled,
  type PartitionDateSource,
  PutBucketLoggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

interface Inputs {
  bucket: string;
  targetBucket: string;
  targetPrefix: string;
  targetObjectKeyFormat?: KeyFormat | undefined;
}

interface KeyFormat {
  partitionedPrefix?: { partitionDateSource: string } | undefined;
  simplePrefix?: object | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const s3BucketLogging = resourceType({
  type: "aws:s3/bucketLogging:BucketLogging",
  properties: {
    bucket: "string",
    targetBucket: "string",
    targetPrefix: "string",
    "targetObjectKeyFormat?": {
      "partitionedPrefix?": { partitionDateSource: "string" },
      "simplePrefix?": {},
    },
    "region?": "string",
  },
  kept: ["region"],
  replaces: ["bucket", "region"],
  async create({ s3 }, inputs) {
    await put(s3, inputs);
    return { id: inputs.bucket, outputs: {} };
  },
  async read({ s3 }, { id }) {
    const found = await unlessAbsent(s3.send(new GetBucketLoggingCommand({ Bucket: id })));
    return found?.LoggingEnabled && { bucket: id, ...asRead(found.LoggingEnabled) };
  },
  async update({ s3 }, inputs) {
    await put(s3, inputs);
    return {};
  },
  async delete({ s3 }, { id }) {
    await unlessAbsent(s3.send(new PutBucketLoggingCommand({ Bucket: id, BucketLoggingStatus: {} })));
  },
});

const put = (s3: S3Client, { bucket, targetBucket, targetPrefix, targetObjectKeyFormat }: Inputs) =>
  s3.send(
    new PutBucketLoggingCommand({
      Bucket: bucket,
      BucketLoggingStatus: {
        LoggingEnabled: {
          TargetBucket: targetBucket,
          TargetPrefix: targetPrefix,
          ...(targetObjectKeyFormat !== undefined && {
            TargetObjectKeyFormat: keyFormat(targetObjectKeyFormat),
          }),
        },
      },
    }),
  );

const keyFormat = ({ partitionedPrefix: partitioned, simplePrefix }: KeyFormat) => ({
  ...(partitioned !== undefined && {
    PartitionedPrefix: { PartitionDateSource: partitioned.partitionDateSource as PartitionDateSource },
  }),
  ...(simplePrefix !== undefined && { SimplePrefix: {} }),
});

function asRead({ TargetBucket, TargetPrefix, TargetObjectKeyFormat }: LoggingEnabled) {
  const { PartitionedPrefix, SimplePrefix } = TargetObjectKeyFormat ?? {};
  const format = {
    ...(PartitionedPrefix !== undefined && {
      partitionedPrefix: { partitionDateSource: PartitionedPrefix.PartitionDateSource },
    }),
    ...(SimplePrefix !== undefined && { simplePrefix: {} }),
  };
  return {
    targetBucket: TargetBucket,
    targetPrefix: TargetPrefix ?? "",
    ...(TargetObjectKeyFormat !== undefined && { targetObjectKeyFormat: format }),
  };
}
