// The probes that would configure a bucket if they sent a valid configuration. They do not, so S3 refuses every one.
import * as s3 from "@aws-sdk/client-s3";
import type { MetadataBearer } from "@smithy/types";
import type { Probe } from "../probe.ts";
import { fromS3 } from "./from-s3.ts";

type Call = (client: s3.S3Client, Bucket: string) => Promise<MetadataBearer>;
type Row = readonly [action: string, call: Call, context?: Probe["context"]];

// No member has this value in S3.
const IMPOSSIBLE = "federation-broker-probe" as never;
// S3 reserves this prefix, so no account can make such a bucket, and it cannot take the logs of another bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const NOBODYS = "sthree-federation-broker-no-such-bucket";
const Id = "federation-broker-no-such-configuration";

/** With a body that is not a valid configuration. */
// biome-ignore format: a row an action
const impossible: readonly Row[] = [
  ["s3:PutAccelerateConfiguration", (c, Bucket) => c.send(new s3.PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: { Status: IMPOSSIBLE } }))],
  ["s3:PutBucketAcl", (c, Bucket) => c.send(new s3.PutBucketAclCommand({ Bucket, ACL: IMPOSSIBLE })), { "s3:x-amz-acl": IMPOSSIBLE }],
  ["s3:PutBucketCORS", (c, Bucket) => c.send(new s3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: [IMPOSSIBLE], AllowedOrigins: ["*"] }] } }))],
  ["s3:PutBucketLogging", (c, Bucket) => c.send(new s3.PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled: { TargetBucket: NOBODYS, TargetPrefix: "" } } }))],
  ["s3:PutBucketNotification", (c, Bucket) => c.send(new s3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { TopicConfigurations: [{ TopicArn: IMPOSSIBLE, Events: ["s3:ObjectCreated:*"] }] } }))],
  ["s3:PutBucketOwnershipControls", (c, Bucket) => c.send(new s3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: IMPOSSIBLE }] } }))],
  ["s3:PutBucketPolicy", (c, Bucket) => c.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: "{}" }))],
  ["s3:PutBucketRequestPayment", (c, Bucket) => c.send(new s3.PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: { Payer: IMPOSSIBLE } }))],
  ["s3:PutBucketTagging", (c, Bucket) => c.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "twice", Value: "" }, { Key: "twice", Value: "" }] } }))],
  ["s3:PutBucketVersioning", (c, Bucket) => c.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: IMPOSSIBLE } }))],
  ["s3:PutBucketWebsite", (c, Bucket) => c.send(new s3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: {} }))],
  ["s3:PutEncryptionConfiguration", (c, Bucket) => c.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: IMPOSSIBLE } }] } }))],
  ["s3:PutLifecycleConfiguration", (c, Bucket) => c.send(new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [{ Status: IMPOSSIBLE, Filter: { Prefix: "" }, Expiration: { Days: 36500 } }] } }))],
  ["s3:PutReplicationConfiguration", (c, Bucket) => c.send(new s3.PutBucketReplicationCommand({ Bucket, ReplicationConfiguration: { Role: IMPOSSIBLE, Rules: [] } }))],
];
const REFUSED = [
  ...["MalformedXML", "MalformedPolicy", "MalformedACLError", "InvalidArgument", "InvalidRequest"],
  ...["IllegalVersioningConfigurationException", "InvalidEncryptionAlgorithmError", "InvalidTag"],
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  "InvalidTargetBucketForLogging",
];

/** Deleting a configuration needs the action that puts it. These configurations do not exist. */
// biome-ignore format: a row an action
const missing: readonly Row[] = [
  ["s3:PutAnalyticsConfiguration", (c, Bucket) => c.send(new s3.DeleteBucketAnalyticsConfigurationCommand({ Bucket, Id }))],
  ["s3:PutIntelligentTieringConfiguration", (c, Bucket) => c.send(new s3.DeleteBucketIntelligentTieringConfigurationCommand({ Bucket, Id }))],
  ["s3:PutInventoryConfiguration", (c, Bucket) => c.send(new s3.DeleteBucketInventoryConfigurationCommand({ Bucket, Id }))],
  ["s3:PutMetricsConfiguration", (c, Bucket) => c.send(new s3.DeleteBucketMetricsConfigurationCommand({ Bucket, Id }))],
];

const probesOf = (rows: readonly Row[], harmless: string, passes: readonly string[]): Probe[] =>
  rows.map(([action, call, context]) => ({
    action,
    takes: ["bucket"],
    harmless,
    passes,
    ...(context && { context }),
    async call({ s3 }, { name }) {
      return { genuine: fromS3(await call(s3, name)), shows: [] };
    },
  }));

export const bucketWrites: readonly Probe[] = [
  ...probesOf(impossible, "S3 has no such configuration, so it refuses what it is sent", REFUSED),
  ...probesOf(missing, "the configuration that is deleted does not exist", ["NoSuchConfiguration"]),
];
