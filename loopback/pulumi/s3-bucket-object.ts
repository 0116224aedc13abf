// aws:s3/bucketObjectv2:BucketObjectv2
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { objectArn } from "../../policy/arn.ts";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const s3BucketObject = resourceType({
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  properties: { bucket: "string", key: "string", "content?": "string", "contentType?": "string" },
  async create({ s3, identity }, { bucket, key, content = "", contentType = "application/octet-stream" }) {
    const { ETag, VersionId } = await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ContentType: contentType }),
    );
    const { partition } = await identity();
    return {
      id: `${bucket}/${key}`,
      outputs: {
        arn: objectArn(bucket, key, partition),
        contentType,
        etag: ETag?.replaceAll('"', ""),
        versionId: VersionId,
      },
    };
  },
});
