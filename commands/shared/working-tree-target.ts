// The deployment that this working tree would make, without making it: its documents, for the account of AWS's examples.
import { brokerPolicy, ceiling, privateBucketPolicy } from "../../infra/policy-documents.ts";
import { bucketArn, policyArn, userArn } from "../../policy/arn.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";

const accountId = "111122223333";
const region = "us-east-1";
export const outsideBucketName = "outside-bucket";
const brokerUserName = "federation-broker";

/** A target for predictions only: it cannot be reached, because its key is not a real one. */
export function workingTreeTarget(bucketName: string, partition: string): Target {
  const names = { partition, accountId, bucketName };
  return readTarget({
    contractVersion: 1,
    partition,
    region,
    accountId,
    bucketName,
    bucketArn: bucketArn(bucketName, partition),
    bucketPolicy: privateBucketPolicy(names),
    canaryKey: "canary.txt",
    outsideBucketName,
    outsideBucketArn: bucketArn(outsideBucketName, partition),
    outsideBucketPolicy: privateBucketPolicy({ partition, bucketName: outsideBucketName }),
    brokerUserName,
    brokerUserArn: userArn(accountId, "/federation/", brokerUserName, partition),
    brokerPolicyName: "federation",
    brokerPolicy: brokerPolicy("scoped", names),
    brokerBoundaryArn: policyArn(accountId, "/federation/", `${brokerUserName}-boundary`, partition),
    brokerBoundary: ceiling([]),
    brokerAccessKeyId: "none",
    brokerSecretAccessKey: "none",
  });
}
