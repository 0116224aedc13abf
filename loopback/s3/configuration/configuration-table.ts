// The table of bucket configurations: their operations and actions, what may be in them, what a bucket without one answers.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
import type { ConfigurationRow } from "./configuration-row.ts";
import { keepNotification, keepReplication, passRole } from "./destination-rules.ts";
import {
  keepBlock,
  keepEncryption,
  keepObjectLock,
  keepOwnership,
  keepTags,
  keepVersioning,
} from "./protection-rules.ts";
import { keepAcceleration, keepCors, keepLifecycle, keepLogging } from "./serving-rules.ts";
import { keepWebsite } from "./website-rules.ts";

/** Get, Put and Delete of one name, where operations and actions have the same names. */
const named = (stem: string, actionStem = stem) => ({
  get: { operation: `Get${stem}`, action: `s3:Get${actionStem}` },
  put: { operation: `Put${stem}`, action: `s3:Put${actionStem}` },
});

const onOff = ["Enabled", "Suspended"];
const statuses = ["Enabled", "Disabled"];

export const configurationTable: readonly ConfigurationRow[] = [
  {
    ...named("PublicAccessBlock", "BucketPublicAccessBlock"),
    kind: "publicAccessBlock",
    delete: { operation: "DeletePublicAccessBlock", action: "s3:PutBucketPublicAccessBlock" },
    member: "PublicAccessBlockConfiguration",
    keep: keepBlock,
    output: (PublicAccessBlockConfiguration) => ({ PublicAccessBlockConfiguration }),
    absent: ["NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"],
  },
  {
    ...named("BucketOwnershipControls"),
    kind: "ownershipControls",
    delete: { operation: "DeleteBucketOwnershipControls", action: "s3:PutBucketOwnershipControls" },
    member: "OwnershipControls",
    values: { ObjectOwnership: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"] },
    keep: keepOwnership,
    output: (OwnershipControls) => ({ OwnershipControls }),
    absent: ["OwnershipControlsNotFoundError", "The bucket ownership controls were not found"],
  },
  {
    ...named("BucketEncryption", "EncryptionConfiguration"),
    kind: "encryption",
    delete: { operation: "DeleteBucketEncryption", action: "s3:PutEncryptionConfiguration" },
    member: "ServerSideEncryptionConfiguration",
    values: { SSEAlgorithm: ["AES256", "aws:kms", "aws:kms:dsse"] },
    keep: keepEncryption,
    output: (ServerSideEncryptionConfiguration) => ({ ServerSideEncryptionConfiguration }),
    // Every bucket is encrypted: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    absent: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
    },
  },
  {
    ...named("BucketVersioning"),
    kind: "versioning",
    member: "VersioningConfiguration",
    values: { Status: onOff, MFADelete: ["Disabled"] },
    keep: keepVersioning,
    output: (versioning) => versioning,
    absent: {},
  },
  {
    ...named("BucketAccelerateConfiguration", "AccelerateConfiguration"),
    kind: "accelerate",
    member: "AccelerateConfiguration",
    values: { Status: onOff },
    keep: keepAcceleration,
    output: (acceleration) => acceleration,
    absent: {},
  },
  {
    ...named("BucketRequestPayment"),
    kind: "requestPayment",
    member: "RequestPaymentConfiguration",
    values: { Payer: ["BucketOwner", "Requester"] },
    output: (payment) => payment,
    absent: { Payer: "BucketOwner" },
  },
  {
    ...named("BucketLogging"),
    kind: "logging",
    member: "BucketLoggingStatus",
    values: { Permission: ["FULL_CONTROL", "READ", "WRITE"] },
    keep: keepLogging,
    output: (logging) => logging,
    absent: {},
  },
  {
    ...named("BucketNotificationConfiguration", "BucketNotification"),
    kind: "notification",
    member: "NotificationConfiguration",
    more: ["SkipDestinationValidation"],
    keep: keepNotification,
    output: (notification) => notification,
    absent: {},
  },
  {
    ...named("BucketCors", "BucketCORS"),
    kind: "cors",
    delete: { operation: "DeleteBucketCors", action: "s3:PutBucketCORS" },
    member: "CORSConfiguration",
    keep: keepCors,
    output: (cors) => cors,
    absent: ["NoSuchCORSConfiguration", "The CORS configuration does not exist"],
  },
  {
    ...named("BucketWebsite"),
    kind: "website",
    delete: { operation: "DeleteBucketWebsite", action: "s3:DeleteBucketWebsite" },
    member: "WebsiteConfiguration",
    keep: keepWebsite,
    output: (website) => website,
    absent: ["NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"],
  },
  {
    ...named("BucketLifecycleConfiguration", "LifecycleConfiguration"),
    kind: "lifecycle",
    delete: { operation: "DeleteBucketLifecycle", action: "s3:PutLifecycleConfiguration" },
    member: "LifecycleConfiguration",
    more: ["TransitionDefaultMinimumObjectSize"],
    values: { Status: statuses },
    keep: keepLifecycle,
    output: (lifecycle) => lifecycle,
    answer: { TransitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
    absent: ["NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"],
  },
  {
    ...named("BucketReplication", "ReplicationConfiguration"),
    kind: "replication",
    delete: { operation: "DeleteBucketReplication", action: "s3:PutReplicationConfiguration" },
    member: "ReplicationConfiguration",
    values: { Status: statuses },
    also: passRole,
    keep: keepReplication,
    output: (ReplicationConfiguration) => ({ ReplicationConfiguration }),
    absent: ["ReplicationConfigurationNotFoundError", "The replication configuration was not found"],
  },
  {
    ...named("ObjectLockConfiguration", "BucketObjectLockConfiguration"),
    kind: "objectLock",
    member: "ObjectLockConfiguration",
    more: ["RequestPayer"],
    values: { ObjectLockEnabled: ["Enabled"], Mode: ["GOVERNANCE", "COMPLIANCE"] },
    keep: keepObjectLock,
    output: (ObjectLockConfiguration) => ({ ObjectLockConfiguration }),
    absent: [
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket",
    ],
  },
  {
    ...named("BucketTagging"),
    kind: "tags",
    delete: { operation: "DeleteBucketTagging", action: "s3:PutBucketTagging" },
    member: "Tagging",
    keep: keepTags,
    output: (tags: Readonly<Record<string, string>>) => ({
      TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
    absent: ["NoSuchTagSet", "The TagSet does not exist"],
  },
  {
    ...named("BucketAbac"),
    kind: "abac",
    member: "AbacStatus",
    values: { Status: statuses },
    output: (AbacStatus) => ({ AbacStatus }),
    absent: { Status: "Disabled" },
  },
];
