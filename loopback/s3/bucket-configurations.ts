// Bucket configurations that are written and read whole: one row each, two operations a row.
import { AwsError, type ErrorCode } from "../aws-error.ts";
import type { AnyOperation, Operation } from "../operation.ts";
import { type ConfigurationKind, configuration, putConfiguration } from "../store/buckets.ts";
import { existingBucket, onBucket } from "./buckets.ts";

interface Row {
  readonly kind: ConfigurationKind;
  readonly get: { readonly operation: string; readonly action: string };
  readonly put: { readonly operation: string; readonly action: string };
  /** The member of the put's input that holds the configuration. */
  readonly member: string;
  /** What values the configuration's leaves may have, by name; any other is MalformedXML. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** The get's output for a configuration. */
  readonly output: (configuration: object) => object;
  /** What a get answers when there is none: AWS's error, or a default. */
  readonly absent: readonly [ErrorCode, string] | object;
}

const rows: readonly Row[] = [
  {
    kind: "publicAccessBlock",
    get: { operation: "GetPublicAccessBlock", action: "s3:GetBucketPublicAccessBlock" },
    put: { operation: "PutPublicAccessBlock", action: "s3:PutBucketPublicAccessBlock" },
    member: "PublicAccessBlockConfiguration",
    output: (PublicAccessBlockConfiguration) => ({ PublicAccessBlockConfiguration }),
    absent: ["NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"],
  },
  {
    kind: "ownershipControls",
    get: { operation: "GetBucketOwnershipControls", action: "s3:GetBucketOwnershipControls" },
    put: { operation: "PutBucketOwnershipControls", action: "s3:PutBucketOwnershipControls" },
    member: "OwnershipControls",
    values: { ObjectOwnership: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"] },
    output: (OwnershipControls) => ({ OwnershipControls }),
    absent: ["OwnershipControlsNotFoundError", "The bucket ownership controls were not found"],
  },
  {
    kind: "encryption",
    get: { operation: "GetBucketEncryption", action: "s3:GetEncryptionConfiguration" },
    put: { operation: "PutBucketEncryption", action: "s3:PutEncryptionConfiguration" },
    member: "ServerSideEncryptionConfiguration",
    values: { SSEAlgorithm: ["AES256", "aws:kms", "aws:kms:dsse"] },
    output: (ServerSideEncryptionConfiguration) => ({ ServerSideEncryptionConfiguration }),
    // Every bucket is encrypted: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    absent: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
    },
  },
  {
    kind: "versioning",
    get: { operation: "GetBucketVersioning", action: "s3:GetBucketVersioning" },
    put: { operation: "PutBucketVersioning", action: "s3:PutBucketVersioning" },
    member: "VersioningConfiguration",
    values: { Status: ["Enabled", "Suspended"], MFADelete: ["Disabled"] },
    output: (versioning) => versioning,
    absent: {},
  },
];

export const configurationOperations: Readonly<Record<string, AnyOperation>> = Object.fromEntries(
  rows.flatMap((row) => [
    [row.put.operation, putOperation(row)],
    [row.get.operation, getOperation(row)],
  ]),
);

type PutInput = Record<string, unknown> & { Bucket?: string; ExpectedBucketOwner?: string };

function putOperation({ kind, put, member, values = {} }: Row): Operation<PutInput, void> {
  return {
    takes: ["Bucket", member, "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner"],

    requires: (input, call) => [onBucket(put.action, input, call)],

    handle(input, call) {
      if (input[member] === undefined || !fits(input[member], values)) {
        throw new AwsError(
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published schema",
        );
      }
      putConfiguration(
        call.account.store,
        existingBucket(input, call).name,
        kind,
        JSON.stringify(input[member]),
      );
    },
  };
}

/** Whether every named leaf, however deep, has one of its values. */
function fits(part: unknown, values: Readonly<Record<string, readonly string[]>>): boolean {
  if (Array.isArray(part)) return part.every((item) => fits(item, values));
  if (typeof part !== "object" || part === null) return true;
  return Object.entries(part).every(([name, value]) =>
    typeof value === "string" ? (values[name]?.includes(value) ?? true) : fits(value, values),
  );
}

function getOperation({ kind, get, output, absent }: Row): Operation<PutInput, object> {
  return {
    takes: ["Bucket", "ExpectedBucketOwner"],

    requires: (input, call) => [onBucket(get.action, input, call)],

    handle(input, call) {
      const document = configuration(call.account.store, existingBucket(input, call).name, kind);
      if (document !== undefined) return output(JSON.parse(document));
      if (Array.isArray(absent)) throw new AwsError(absent[0], absent[1], { BucketName: input.Bucket ?? "" });
      return output(absent);
    },
  };
}
