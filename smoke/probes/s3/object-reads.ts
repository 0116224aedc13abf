// The probes that read something about an object, which need not exist.
import * as s3 from "@aws-sdk/client-s3";
import type { MetadataBearer } from "@smithy/types";
import type { Probe } from "../probe.ts";
import { fromS3 } from "./from-s3.ts";

interface Key {
  Bucket: string;
  Key: string;
}

type Call = (client: s3.S3Client, key: Key) => Promise<MetadataBearer>;

const MISSING = ["NoSuchKey", "NoSuchVersion"];
// What is read of a bucket without Object Lock, or of an object that is not locked.
const UNLOCKED = [...MISSING, "NoSuchObjectLockConfiguration", "InvalidRequest"];

// The version of an object that was written without versioning.
const VersionId = "null";
const version = { context: { "s3:VersionId": VersionId } };

// biome-ignore format: a row an action
const reads: readonly (readonly [action: string, call: Call, passes: readonly string[], more?: Pick<Probe, "context">])[] = [
  ["s3:GetObjectAcl", (c, key) => c.send(new s3.GetObjectAclCommand(key)), MISSING],
  ["s3:GetObjectLegalHold", (c, key) => c.send(new s3.GetObjectLegalHoldCommand(key)), UNLOCKED],
  ["s3:GetObjectRetention", (c, key) => c.send(new s3.GetObjectRetentionCommand(key)), UNLOCKED],
  ["s3:GetObjectTagging", (c, key) => c.send(new s3.GetObjectTaggingCommand(key)), MISSING],
  ["s3:GetObjectVersion", (c, key) => c.send(new s3.GetObjectCommand({ ...key, VersionId, Range: "bytes=0-0" })), MISSING, version],
  ["s3:GetObjectVersionAcl", (c, key) => c.send(new s3.GetObjectAclCommand({ ...key, VersionId })), MISSING, version],
  ["s3:GetObjectVersionTagging", (c, key) => c.send(new s3.GetObjectTaggingCommand({ ...key, VersionId })), MISSING, version],
];

export const objectReads: readonly Probe[] = reads.map(([action, call, passes, more]) => ({
  action,
  takes: ["object", "missing object"],
  harmless: "a read",
  passes,
  hidesMissing: true,
  ...more,
  async call({ s3 }, { name, bucket }) {
    return { genuine: fromS3(await call(s3, { Bucket: bucket?.name ?? "", Key: name })), shows: [] };
  },
}));
