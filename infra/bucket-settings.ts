// The rules within a bucket's settings: how its objects are encrypted, and when their old versions are deleted.

/**
 * The default encryption of objects. A bucket key saves a call to KMS for every object.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 *
 * @param encryption `AES256`, or the ARN of a KMS key
 */
export const encryptionRule = (encryption: string) =>
  encryption === "AES256"
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryption },
        bucketKeyEnabled: true,
      };

/** Deletes each version this many days after a newer one replaced it. */
export const expirationRule = (noncurrentDays: number) => ({
  id: "expire-noncurrent-versions",
  status: "Enabled",
  filter: { prefix: "" },
  noncurrentVersionExpiration: { noncurrentDays },
});
