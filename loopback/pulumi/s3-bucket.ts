// aws:s3/bucket:Bucket
import { CreateBucketCommand, HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { bucketArn } from "../../policy/arn.ts";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const s3Bucket = resourceType({
  type: "aws:s3/bucket:Bucket",
  properties: { bucket: "string", "forceDestroy?": "boolean" },
  autoname: { property: "bucket", maximum: 63, lowerCase: true },
  async create({ s3, region, identity }, { bucket, forceDestroy = false }) {
    // The one region without a name for itself, and the one where S3 answers 200 to the owner of the bucket.
    const classic = region === "us-east-1";
    if (classic && (await exists(s3, bucket))) throw new BucketAlreadyOwnedByYou(bucket);
    await s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ...(classic ? {} : { CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" } }),
      }),
    );
    const { partition } = await identity();
    return { id: bucket, outputs: { arn: bucketArn(bucket, partition), region, forceDestroy } };
  },
});

class BucketAlreadyOwnedByYou extends Error {
  override readonly name = "BucketAlreadyOwnedByYou";
  constructor(bucket: string) {
    super(`the bucket "${bucket}" is there already, and what exists is not taken over`);
  }
}

async function exists(s3: S3Client, bucket: string): Promise<boolean> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch {
    // Not there, or another account's: CreateBucket gives the answer that says which.
    return false;
  }
}
