// The named session policies: pure functions from the names of a deployment to the JSON text that is sent.

/** Each gives a session policy as JSON text. */
export const sessionPolicies = {
  /**
   * The AWS guide's document for User1. Like the guide, it has no Version element, so AWS reads it as 2008-10-17:
   * policy variables in it would be plain text.
   */
  "list-bucket": (bucketArn: string): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn }] }),

  /** Asks for far more than any broker should have: what it gives shows that a session never exceeds its broker. */
  "all-of-s3": (): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
    }),

  /** Lists all buckets; that action names no bucket. */
  "list-all-my-buckets": (): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
    }),

  /** Lists the bucket, for a session whose principal tag `key` has this value. */
  "list-bucket-if-tagged": (bucketArn: string, key: string, value: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: bucketArn,
          Condition: { StringEquals: { [`aws:PrincipalTag/${key}`]: value } },
        },
      ],
    }),
} as const;
