// aws:s3/bucketOwnershipControls:BucketOwnershipControls
import {
  DeleteBucketOwnershipControlsCommand,
  GetBucketOwnershipControlsCommand,
  type ObjectOwnership,
  PutBucketOwnershipControlsCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const s3BucketOwnershipControls = resourceType({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  properties: { bucket: "string", rule: { objectOwnership: "string" }, "region?": "string" },
  kept: ["region"],
  replaces: ["bucket", "region"],
  async create({ s3 }, { bucket, rule }) {
    await put(s3, bucket, rule.objectOwnership);
    return { id: bucket, outputs: {} };
  },
  async read({ s3 }, { id }) {
    const found = await unlessAbsent(
      s3.send(new GetBucketOwnershipControlsCommand({ Bucket: id })),
      "OwnershipControlsNotFoundError",
    );
    const objectOwnership = found?.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    return objectOwnership === undefined ? undefined : { bucket: id, rule: { objectOwnership } };
  },
  async update({ s3 }, { bucket, rule }) {
    await put(s3, bucket, rule.objectOwnership);
    return {};
  },
  async delete({ s3 }, { id }) {
    await unlessAbsent(
      s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket: id })),
      "OwnershipControlsNotFoundError",
    );
  },
});

const put = (s3: S3Client, Bucket: string, ownership: string) =>
  s3.send(
    new PutBucketOwnershipControlsCommand({
      Bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: ownership as ObjectOwnership }] },
    }),
  );
