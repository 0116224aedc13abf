// Lists every version and every delete marker of a bucket, page after page.
import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";

/** One version of an object, or one delete marker. */
interface Version {
  readonly Key: string | undefined;
  readonly VersionId: string | undefined;
}

/** @param Prefix what the keys begin with */
export async function* listVersions(
  client: S3Client,
  Bucket: string,
  Prefix?: string,
): AsyncGenerator<readonly Version[]> {
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (next !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, ...next }),
    );
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    yield versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    next = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined;
  }
}
