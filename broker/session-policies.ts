// The named session policies: pure functions from the names of a deployment to the JSON text that is sent.

export type SessionPolicyName = keyof typeof sessionPolicies;

/** Each takes the ARN of the deployment's bucket and gives a session policy as JSON text. */
export const sessionPolicies = {
  /**
   * The AWS guide's document for User1. It has no Version element, as there, so AWS reads it as 2008-10-17:
   * policy variables in it would be plain text.
   */
  "list-bucket": (bucketArn: string): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn }] }),

  /** Asks for far more than any broker should have: what it yields shows that a session never exceeds its broker. */
  "all-of-s3": (_bucketArn: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
    }),
} as const;
