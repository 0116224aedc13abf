// The probes that would write or delete if anything existed under their random key.
import * as s3 from "@aws-sdk/client-s3";
import type { MetadataBearer } from "@smithy/types";
import type { Probe } from "../probe.ts";
import { fromS3 } from "./from-s3.ts";
import { putObject } from "./put-object.ts";

interface Key {
  Bucket: string;
  Key: string;
}

type Call = (client: s3.S3Client, key: Key) => Promise<MetadataBearer>;
type Row = readonly [action: string, call: Call, passes: readonly string[], context?: Probe["context"]];

const UploadId = "federation-broker-no-such-upload";
const Tagging = { TagSet: [{ Key: "federation-broker", Value: "probe" }] };
const tags = {
  "s3:RequestObjectTag/federation-broker": "probe",
  "s3:RequestObjectTagKeys": ["federation-broker"],
};
// The version of an object that was written without versioning.
const VersionId = "null";
const version = { "s3:VersionId": VersionId };

const MISSING = ["NoSuchKey", "NoSuchVersion"];
const NO_ACL = [...MISSING, "AccessControlListNotSupported"];
const UNLOCKED = [...MISSING, "InvalidRequest"];

/** On the parts of an upload that does not exist. */
// biome-ignore format: a row an action
const ofUploads: readonly Row[] = [
  ["s3:AbortMultipartUpload", (c, key) => c.send(new s3.AbortMultipartUploadCommand({ ...key, UploadId })), ["NoSuchUpload"]],
  ["s3:ListMultipartUploadParts", (c, key) => c.send(new s3.ListPartsCommand({ ...key, UploadId, MaxParts: 1 })), ["NoSuchUpload"]],
];

/** On an object that does not exist. */
// biome-ignore format: a row an action
const ofObjects: readonly Row[] = [
  // `If-Match: *` needs s3:DeleteObject alone; with an ETag, S3 would ask for s3:GetObject too.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
  ["s3:DeleteObject", (c, key) => c.send(new s3.DeleteObjectCommand({ ...key, IfMatch: "*" })), ["PreconditionFailed", "NoSuchKey"], { "s3:if-match": "*" }],
  ["s3:DeleteObjectTagging", (c, key) => c.send(new s3.DeleteObjectTaggingCommand(key)), MISSING],
  ["s3:PutObjectAcl", (c, key) => c.send(new s3.PutObjectAclCommand({ ...key, ACL: "private" })), NO_ACL, { "s3:x-amz-acl": "private" }],
  ["s3:PutObjectLegalHold", (c, key) => c.send(new s3.PutObjectLegalHoldCommand({ ...key, LegalHold: { Status: "OFF" } })), UNLOCKED, { "s3:object-lock-legal-hold": "OFF" }],
  ["s3:PutObjectRetention", (c, key) => c.send(new s3.PutObjectRetentionCommand({ ...key, Retention: {} })), UNLOCKED],
  ["s3:PutObjectTagging", (c, key) => c.send(new s3.PutObjectTaggingCommand({ ...key, Tagging })), MISSING, tags],
  ["s3:RestoreObject", (c, key) => c.send(new s3.RestoreObjectCommand({ ...key, RestoreRequest: { Days: 1 } })), MISSING],
];

/** On a version that does not exist. Deleting a named version leaves no delete marker. */
// biome-ignore format: a row an action
const ofVersions: readonly Row[] = [
  ["s3:DeleteObjectVersion", (c, key) => c.send(new s3.DeleteObjectCommand({ ...key, VersionId })), MISSING, version],
  ["s3:DeleteObjectVersionTagging", (c, key) => c.send(new s3.DeleteObjectTaggingCommand({ ...key, VersionId })), MISSING, version],
  ["s3:PutObjectVersionAcl", (c, key) => c.send(new s3.PutObjectAclCommand({ ...key, VersionId, ACL: "private" })), NO_ACL, { ...version, "s3:x-amz-acl": "private" }],
  ["s3:PutObjectVersionTagging", (c, key) => c.send(new s3.PutObjectTaggingCommand({ ...key, VersionId, Tagging })), MISSING, { ...version, ...tags }],
];

const probesOf = (rows: readonly Row[], harmless: string): Probe[] =>
  rows.map(([action, call, passes, context]) => ({
    action,
    takes: ["missing object"],
    harmless,
    passes,
    ...(context && { context }),
    async call({ s3 }, { name, bucket }) {
      return { genuine: fromS3(await call(s3, { Bucket: bucket?.name ?? "", Key: name })), shows: [] };
    },
  }));

export const objectWrites: readonly Probe[] = [
  putObject,
  ...probesOf(ofUploads, "the upload does not exist, so S3 writes nothing"),
  ...probesOf(ofObjects, "the key is random: what does not exist is neither changed nor deleted"),
  ...probesOf(ofVersions, "the key is random, and deleting a version of nothing leaves no delete marker"),
];
