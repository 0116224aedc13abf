// aws:s3/bucketVersioning:BucketVersioning
import {
  type BucketVersioningStatus,
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../errors/absent.ts";
import { RefusedError } from "../../errors/refused-error.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

/** What AWS's provider calls a bucket whose versioning was never set. */
const never = "Disabled";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const s3BucketVersioning = resourceType({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  properties: { bucket: "string", versioningConfiguration: { status: "string" }, "region?": "string" },
  kept: ["region"],
  replaces: ["bucket", "region"],
  async create({ s3 }, { bucket, versioningConfiguration: { status } }) {
    if (status !== never) await put(s3, bucket, status);
    return { id: bucket, outputs: {} };
  },
  async read({ s3 }, { id }) {
    const found = await unlessAbsent(s3.send(new GetBucketVersioningCommand({ Bucket: id })));
    return found && { bucket: id, versioningConfiguration: { status: found.Status ?? never } };
  },
  async update({ s3 }, { bucket, versioningConfiguration: { status } }) {
    if (status === never) {
      throw new RefusedError(
        'versioningConfiguration.status cannot go back to "Disabled"; "Suspended" stops versioning',
      );
    }
    await put(s3, bucket, status);
    return {};
  },
  /** Versioning cannot be removed: it is suspended, if it was ever on. */
  async delete({ s3 }, { id }) {
    const found = await unlessAbsent(s3.send(new GetBucketVersioningCommand({ Bucket: id })));
    if (found?.Status === "Enabled") await unlessAbsent(put(s3, id, "Suspended"));
  },
});

const put = (s3: S3Client, Bucket: string, status: string) =>
  s3.send(
    new PutBucketVersioningCommand({
      Bucket,
      VersioningConfiguration: { Status: status as BucketVersioningStatus },
    }),
  );
