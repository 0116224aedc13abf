// Applies a bucket of a seed with its objects. An existing object with the same content stays as it is.
import { createHash } from "node:crypto";
import * as s3 from "@aws-sdk/client-s3";
import { type Applying, created, tagList } from "./applying.ts";
import type { SeedBucket, SeedObject } from "./seed.ts";

export async function applyBucket(bucket: SeedBucket, applying: Applying): Promise<void> {
  const Bucket = bucket.name;
  const { versioning, encryption, tags, policy, objects = [] } = bucket;
  const { region } = applying.account;
  const elsewhere =
    region === "us-east-1" ? {} : { LocationConstraint: region as s3.BucketLocationConstraint };
  const creation = new s3.CreateBucketCommand({
    ...{ Bucket, ...(region !== "us-east-1" && { CreateBucketConfiguration: elsewhere }) },
  });
  await created(applying.s3.send(creation), "BucketAlreadyOwnedByYou");
  if (versioning !== undefined) {
    const VersioningConfiguration = { Status: versioning };
    await applying.s3.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  if (encryption !== undefined) {
    const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: encryption } as const;
    const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault }];
    const ServerSideEncryptionConfiguration = { Rules };
    await applying.s3.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  }
  if (tags !== undefined) {
    const Tagging = { TagSet: tagList(tags) };
    await applying.s3.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging }));
  }
  if (policy !== undefined) await applying.s3.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: policy }));
  for (const object of objects) await applyObject(Bucket, object, applying);
}

async function applyObject(Bucket: string, object: SeedObject, applying: Applying): Promise<void> {
  const { key: Key, text = "", base64, contentType, metadata, tags } = object;
  const Body = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64");
  if (await holds({ Bucket, Key }, Body, applying)) return;
  const command = new s3.PutObjectCommand({
    ...{ Bucket, Key, Body },
    ...(contentType !== undefined && { ContentType: contentType }),
    ...(metadata !== undefined && { Metadata: { ...metadata } }),
    ...(tags !== undefined && { Tagging: String(new URLSearchParams(tags)) }),
  });
  await applying.s3.send(command);
}

/** Whether the object is there with this content. Where a KMS key encrypts it, its entity tag does not tell. */
async function holds(
  object: s3.GetObjectCommandInput,
  content: Buffer,
  { s3: client }: Applying,
): Promise<boolean> {
  const there = await client.send(new s3.HeadObjectCommand(object)).catch(() => undefined);
  if (there?.SSEKMSKeyId === undefined)
    return there?.ETag === `"${createHash("md5").update(content).digest("hex")}"`;
  const { Body } = await client.send(new s3.GetObjectCommand(object));
  return content.equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0));
}
