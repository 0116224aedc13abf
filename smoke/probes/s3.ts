// The probes of S3. All of them assume that AWS checks authorization before preconditions.
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import type { Probe } from "./probe.ts";
import { bucketReads } from "./s3/bucket-reads.ts";
import { bucketWrites } from "./s3/bucket-writes.ts";
import { destructiveProbes } from "./s3/destructive.ts";
import { fromS3 } from "./s3/from-s3.ts";
import { objectReads } from "./s3/object-reads.ts";
import { objectWrites } from "./s3/object-writes.ts";

const listBucket: Probe = {
  action: "s3:ListBucket",
  takes: ["bucket"],
  harmless: "a read of at most one key",
  passes: [],
  // The empty prefix is sent, so that what a condition on s3:prefix sees does not depend on a default.
  context: { "s3:prefix": "", "s3:max-keys": "1" },
  sends: { prefix: "may" },
  async call({ s3 }, { name }, { canaryKey }, { prefix = "" } = {}) {
    const StartAfter = justBefore(canaryKey);
    const answer = await s3.send(
      new ListObjectsV2Command({ Bucket: name, Prefix: prefix, MaxKeys: 1, StartAfter }),
    );
    const keys = answer.Contents?.flatMap(({ Key }) => Key ?? []) ?? [];
    return { genuine: fromS3(answer) && answer.Name === name, shows: keys };
  },
};

const getObject: Probe = {
  action: "s3:GetObject",
  takes: ["object", "missing object"],
  harmless: "a read of the canary, which was deployed to be read",
  passes: ["NoSuchKey"],
  hidesMissing: true,
  decrypts: true,
  async call({ s3 }, { name, bucket }) {
    const answer = await s3.send(new GetObjectCommand({ Bucket: bucket?.name, Key: name }));
    await answer.Body?.transformToByteArray();
    return { genuine: fromS3(answer) && answer.ETag !== undefined, shows: [] };
  },
};

const createBucket: Probe = {
  action: "s3:CreateBucket",
  takes: ["bucket"],
  // A new name would leave a bucket behind, and S3 may refuse an impossible name before authorization.
  // For one's own bucket S3 answers 409 everywhere except in us-east-1. There it answers 200 and resets the ACL, so the
  // call asks for another region. Even a reset would change nothing: the bucket's ACLs are disabled
  // (BucketOwnerEnforced).
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
  harmless: "the name is taken by the deployment's own bucket, so no bucket can be made",
  makesBucket: true,
  passes: ["BucketAlreadyOwnedByYou", "BucketAlreadyExists"],
  async call({ s3 }, { name }, { region }) {
    const elsewhere = region === "us-east-1" ? "us-west-2" : (region as BucketLocationConstraint);
    const answer = await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        CreateBucketConfiguration: { LocationConstraint: elsewhere },
      }),
    );
    return { genuine: fromS3(answer), shows: [] };
  },
};

// A listing that starts after this text begins with `key`, unless another key extends the text.
const justBefore = (key: string): string => key.slice(0, -1);

const listAllMyBuckets: Probe = {
  action: "s3:ListAllMyBuckets",
  takes: ["account"],
  harmless: "a read of at most one bucket",
  passes: [],
  async call({ s3 }) {
    const answer = await s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    return { genuine: fromS3(answer) && answer.Buckets !== undefined, shows: [] };
  },
};

export const s3Probes: readonly Probe[] = [
  listAllMyBuckets,
  listBucket,
  getObject,
  createBucket,
  ...bucketReads,
  ...objectReads,
  ...objectWrites,
  ...bucketWrites,
  ...destructiveProbes,
];
