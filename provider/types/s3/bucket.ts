// aws:s3/bucket:Bucket
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  PutBucketTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { bucketArn } from "../../../policy/arn.ts";
import type { Clients } from "../../aws/clients.ts";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import { fromTags, toTags } from "../../properties/tags.ts";
import { emptyBucket } from "./empty-bucket.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const s3Bucket = resourceType({
  type: "aws:s3/bucket:Bucket",
  properties: { bucket: "string", "forceDestroy?": "boolean", "region?": "string", "tags?": "map" },
  autoname: { property: "bucket", maximum: 63, lowerCase: true },
  defaults: { forceDestroy: false },
  kept: ["region"],
  replaces: ["bucket", "region"],
  computed: ["arn", "bucketDomainName", "bucketRegion", "bucketRegionalDomainName"],
  tagged: true,
  async create(clients, { bucket, tags }) {
    const { s3, region } = clients;
    // The only region without a name in S3's answers, and the only one where S3 answers 200 to the owner of the bucket.
    const classic = region === "us-east-1";
    if (classic && (await exists(s3, bucket))) throw new BucketAlreadyOwnedByYou(bucket);
    const configuration = {
      ...(!classic && { LocationConstraint: region as "eu-west-1" }),
      ...(tags !== undefined && { Tags: toTags(tags) }),
    };
    await s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ...(Object.keys(configuration).length > 0 && { CreateBucketConfiguration: configuration }),
      }),
    );
    return { id: bucket, outputs: await decided(clients, bucket, region) };
  },
  async read(clients, { id, state }) {
    const { s3 } = clients;
    const head = await unlessAbsent(s3.send(new HeadBucketCommand({ Bucket: id })));
    if (head === undefined) return undefined;
    const tagging = await unlessAbsent(s3.send(new GetBucketTaggingCommand({ Bucket: id })), "NoSuchTagSet");
    return {
      bucket: id,
      forceDestroy: state.forceDestroy ?? false,
      tags: fromTags(tagging?.TagSet),
      ...(await decided(clients, id, head.BucketRegion ?? clients.region)),
    };
  },
  async update({ s3 }, { bucket, tags = {} }, { changed }) {
    if (!changed.has("tags")) return {};
    await (Object.keys(tags).length === 0
      ? s3.send(new DeleteBucketTaggingCommand({ Bucket: bucket }))
      : s3.send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet: toTags(tags) } })));
    return {};
  },
  async delete({ s3 }, { id, state }) {
    if (state.forceDestroy === true) await unlessAbsent(emptyBucket(s3, id));
    await unlessAbsent(s3.send(new DeleteBucketCommand({ Bucket: id })));
  },
});

async function decided({ identity }: Clients, bucket: string, region: string) {
  const { partition, dnsSuffix } = await identity();
  return {
    arn: bucketArn(bucket, partition),
    bucketDomainName: `${bucket}.s3.${dnsSuffix}`,
    bucketRegion: region,
    bucketRegionalDomainName: `${bucket}.s3.${region}.${dnsSuffix}`,
  };
}

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
    // The bucket does not exist, or is another account's: CreateBucket's answer says which.
    return false;
  }
}
