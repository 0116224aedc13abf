// The table of configurations that a bucket may have many of: what may be in them.
import type { InventoryConfiguration } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { ConfigurationKind } from "../../store/bucket.ts";
import { malformed, type Values } from "../shared/well-formed.ts";

export interface ListedRow {
  readonly kind: ConfigurationKind;
  /** As in `GetBucketMetricsConfiguration`; the actions leave `Bucket` out. */
  readonly name: string;
  readonly values?: Values;
  /** Whether the id in the body is the one in the request, unless AWS refuses another as malformed. */
  readonly judge?: (sent: object, id: unknown) => void;
}

const inventoryFields = [
  ...["BucketKeyStatus", "ChecksumAlgorithm", "ETag", "EncryptionStatus", "IntelligentTieringAccessTier"],
  ...[
    "IntelligentTieringReferenceDate",
    "IsMultipartUploaded",
    "LastModifiedDate",
    "LifecycleExpirationDate",
  ],
  ...["ObjectAccessControlList", "ObjectLockEventHoldDuration", "ObjectLockEventHoldStatus", "ObjectOwner"],
  ...["ObjectLockLegalHoldStatus", "ObjectLockMode", "ObjectLockRetainUntilDate", "ReplicationStatus"],
  ...["Size", "StorageClass"],
];
const inventory = {
  ...{ IncludedObjectVersions: ["All", "Current"], Frequency: ["Daily", "Weekly"] },
  ...{ Format: ["CSV", "ORC", "Parquet"], OptionalFields: inventoryFields },
};

export const listedTable: readonly ListedRow[] = [
  {
    kind: "analytics",
    name: "Analytics",
    values: { OutputSchemaVersion: ["V_1"], Format: ["CSV"] },
  },
  {
    kind: "intelligentTiering",
    name: "IntelligentTiering",
    values: { Status: ["Enabled", "Disabled"], AccessTier: ["ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"] },
  },
  { kind: "inventory", name: "Inventory", values: inventory, judge: judgeInventory },
  { kind: "metrics", name: "Metrics" },
];

export function requireId(sent: { readonly Id?: string }, id: unknown): void {
  if (sent.Id !== id) throw malformed();
}

function judgeInventory({ Id, Destination }: Partial<InventoryConfiguration>, id: unknown): void {
  if (!Destination?.S3BucketDestination?.Bucket?.startsWith("arn:aws:s3:::"))
    throw new AwsError("InvalidS3DestinationBucket", "Invalid bucket ARN.");
  if (Id === id) return;
  throw new AwsError("IdMismatch", "Document ID does not match the specified configuration ID.");
}
