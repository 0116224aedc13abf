// The rules within a bucket's settings: how its objects are encrypted, and when old versions of them go.

/**
 * The default encryption of objects. A bucket key spares a call to KMS for every object.
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

/** Deletes each version so many days after another one took its place. */
export const expirationRule = (noncurrentDays: number) => ({
  id: "expire-noncurrent-versions",
  status: "Enabled",
  filter: { prefix: "" },
  noncurrentVersionExpiration: { noncurrentDays },
});
