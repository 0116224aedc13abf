// The names in the policy documents of a deployment.

/** The names a document is built from. */
export interface DocumentNames {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  accountId: string;
  bucketName: string;
}
