// Applies a bucket of a seed with its objects. An existing object with the same content stays as it is.
import { createHash } from "node:crypto";
import * as s3 from "@aws-sdk/client-s3";
import { ConfigurationError } from "../configuration-error.ts";
import { bucketNamed } from "../store/bucket.ts";
import { type Applying, created, tagList } from "./applying.ts";
import type { SeedBucket, SeedObject } from "./seed.ts";

export async function applyBucket(bucket: SeedBucket, applying: Applying): Promise<void> {
  const Bucket = bucket.name;
  const { versioning, encryption, tags, policy, objects = [] } = bucket;
  const region = regionOf(bucket, applying);
  const client = applying.s3(region);
  const elsewhere =
    region === "us-east-1" ? {} : { LocationConstraint: region as s3.BucketLocationConstraint };
  const creation = new s3.CreateBucketCommand({
    ...{ Bucket, ...(region !== "us-east-1" && { CreateBucketConfiguration: elsewhere }) },
  });
  await created(client.send(creation), "BucketAlreadyOwnedByYou");
  if (versioning !== undefined) {
    const VersioningConfiguration = { Status: versioning };
    await client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  if (encryption !== undefined) {
    const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: encryption } as const;
    const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault }];
    const ServerSideEncryptionConfiguration = { Rules };
    await client.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  }
  if (tags !== undefined) {
    const Tagging = { TagSet: tagList(tags) };
    await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging }));
  }
  if (policy !== undefined) await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: policy }));
  for (const object of objects) await applyObject(Bucket, object, client);
}

/** Where the bucket is to be. @throws ConfigurationError for a bucket that is in another region: it cannot move. */
function regionOf({ name, region }: SeedBucket, { account }: Applying): string {
  const known = bucketNamed(account.store, name)?.region;
  if (known === undefined || region === undefined || known === region)
    return region ?? known ?? account.region;
  throw new ConfigurationError(
    `The seed's bucket ${name} is in ${known} already: give that region, or another name.`,
  );
}

async function applyObject(Bucket: string, object: SeedObject, client: s3.S3Client): Promise<void> {
  const { key: Key, text = "", base64, contentType, metadata, tags } = object;
  const Body = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64");
  if (await holds({ Bucket, Key }, Body, client)) return;
  const command = new s3.PutObjectCommand({
    ...{ Bucket, Key, Body },
    ...(contentType !== undefined && { ContentType: contentType }),
    ...(metadata !== undefined && { Metadata: { ...metadata } }),
    ...(tags !== undefined && { Tagging: String(new URLSearchParams(tags)) }),
  });
  await client.send(command);
}

/** Whether the object is there with this content. Where a KMS key encrypts it, its entity tag does not tell. */
async function holds(
  object: s3.GetObjectCommandInput,
  content: Buffer,
  client: s3.S3Client,
): Promise<boolean> {
  const there = await client.send(new s3.HeadObjectCommand(object)).catch(() => undefined);
  if (there?.SSEKMSKeyId === undefined)
    return there?.ETag === `"${createHash("md5").update(content).digest("hex")}"`;
  const { Body } = await client.send(new s3.GetObjectCommand(object));
  return content.equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0));
}
