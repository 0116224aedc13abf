// aws:s3/bucketPolicy:BucketPolicy
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const s3BucketPolicy = resourceType({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  properties: { bucket: "string", policy: "json", "region?": "string" },
  kept: ["region"],
  replaces: ["bucket", "region"],
  async create({ s3 }, { bucket, policy }) {
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
    return { id: bucket, outputs: {} };
  },
  async read({ s3 }, { id }) {
    const found = await unlessAbsent(
      s3.send(new GetBucketPolicyCommand({ Bucket: id })),
      "NoSuchBucketPolicy",
    );
    return found?.Policy === undefined ? undefined : { bucket: id, policy: found.Policy };
  },
  async update({ s3 }, { bucket, policy }) {
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
    return {};
  },
  async delete({ s3 }, { id }) {
    await unlessAbsent(s3.send(new DeleteBucketPolicyCommand({ Bucket: id })), "NoSuchBucketPolicy");
  },
});
