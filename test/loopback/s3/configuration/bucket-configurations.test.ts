// What a bucket is configured with: on a new one, put, refused, deleted.
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { refused } from "../../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

let count = 0;
let Bucket: string;
it.beforeEach(async ({ sandbox }) => {
  count += 1;
  Bucket = `bucket-${count}`;
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
});

/** Sends an operation by its name: `GetBucketCors`. */
function send(operation: string, input: object = {}, client = sandbox.s3): Promise<object> {
  const commands = new Map<string, unknown>(Object.entries(s3));
  const Command = commands.get(`${operation}Command`) as new (input: object) => s3.HeadBucketCommand;
  return client.send(new Command({ Bucket, ...input }));
}

const malformed = refused(
  "MalformedXML",
  400,
  "The XML you provided was not well-formed or did not validate against our published schema",
);

describe("a configuration that a new bucket lacks is absent in AWS's words", () => {
  it.each([
    ["GetBucketPolicy", "NoSuchBucketPolicy", "The bucket policy does not exist"],
    ["GetBucketPolicyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"],
    ["GetBucketCors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"],
    [
      "GetBucketWebsite",
      "NoSuchWebsiteConfiguration",
      "The specified bucket does not have a website configuration",
    ],
    [
      "GetBucketLifecycleConfiguration",
      "NoSuchLifecycleConfiguration",
      "The lifecycle configuration does not exist",
    ],
    [
      "GetBucketReplication",
      "ReplicationConfigurationNotFoundError",
      "The replication configuration was not found",
    ],
    [
      "GetObjectLockConfiguration",
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket",
    ],
    ["GetBucketTagging", "NoSuchTagSet", "The TagSet does not exist"],
  ])("%s", async (operation, name, message) => {
    await expect(send(operation)).rejects.toMatchObject({
      ...refused(name, 404, message),
      BucketName: Bucket,
    });
  });

  it.each([
    [
      "PublicAccessBlock",
      "NoSuchPublicAccessBlockConfiguration",
      "The public access block configuration was not found",
    ],
    [
      "BucketOwnershipControls",
      "OwnershipControlsNotFoundError",
      "The bucket ownership controls were not found",
    ],
  ])("Get%s, once it is deleted", async (stem, name, message) => {
    await send(`Delete${stem}`);
    await send(`Delete${stem}`);
    await expect(send(`Get${stem}`)).rejects.toMatchObject(refused(name, 404, message));
  });
});

describe("a configuration of a new bucket is AWS's own", () => {
  it.each([
    [
      "GetPublicAccessBlock",
      {
        PublicAccessBlockConfiguration: {
          ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
          ...{ BlockPublicPolicy: true, RestrictPublicBuckets: true },
        },
      },
    ],
    [
      "GetBucketOwnershipControls",
      { OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } },
    ],
    [
      "GetBucketEncryption",
      {
        ServerSideEncryptionConfiguration: {
          Rules: [
            { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false },
          ],
        },
      },
    ],
    ["GetBucketVersioning", {}],
    ["GetBucketAccelerateConfiguration", {}],
    ["GetBucketRequestPayment", { Payer: "BucketOwner" }],
    ["GetBucketLogging", {}],
    ["GetBucketNotificationConfiguration", {}],
    ["GetBucketAbac", { AbacStatus: { Status: "Disabled" } }],
    ["ListBucketMetricsConfigurations", { IsTruncated: false }],
  ])("%s", async (operation, expected) => {
    const { $metadata, ...answer } = (await send(operation)) as { $metadata: unknown };
    expect(answer).toEqual(expected);
  });
});

it("a bucket whose encryption is deleted is encrypted with AES256, as every bucket is", async () => {
  const kms = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } };
  await send("PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules: [kms] } });
  await send("DeleteBucketEncryption");
  expect(await send("GetBucketEncryption")).toMatchObject({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
    },
  });
});

