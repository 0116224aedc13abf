// The named session policies: pure functions from the names of a deployment to the JSON text that is sent.

/** Each gives a session policy as JSON text. */
export const sessionPolicies = {
  /**
   * The AWS guide's document for User1. It has no Version element, as there, so AWS reads it as 2008-10-17:
   * policy variables in it would be plain text.
   */
  "list-bucket": (bucketArn: string): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn }] }),

  /** Asks for far more than any broker should have: what it yields shows that a session never exceeds its broker. */
  "all-of-s3": (): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
    }),

  /** The listing of all buckets, which is about no bucket. */
  "list-all-my-buckets": (): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
    }),

  /** The listing, for a session whose principal tag `key` has this value. */
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
