// The stack's outputs, as the contract lists them.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { contractVersion, type StackOutputs } from "../contract/stack-outputs.ts";
import type { Broker } from "./broker.ts";
import type { Configuration } from "./configuration.ts";
import { ceiling } from "./policy-documents.ts";
import type { PreviousOutputs } from "./previous-outputs.ts";
import type { PrivateBucket } from "./private-bucket.ts";
import { withSecretNames } from "./with-secret-names.ts";

/** The resources that the program made. */
interface Deployed {
  readonly partition: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
  readonly canaryKey: string;
  readonly bucket: PrivateBucket;
  readonly outside: PrivateBucket | undefined;
  readonly broker: Broker;
}

/** The outputs before Pulumi has resolved them. */
type DeclaredOutputs = { readonly [N in keyof StackOutputs]: pulumi.Input<StackOutputs[N]> };

/** Gives every output; outputs about resources that the stack does not have are left out. */
export function declareOutputs(
  configuration: Configuration,
  previous: PreviousOutputs,
  { partition, accountId, canaryKey, bucket, outside, broker }: Deployed,
): DeclaredOutputs {
  const outputs: DeclaredOutputs = {
    contractVersion,
    partition,
    region: aws.getRegionOutput().region,
    accountId,
    bucketName: bucket.bucketName,
    bucketArn: bucket.bucketArn,
    bucketPolicy: bucket.policy,
    encryption: configuration.encryption,
    canaryKey,
    ...(outside !== undefined && {
      outsideBucketName: outside.bucketName,
      outsideBucketArn: outside.bucketArn,
      outsideBucketPolicy: outside.policy,
    }),
    brokerUserName: broker.userName,
    brokerUserArn: broker.userArn,
    brokerPolicyName: broker.policyName,
    brokerPolicy: broker.policy,
    ...boundaryOutputs(configuration, broker),
    ...federationOutputs(configuration),
    brokerAccessKeyId: broker.key.id,
    brokerSecretAccessKey: pulumi.secret(broker.key.secret),
    ...rotationOutputs(configuration, previous, broker),
    ...(configuration.disposable && { disposable: configuration.disposable }),
  };
  return withSecretNames(outputs);
}

function boundaryOutputs({ permissionsBoundary, sessionTags }: Configuration, { boundaryArn }: Broker) {
  if (boundaryArn === undefined) return {};
  return {
    brokerBoundaryArn: boundaryArn,
    ...(permissionsBoundary === "ceiling" && { brokerBoundary: ceiling(sessionTags) }),
  };
}

const federationOutputs = ({ brokerTags, sessionTags, federatedNames }: Configuration) => ({
  ...(Object.keys(brokerTags).length > 0 && { brokerTags }),
  ...(sessionTags.length > 0 && { sessionTags }),
  ...(!federatedNames.includes("*") && { federatedNames }),
});

/** The retired key's id is an output even after the key is deleted, so that anyone can see that it no longer works. */
function rotationOutputs({ keySerial, retire }: Configuration, previous: PreviousOutputs, broker: Broker) {
  const { previousKey } = broker;
  const retired = retire === "deactivate" ? previousKey?.id : previous.retiredAccessKeyId;
  return {
    keySerial,
    ...(retire !== undefined && { retire }),
    ...(retired !== undefined && { retiredAccessKeyId: retired }),
    ...(retire === "deactivate" &&
      previousKey !== undefined && { retiredSecretAccessKey: pulumi.secret(previousKey.secret) }),
  };
}