/** What is put, read back by the get's output, and which operation deletes it. */
const roundTrips: readonly [string, object, (object | undefined)?, string?][] = [
  [
    "PublicAccessBlock",
    { PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: false } },
    {
      PublicAccessBlockConfiguration: {
        ...{ BlockPublicAcls: true, IgnorePublicAcls: false },
        ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
      },
    },
    "DeletePublicAccessBlock",
  ],
  [
    "BucketOwnershipControls",
    { OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } },
    undefined,
    "DeleteBucketOwnershipControls",
  ],
  [
    "BucketEncryption",
    {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" }, BucketKeyEnabled: true }],
      },
    },
  ],
  [
    "BucketCors",
    {
      CORSConfiguration: {
        CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"], MaxAgeSeconds: 60 }],
      },
    },
    { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"], MaxAgeSeconds: 60 }] },
    "DeleteBucketCors",
  ],
  [
    "BucketWebsite",
    { WebsiteConfiguration: { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "404.html" } } },
    { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "404.html" } },
    "DeleteBucketWebsite",
  ],
  [
    "BucketLifecycleConfiguration",
    {
      LifecycleConfiguration: {
        Rules: [{ ID: "old", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } }],
      },
    },
    {
      Rules: [{ ID: "old", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } }],
      TransitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    },
    "DeleteBucketLifecycle",
  ],
  [
    "BucketTagging",
    { Tagging: { TagSet: [{ Key: "Project", Value: "Pegasus" }] } },
    { TagSet: [{ Key: "Project", Value: "Pegasus" }] },
    "DeleteBucketTagging",
  ],
  ["BucketVersioning", { VersioningConfiguration: { Status: "Enabled" } }, { Status: "Enabled" }],
  [
    "BucketAccelerateConfiguration",
    { AccelerateConfiguration: { Status: "Enabled" } },
    { Status: "Enabled" },
  ],
  ["BucketRequestPayment", { RequestPaymentConfiguration: { Payer: "Requester" } }, { Payer: "Requester" }],
  [
    "BucketNotificationConfiguration",
    { NotificationConfiguration: { EventBridgeConfiguration: {} } },
    { EventBridgeConfiguration: {} },
  ],
  ["BucketAbac", { AbacStatus: { Status: "Enabled" } }],
];

