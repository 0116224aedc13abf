// Deletes an object as AWS's provider does: with all of its versions, if any.
import { DeleteObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { listVersions } from "./list-versions.ts";

/** Leaves neither a version nor a delete marker under the key. */
export async function deleteObject(client: S3Client, Bucket: string, key: string): Promise<void> {
  for await (const versions of listVersions(client, Bucket, key)) {
    for (const { Key, VersionId } of versions) {
      if (Key === key) await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    }
  }
}
