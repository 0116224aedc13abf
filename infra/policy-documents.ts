// The policy documents of the deployment: pure functions of names, so that each is known at preview.
import { bucketArn, federatedUserArn, objectArn } from "../policy/arn.ts";

/** The names a document is built from. */
export interface DocumentNames {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  accountId: string;
  bucketName: string;
}

/** What the broker may do: the name of one of the documents here, or the JSON text of another one. */
export type BrokerPolicyChoice = "scoped" | "guide" | { readonly document: string };

/** The broker's inline policy as JSON text; a document of one's own stays as it was written. */
export function brokerPolicy(choice: BrokerPolicyChoice, names: DocumentNames): string {
  if (choice === "scoped") return scopedBrokerPolicy(names);
  if (choice === "guide") return guideBrokerPolicy();
  return choice.document;
}

/**
 * The broker's least privilege: it lists this one bucket and federates users of its own account. The wildcard
 * takes in what AWS may add beside GetFederationToken; it is the guide's own spelling of the action.
 */
function scopedBrokerPolicy({ partition, accountId, bucketName }: DocumentNames): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListTheBucket",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: bucketArn(bucketName, partition),
      },
      {
        Sid: "FederateUsers",
        Effect: "Allow",
        Action: "sts:GetFederationToken*",
        Resource: federatedUserArn(accountId, "*", partition),
      },
    ],
  });
}

/**
 * The document of AWS's guide to federation: both actions on every resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
function guideBrokerPolicy(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:ListBucket", "sts:GetFederationToken*"], Resource: "*" }],
  });
}

/**
 * The bucket's policy: nobody reaches the bucket or its objects over plain HTTP. It grants nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function privateBucketPolicy({ partition, bucketName }: Omit<DocumentNames, "accountId">): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn(bucketName, partition), objectArn(bucketName, "*", partition)],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