describe("a configuration comes back as it was put, and goes when it is deleted", () => {
  it.each<[string, object, (object | undefined)?, string?]>([...roundTrips])(
    "%s",
    async (stem, input, output = input, deletion = undefined) => {
      await send(`Put${stem}`, input);
      const { $metadata, ...answer } = (await send(`Get${stem}`)) as { $metadata: unknown };
      expect(answer).toEqual(output);
      if (deletion === undefined) return;
      await send(deletion);
      await expect(send(`Get${stem}`)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    },
  );

  it("logging, to a bucket that there is, until it is switched off", async () => {
    const LoggingEnabled = { TargetBucket: Bucket, TargetPrefix: "log/" };
    await send("PutBucketLogging", { BucketLoggingStatus: { LoggingEnabled } });
    expect(await send("GetBucketLogging")).toMatchObject({ LoggingEnabled });
    await send("PutBucketLogging", { BucketLoggingStatus: {} });
    expect(await send("GetBucketLogging")).not.toHaveProperty("LoggingEnabled");
  });

  it("replication, between buckets with versions", async () => {
    const ReplicationConfiguration = {
      Role: `arn:aws:iam::${sandbox.loopback.accountId}:role/replicator`,
      Rules: [
        { ID: "all", Status: "Enabled", Prefix: "", Destination: { Bucket: `arn:aws:s3:::${Bucket}` } },
      ],
    };
    const put = () => send("PutBucketReplication", { ReplicationConfiguration });
    await expect(put()).rejects.toMatchObject(
      refused(
        "InvalidRequest",
        400,
        "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
      ),
    );
    await send("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
    await put();
    expect(await send("GetBucketReplication")).toMatchObject({ ReplicationConfiguration });
    await send("DeleteBucketReplication");
    const powers = ["s3:PutReplicationConfiguration"].map((Action) => ({ Action }));
    const { s3: client } = sandbox.as(await createUser(sandbox, `replicator-${count}`, powers));
    await expect(send("PutBucketReplication", { ReplicationConfiguration }, client)).rejects.toMatchObject({
      message: expect.stringContaining("iam:PassRole"),
    });
    const Condition = { StringEquals: { "iam:PassedToService": "s3.amazonaws.com" } };
    const passing = [...powers, { Action: "iam:PassRole", Condition }];
    const passer = sandbox.as(await createUser(sandbox, `passer-${count}`, passing)).s3;
    await send("PutBucketReplication", { ReplicationConfiguration }, passer);
  });
});

describe("configurations with ids", () => {
  const StorageClassAnalysis = {};
  it.each([
    ["Metrics", { Id: "one" }],
    ["Analytics", { Id: "one", StorageClassAnalysis }],
    [
      "Inventory",
      {
        ...{ Id: "one", IsEnabled: true, IncludedObjectVersions: "All", Schedule: { Frequency: "Daily" } },
        Destination: { S3BucketDestination: { Bucket: "arn:aws:s3:::bucket", Format: "CSV" } },
      },
    ],
    [
      "IntelligentTiering",
      { Id: "one", Status: "Enabled", Tierings: [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" }] },
    ],
  ])("of %s are put, read, listed and deleted", async (name, configuration) => {
    const one = { Id: "one" };
    const missing = refused("NoSuchConfiguration", 404, "The specified configuration does not exist.");
    await expect(send(`GetBucket${name}Configuration`, one)).rejects.toMatchObject(missing);
    await send(`PutBucket${name}Configuration`, { ...one, [`${name}Configuration`]: configuration });
    const two = { ...configuration, Id: "two" };
    await send(`PutBucket${name}Configuration`, { Id: "two", [`${name}Configuration`]: two });
    expect(await send(`GetBucket${name}Configuration`, one)).toMatchObject({
      [`${name}Configuration`]: configuration,
    });
    expect(await send(`ListBucket${name}Configurations`)).toMatchObject({
      ...{ IsTruncated: false, [`${name}ConfigurationList`]: [configuration, two] },
    });
    await send(`DeleteBucket${name}Configuration`, one);
    await expect(send(`DeleteBucket${name}Configuration`, one)).rejects.toMatchObject(missing);
  });
});

const rule = (more: object) => ({
  LifecycleConfiguration: { Rules: [{ Status: "Enabled", Prefix: "", Expiration: { Days: 1 }, ...more }] },
});
const cors = (more: object) => ({
  CORSConfiguration: { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"], ...more }] },
});

describe("a configuration is refused", () => {
  it.each<[string, object, object]>([
    [
      "PutBucketOwnershipControls",
      { OwnershipControls: { Rules: [{ ObjectOwnership: "Nobody" }] } },
      malformed,
    ],
    ["PutBucketOwnershipControls", { OwnershipControls: { Rules: [] } }, malformed],
    ["PutPublicAccessBlock", { PublicAccessBlockConfiguration: {} }, malformed],
    ["PutBucketVersioning", { VersioningConfiguration: { Status: "On" } }, malformed],
    [
      "PutBucketVersioning",
      { VersioningConfiguration: {} },
      refused("IllegalVersioningConfigurationException", 400, "The Versioning element must be specified"),
    ],
    ["PutBucketRequestPayment", { RequestPaymentConfiguration: { Payer: "Nobody" } }, malformed],
    ["PutBucketAccelerateConfiguration", { AccelerateConfiguration: { Status: "Fast" } }, malformed],
    ["PutBucketCors", { CORSConfiguration: { CORSRules: [] } }, malformed],
    ["PutBucketCors", cors({ AllowedOrigins: undefined }), malformed],
    [
      "PutBucketCors",
      cors({ AllowedMethods: ["PATCH"] }),
      refused(
        "InvalidRequest",
        400,
        "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
      ),
    ],
    ["PutBucketLifecycleConfiguration", rule({ Status: "On" }), malformed],
    [
      "PutBucketLifecycleConfiguration",
      rule({ ID: "x".repeat(256) }),
      refused("InvalidArgument", 400, "ID length should not exceed allowed limit of 255"),
    ],
    [
      "PutBucketWebsite",
      { WebsiteConfiguration: { IndexDocument: { Suffix: "a/b" } } },
      refused("InvalidArgument", 400, "The IndexDocument Suffix is not well formed"),
    ],
    [
      "PutBucketLogging",
      { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "missing", TargetPrefix: "" } } },
      refused("InvalidTargetBucketForLogging", 400, "The target bucket for logging does not exist"),
    ],
    [
      "PutBucketNotificationConfiguration",
      {
        NotificationConfiguration: {
          QueueConfigurations: [
            { QueueArn: "arn:aws:sqs:us-east-1:111122223333:q", Events: ["s3:ObjectCreated:*"] },
          ],
        },
      },
      refused("InvalidArgument", 400, "Unable to validate the following destination configurations"),
    ],
    [
      "PutBucketTagging",
      {
        Tagging: {
          TagSet: [
            { Key: "a", Value: "1" },
            { Key: "a", Value: "2" },
          ],
        },
      },
      refused("InvalidTag", 400, "Cannot provide multiple Tags with the same key"),
    ],
    [
      "PutBucketTagging",
      { Tagging: { TagSet: [{ Key: "aws:a", Value: "1" }] } },
      refused("InvalidTag", 400, "System tags cannot be added/updated by requester"),
    ],
  ])("%s %j", async (operation, input, expected) => {
    await expect(send(operation, input)).rejects.toMatchObject(expected);
  });
});
