// aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock
import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

interface Flags {
  blockPublicAcls?: boolean | undefined;
  blockPublicPolicy?: boolean | undefined;
  ignorePublicAcls?: boolean | undefined;
  restrictPublicBuckets?: boolean | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const s3BucketPublicAccessBlock = resourceType({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  properties: {
    bucket: "string",
    "blockPublicAcls?": "boolean",
    "blockPublicPolicy?": "boolean",
    "ignorePublicAcls?": "boolean",
    "restrictPublicBuckets?": "boolean",
    "region?": "string",
  },
  defaults: {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  },
  kept: ["region"],
  replaces: ["bucket", "region"],
  async create({ s3 }, inputs) {
    await put(s3, inputs.bucket, inputs);
    return { id: inputs.bucket, outputs: {} };
  },
  async read({ s3 }, { id }) {
    const found = await unlessAbsent(
      s3.send(new GetPublicAccessBlockCommand({ Bucket: id })),
      "NoSuchPublicAccessBlockConfiguration",
    );
    if (found === undefined) return undefined;
    const flags = found.PublicAccessBlockConfiguration ?? {};
    return {
      bucket: id,
      blockPublicAcls: flags.BlockPublicAcls ?? false,
      blockPublicPolicy: flags.BlockPublicPolicy ?? false,
      ignorePublicAcls: flags.IgnorePublicAcls ?? false,
      restrictPublicBuckets: flags.RestrictPublicBuckets ?? false,
    };
  },
  async update({ s3 }, inputs) {
    await put(s3, inputs.bucket, inputs);
    return {};
  },
  async delete({ s3 }, { id }) {
    await unlessAbsent(
      s3.send(new DeletePublicAccessBlockCommand({ Bucket: id })),
      "NoSuchPublicAccessBlockConfiguration",
    );
  },
});

const put = (s3: S3Client, Bucket: string, flags: Flags) =>
  s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: flags.blockPublicAcls,
        BlockPublicPolicy: flags.blockPublicPolicy,
        IgnorePublicAcls: flags.ignorePublicAcls,
        RestrictPublicBuckets: flags.restrictPublicBuckets,
      },
    }),
  );
