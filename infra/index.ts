// The Pulumi program: a bucket to list, an outside bucket in nobody's scope, and the broker that federates.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Broker } from "./broker.ts";
import { readConfiguration } from "./configuration.ts";
import { brokerPolicy } from "./policy-documents.ts";
import { PrivateBucket } from "./private-bucket.ts";

const canary = {
  key: "canary.txt",
  content: "Federated users may list this object; none of them may read it.\n",
};

/**
 * Makes the resources and gives the stack's outputs. It is a function, which Pulumi's runner calls, so that a
 * process can run it more than once.
 *
 * @throws ConfigurationError before any resource is made
 */
export default function program() {
  const configuration = readConfiguration(pulumi.runtime.allConfig(), pulumi.getProject());
  const { partition } = aws.getPartitionOutput();
  const { region } = aws.getRegionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const { bucketName, outsideBucketName, brokerName, brokerPath } = configuration;

  const bucket = new PrivateBucket("federation-bucket", { partition, bucketName, canary });
  const outside = new PrivateBucket("outside-bucket", { partition, bucketName: outsideBucketName });
  const policy = pulumi
    .all([partition, accountId, bucket.bucketName])
    .apply(([partition, accountId, bucketName]) =>
      brokerPolicy(configuration.brokerPolicy, { partition, accountId, bucketName }),
    );
  const broker = new Broker("federation-broker", { userName: brokerName, path: brokerPath, policy });

  return {
    contractVersion: 1,
    partition,
    region,
    accountId,
    bucketName: bucket.bucketName,
    bucketArn: bucket.bucketArn,
    bucketPolicy: bucket.policy,
    canaryKey: canary.key,
    outsideBucketName: outside.bucketName,
    outsideBucketArn: outside.bucketArn,
    outsideBucketPolicy: outside.policy,
    brokerUserName: broker.userName,
    brokerUserArn: broker.userArn,
    brokerPolicyName: broker.policyName,
    brokerPolicy: broker.policy,
    brokerAccessKeyId: broker.accessKeyId,
    brokerSecretAccessKey: broker.secretAccessKey,
  };
}
