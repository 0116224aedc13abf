// The names that the policy documents of a deployment are about.

/** The names a document is built from. */
export interface DocumentNames {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  accountId: string;
  bucketName: string;
}
