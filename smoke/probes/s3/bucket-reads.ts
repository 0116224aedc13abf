// The probes that read one configuration of a bucket, or list what is in it.
import * as s3 from "@aws-sdk/client-s3";
import type { MetadataBearer } from "@smithy/types";
import type { Probe } from "../probe.ts";
import { fromS3 } from "./from-s3.ts";

type Call = (client: s3.S3Client, Bucket: string) => Promise<MetadataBearer>;

/** Action, call, and the code that S3 gives an authorized caller when the bucket lacks that configuration. */
// biome-ignore format: a row an action
const reads: readonly (readonly [action: string, call: Call, absent?: string])[] = [
  ["s3:GetAccelerateConfiguration", (c, Bucket) => c.send(new s3.GetBucketAccelerateConfigurationCommand({ Bucket }))],
  ["s3:GetAnalyticsConfiguration", (c, Bucket) => c.send(new s3.ListBucketAnalyticsConfigurationsCommand({ Bucket }))],
  ["s3:GetBucketAbac", (c, Bucket) => c.send(new s3.GetBucketAbacCommand({ Bucket }))],
  ["s3:GetBucketAcl", (c, Bucket) => c.send(new s3.GetBucketAclCommand({ Bucket }))],
  ["s3:GetBucketCORS", (c, Bucket) => c.send(new s3.GetBucketCorsCommand({ Bucket })), "NoSuchCORSConfiguration"],
  ["s3:GetBucketLocation", (c, Bucket) => c.send(new s3.GetBucketLocationCommand({ Bucket }))],
  ["s3:GetBucketLogging", (c, Bucket) => c.send(new s3.GetBucketLoggingCommand({ Bucket }))],
  ["s3:GetBucketNotification", (c, Bucket) => c.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }))],
  ["s3:GetBucketObjectLockConfiguration", (c, Bucket) => c.send(new s3.GetObjectLockConfigurationCommand({ Bucket })), "ObjectLockConfigurationNotFoundError"],
  ["s3:GetBucketOwnershipControls", (c, Bucket) => c.send(new s3.GetBucketOwnershipControlsCommand({ Bucket })), "OwnershipControlsNotFoundError"],
  ["s3:GetBucketPolicy", (c, Bucket) => c.send(new s3.GetBucketPolicyCommand({ Bucket })), "NoSuchBucketPolicy"],
  ["s3:GetBucketPolicyStatus", (c, Bucket) => c.send(new s3.GetBucketPolicyStatusCommand({ Bucket })), "NoSuchBucketPolicy"],
  ["s3:GetBucketPublicAccessBlock", (c, Bucket) => c.send(new s3.GetPublicAccessBlockCommand({ Bucket })), "NoSuchPublicAccessBlockConfiguration"],
  ["s3:GetBucketRequestPayment", (c, Bucket) => c.send(new s3.GetBucketRequestPaymentCommand({ Bucket }))],
  ["s3:GetBucketTagging", (c, Bucket) => c.send(new s3.GetBucketTaggingCommand({ Bucket })), "NoSuchTagSet"],
  ["s3:GetBucketVersioning", (c, Bucket) => c.send(new s3.GetBucketVersioningCommand({ Bucket }))],
  ["s3:GetBucketWebsite", (c, Bucket) => c.send(new s3.GetBucketWebsiteCommand({ Bucket })), "NoSuchWebsiteConfiguration"],
  ["s3:GetEncryptionConfiguration", (c, Bucket) => c.send(new s3.GetBucketEncryptionCommand({ Bucket })), "ServerSideEncryptionConfigurationNotFoundError"],
  ["s3:GetIntelligentTieringConfiguration", (c, Bucket) => c.send(new s3.ListBucketIntelligentTieringConfigurationsCommand({ Bucket }))],
  ["s3:GetInventoryConfiguration", (c, Bucket) => c.send(new s3.ListBucketInventoryConfigurationsCommand({ Bucket }))],
  ["s3:GetLifecycleConfiguration", (c, Bucket) => c.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket })), "NoSuchLifecycleConfiguration"],
  ["s3:GetMetricsConfiguration", (c, Bucket) => c.send(new s3.ListBucketMetricsConfigurationsCommand({ Bucket }))],
  ["s3:GetReplicationConfiguration", (c, Bucket) => c.send(new s3.GetBucketReplicationCommand({ Bucket })), "ReplicationConfigurationNotFoundError"],
  ["s3:ListBucketMultipartUploads", (c, Bucket) => c.send(new s3.ListMultipartUploadsCommand({ Bucket, MaxUploads: 1 }))],
  ["s3:ListBucketVersions", (c, Bucket) => c.send(new s3.ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }))],
];

export const bucketReads: readonly Probe[] = reads.map(([action, call, absent]) => ({
  action,
  takes: ["bucket"],
  harmless: "a read",
  passes: absent === undefined ? [] : [absent],
  ...(action === "s3:ListBucketVersions" && { context: { "s3:max-keys": "1" } }),
  async call({ s3 }, { name }) {
    return { genuine: fromS3(await call(s3, name)), shows: [] };
  },
}));
