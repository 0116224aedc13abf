// Every resource type of S3: made, read, compared, changed and deleted on a loopback.
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { describe } from "vitest";
import { testInSharedSandbox as it, sandbox } from "../../loopback/sandbox.ts";
import { type Life, live } from "./life.ts";

it.beforeAll(async ({ sandbox }) => {
  for (const Bucket of ["box", "logs"]) await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::logs/*",
    },
  });
  await sandbox.s3.send(new PutBucketPolicyCommand({ Bucket: "logs", Policy }));
});

const region = "us-east-1";
const deny = (action: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"${action}","Resource":"arn:aws:s3:::box/*"}]}`;
const spelledOtherwise =
  '{ "Statement": { "Resource": ["arn:aws:s3:::box/*"], "Action": ["s3:PutObject"], "Principal": "*", "Effect": "Deny" }, "Version": "2012-10-17" }';
const naming = (account: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"${account}"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::box/*"}]}`;
const rule = { id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } };

const lives: Life[] = [
  {
    type: "aws:s3/bucket:Bucket",
    inputs: { bucket: "mine", tags: { a: "1" } },
    id: "mine",
    state: {
      ...{
        bucket: "mine",
        forceDestroy: false,
        region,
        tags: { a: "1" },
        tagsAll: { a: "1", stack: "test" },
      },
      arn: "arn:aws:s3:::mine",
      bucketDomainName: "mine.s3.amazonaws.com",
      bucketRegion: region,
      bucketRegionalDomainName: "mine.s3.us-east-1.amazonaws.com",
    },
    next: {
      inputs: { bucket: "mine", forceDestroy: true, tags: { a: "2", b: "3" } },
      changes: ["forceDestroy add", "tags.a update", "tags.b add"],
      state: {
        ...{ bucket: "mine", forceDestroy: true, region },
        ...{ tags: { a: "2", b: "3" }, tagsAll: { a: "2", b: "3", stack: "test" } },
        arn: "arn:aws:s3:::mine",
        bucketDomainName: "mine.s3.amazonaws.com",
        bucketRegion: region,
        bucketRegionalDomainName: "mine.s3.us-east-1.amazonaws.com",
      },
    },
  },
  {
    type: "aws:s3/bucket:Bucket",
    inputs: { bucket: "mine" },
    id: "mine",
    state: {
      ...{ bucket: "mine", forceDestroy: false, region, tagsAll: { stack: "test" } },
      arn: "arn:aws:s3:::mine",
      bucketDomainName: "mine.s3.amazonaws.com",
      bucketRegion: region,
      bucketRegionalDomainName: "mine.s3.us-east-1.amazonaws.com",
    },
    next: { inputs: { bucket: "other" }, changes: ["bucket update replaces"] },
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    inputs: { bucket: "box", policy: deny("s3:PutObject") },
    id: "box",
    state: { bucket: "box", policy: deny("s3:PutObject"), region },
    next: {
      inputs: { bucket: "box", policy: deny("s3:GetObject") },
      changes: ["policy update"],
      state: { bucket: "box", policy: deny("s3:GetObject"), region },
    },
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    inputs: { bucket: "box", policy: deny("s3:PutObject") },
    id: "box",
    state: { bucket: "box", policy: deny("s3:PutObject"), region },
    next: { inputs: { bucket: "box", policy: spelledOtherwise }, changes: [] },
  },
  // AWS gives an account's number back as the ARN of its root.
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    inputs: { bucket: "box", policy: naming("arn:aws:iam::111122223333:root") },
    id: "box",
    state: { bucket: "box", policy: naming("arn:aws:iam::111122223333:root"), region },
    next: { inputs: { bucket: "box", policy: naming("111122223333") }, changes: [] },
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    inputs: { bucket: "box", blockPublicAcls: true },
    id: "box",
    state: {
      ...{ bucket: "box", region, blockPublicAcls: true, blockPublicPolicy: false },
      ...{ ignorePublicAcls: false, restrictPublicBuckets: false },
    },
    next: {
      inputs: { bucket: "box", ignorePublicAcls: true },
      changes: ["blockPublicAcls delete", "ignorePublicAcls add"],
      state: {
        ...{ bucket: "box", region, blockPublicAcls: false, blockPublicPolicy: false },
        ...{ ignorePublicAcls: true, restrictPublicBuckets: false },
      },
    },
  },
  {
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    inputs: { bucket: "box", rule: { objectOwnership: "BucketOwnerPreferred" } },
    id: "box",
    state: { bucket: "box", region, rule: { objectOwnership: "BucketOwnerPreferred" } },
    next: {
      inputs: { bucket: "box", rule: { objectOwnership: "BucketOwnerEnforced" } },
      changes: ["rule.objectOwnership update"],
      state: { bucket: "box", region, rule: { objectOwnership: "BucketOwnerEnforced" } },
    },
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    inputs: { bucket: "box", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    id: "box",
    state: {
      ...{ bucket: "box", region },
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    next: {
      inputs: {
        bucket: "box",
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "key" },
            bucketKeyEnabled: true,
          },
        ],
      },
      changes: [
        "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId add",
        "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm update",
        "rules[0].bucketKeyEnabled add",
      ],
      state: {
        ...{ bucket: "box", region },
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "key" },
            bucketKeyEnabled: true,
          },
        ],
      },
    },
    // S3 encrypts every bucket.
    remains: {
      ...{ bucket: "box", region },
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false }],
    },
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    inputs: { bucket: "box", versioningConfiguration: { status: "Enabled" } },
    id: "box",
    state: { bucket: "box", region, versioningConfiguration: { status: "Enabled" } },
    next: {
      inputs: { bucket: "box", versioningConfiguration: { status: "Suspended" } },
      changes: ["versioningConfiguration.status update"],
      state: { bucket: "box", region, versioningConfiguration: { status: "Suspended" } },
    },
    remains: { bucket: "box", region, versioningConfiguration: { status: "Suspended" } },
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    inputs: { bucket: "box", rules: [rule] },
    id: "box",
    state: {
      ...{ bucket: "box", region, rules: [rule] },
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    },
    next: {
      inputs: {
        bucket: "box",
        rules: [
          { ...rule, noncurrentVersionExpiration: { noncurrentDays: 60, newerNoncurrentVersions: 3 } },
          {
            id: "tagged",
            status: "Disabled",
            filter: { and: { prefix: "x/", tags: { a: "1" } } },
            expiration: { date: "2030-01-01T00:00:00Z" },
          },
        ],
      },
      changes: [
        "rules[0].noncurrentVersionExpiration.newerNoncurrentVersions add",
        "rules[0].noncurrentVersionExpiration.noncurrentDays update",
        "rules[1] add",
      ],
      state: {
        bucket: "box",
        region,
        rules: [
          { ...rule, noncurrentVersionExpiration: { noncurrentDays: 60, newerNoncurrentVersions: 3 } },
          {
            id: "tagged",
            status: "Disabled",
            filter: { and: { prefix: "x/", tags: { a: "1" } } },
            expiration: { date: "2030-01-01T00:00:00Z" },
          },
        ],
        transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      },
    },
  },
  {
    type: "aws:s3/bucketLogging:BucketLogging",
    inputs: { bucket: "box", targetBucket: "logs", targetPrefix: "" },
    id: "box",
    state: { bucket: "box", region, targetBucket: "logs", targetPrefix: "" },
    next: {
      inputs: {
        ...{ bucket: "box", targetBucket: "logs", targetPrefix: "x/" },
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      changes: ["targetObjectKeyFormat add", "targetPrefix add"],
      state: {
        ...{ bucket: "box", region, targetBucket: "logs", targetPrefix: "x/" },
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
    },
  },
  // Versioning is suspended in this bucket: see the row above of its versioning. A read names such a version "null".
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
  {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    inputs: { bucket: "box", key: "k", content: "one" },
    id: "box/k",
    state: {
      ...{ bucket: "box", key: "k", content: "one", forceDestroy: false, region },
      ...{ arn: "arn:aws:s3:::box/k", contentType: "application/octet-stream", storageClass: "STANDARD" },
      ...{
        etag: "f97c5d29941bfb1b2fdab0874906ab82",
        versionId: "null",
        tagsAll: { stack: "test" },
      },
    },
    next: {
      inputs: { bucket: "box", key: "k", content: "two", contentType: "text/plain", tags: { a: "1" } },
      changes: ["content update", "contentType update", "tags.a add"],
      state: {
        ...{ bucket: "box", key: "k", content: "two", forceDestroy: false, region },
        ...{ arn: "arn:aws:s3:::box/k", contentType: "text/plain", storageClass: "STANDARD" },
        ...{ etag: "b8a9f715dbb64fd5c56e7783c6820a61", versionId: "null" },
        ...{ tagsAll: { a: "1", stack: "test" }, tags: { a: "1" } },
      },
    },
  },
  {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    inputs: { bucket: "logs", key: "k", content: "one" },
    id: "logs/k",
    state: {
      ...{ bucket: "logs", key: "k", content: "one", forceDestroy: false, region },
      ...{ arn: "arn:aws:s3:::logs/k", contentType: "application/octet-stream", storageClass: "STANDARD" },
      ...{ etag: "f97c5d29941bfb1b2fdab0874906ab82", versionId: "", tagsAll: { stack: "test" } },
    },
  },
];

describe("a resource of the type lives as AWS's provider lets it live:", () => {
  it.each(lives)("$type, $inputs", (life) => live(sandbox, life));
});
