// Deletes everything in a bucket, for `forceDestroy`.
import { DeleteObjectsCommand, type S3Client } from "@aws-sdk/client-s3";
import { RefusedError } from "../../errors/refused-error.ts";
import { listVersions } from "./list-versions.ts";

/**
 * Deletes every version and every delete marker, up to a thousand at once.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/empty-bucket.html
 *
 * @throws RefusedError when S3 keeps one, and says why
 */
export async function emptyBucket(client: S3Client, Bucket: string): Promise<void> {
  for await (const versions of listVersions(client, Bucket)) {
    const Objects = [...versions];
    if (Objects.length === 0) continue;
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (first !== undefined) {
      throw new RefusedError(
        `${Errors.length} of the bucket's objects could not be deleted, the first being "${first.Key}": ${first.Code}: ${first.Message}`,
      );
    }
  }
}
