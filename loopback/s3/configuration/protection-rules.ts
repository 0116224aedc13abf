// What S3 refuses in the configurations that decide who may do what in a bucket, and what it keeps.
import type {
  ObjectLockConfiguration,
  OwnershipControls,
  ServerSideEncryptionConfiguration,
  Tagging,
  VersioningConfiguration,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { configuration } from "../../store/bucket.ts";
import { isPrivateAcl } from "../shared/grant.ts";
import { invalidArgument } from "../shared/listings.ts";
import type { PublicAccessBlock } from "../shared/public-access.ts";
import { bucketTags, tagSet } from "../shared/tag-set.ts";
import { malformed } from "../shared/well-formed.ts";

/** The flags that are not sent are off. */
export function keepBlock(sent: PublicAccessBlock): PublicAccessBlock {
  if (Object.keys(sent).length === 0) throw malformed();
  const { BlockPublicAcls = false, IgnorePublicAcls = false } = sent;
  const { BlockPublicPolicy = false, RestrictPublicBuckets = false } = sent;
  return { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets };
}

/** One rule. Only AWS's own service of keys takes a key's name. */
export function keepEncryption(sent: ServerSideEncryptionConfiguration): unknown {
  const [rule, ...others] = sent.Rules ?? [];
  if (rule === undefined || others.length > 0) throw malformed();
  const { SSEAlgorithm, KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {};
  if (SSEAlgorithm !== "AES256" || KMSMasterKeyID === undefined) return sent;
  const message = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms";
  const details = { ArgumentName: "ApplyServerSideEncryptionByDefault" };
  throw new AwsError("InvalidArgument", message, details);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html */
export function keepOwnership(sent: OwnershipControls, bucket: string, _: unknown, call: Call): unknown {
  const [rule, ...others] = sent.Rules ?? [];
  if (rule?.ObjectOwnership === undefined || others.length > 0) throw malformed();
  const grants = configuration(call.account.store, bucket, "grants");
  if (rule.ObjectOwnership === "BucketOwnerEnforced" && !isPrivateAcl(JSON.parse(grants ?? "[]"), call)) {
    throw new AwsError(
      "InvalidBucketAclWithObjectOwnership",
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  return sent;
}

export function keepVersioning(
  sent: VersioningConfiguration,
  bucket: string,
  _: unknown,
  call: Call,
): unknown {
  if (sent.Status === undefined) {
    throw new AwsError("IllegalVersioningConfigurationException", "The Versioning element must be specified");
  }
  if (sent.Status === "Enabled") return sent;
  if (configuration(call.account.store, bucket, "objectLock") !== undefined) {
    throw new AwsError(
      "InvalidBucketState",
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
  }
  if (configuration(call.account.store, bucket, "replication") === undefined) return sent;
  throw new AwsError(
    "InvalidBucketState",
    "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.",
  );
}

/** A period is in days or in years, up to a hundred of these. */
export function keepObjectLock(
  sent: ObjectLockConfiguration,
  bucket: string,
  _: unknown,
  call: Call,
): unknown {
  const { ObjectLockEnabled, Rule } = sent;
  const { Mode, Days, Years, ...others } = Rule?.DefaultRetention ?? {};
  if (Object.keys(others).length > 0)
    throw new AwsError("NotImplemented", "The loopback does not serve DefaultEventHold of Object Lock.");
  const [name, period, most] =
    Days === undefined ? (["Years", Years, 100] as const) : (["Days", Days, 36_500] as const);
  const one = (Days === undefined) !== (Years === undefined);
  if (ObjectLockEnabled === undefined || (Rule !== undefined && (Mode === undefined || !one)))
    throw malformed();
  if (period !== undefined && (period <= 0 || period > most)) {
    const message =
      period <= 0
        ? "Default retention period must be a positive integer value."
        : "Default retention period too large.";
    throw invalidArgument(message, name, period);
  }
  const versioning = configuration(call.account.store, bucket, "versioning") ?? "{}";
  if (JSON.parse(versioning).Status === "Enabled") return sent;
  throw new AwsError(
    "InvalidBucketState",
    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  );
}

export const keepTags = ({ TagSet }: Tagging, bucket: string, _: unknown, call: Call): unknown => {
  if (JSON.parse(configuration(call.account.store, bucket, "abac") ?? "{}").Status === "Enabled") {
    const message =
      "You must use the TagResource and UntagResource operations to tag a bucket for which ABAC is enabled.";
    throw new AwsError("InvalidRequest", message);
  }
  const tags = tagSet(TagSet, bucketTags);
  return Object.keys(tags).length === 0 ? undefined : tags;
};
