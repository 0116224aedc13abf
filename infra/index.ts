// The Pulumi program: a bucket to list, an outside bucket in nobody's scope, and the broker that federates.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Broker } from "./broker.ts";
import type { Configuration } from "./configuration.ts";
import { declareOutputs } from "./declare-outputs.ts";
import { brokerPolicy, ceiling } from "./policy-documents.ts";
import { readPreviousOutputs } from "./previous-outputs.ts";
import { PrivateBucket } from "./private-bucket.ts";
import { readConfiguration } from "./read-configuration.ts";
import { keysOf, requireNextStep } from "./rotation.ts";

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
export default async function program() {
  const project = pulumi.getProject();
  const configuration = readConfiguration(pulumi.runtime.allConfig(), project, secretKeys());
  const previous = await readPreviousOutputs();
  requireNextStep(previous.rotation, configuration, project);

  const { partition } = aws.getPartitionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const account = { partition, accountId };
  const bucket = makeBucket(configuration, account);
  const outside = makeOutsideBucket(configuration, account);
  const broker = makeBroker(configuration, account, bucket);
  return declareOutputs(configuration, previous, {
    ...account,
    canaryKey: canary.key,
    bucket,
    outside,
    broker,
  });
}

// Pulumi's runner passes on which values of the configuration are secret, but its SDK does not export this.
function secretKeys(): ReadonlySet<string> {
  return new Set<string>(JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]"));
}

interface Account {
  readonly partition: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
}

function makeBucket(configuration: Configuration, account: Account): PrivateBucket {
  return new PrivateBucket("federation-bucket", {
    ...configuration,
    ...account,
    rules: configuration,
    canary,
  });
}

function makeOutsideBucket(configuration: Configuration, account: Account): PrivateBucket | undefined {
  if (!configuration.outsideBucket) return undefined;
  return new PrivateBucket("outside-bucket", {
    ...configuration,
    ...account,
    bucketName: configuration.outsideBucketName,
    bucketPrefix: undefined,
    rules: { ...configuration, resourceGrants: [] },
  });
}

function makeBroker(configuration: Configuration, account: Account, bucket: PrivateBucket): Broker {
  const { brokerName, brokerPath, brokerTags, disposable } = configuration;
  const policy = pulumi
    .all([account.partition, account.accountId, bucket.bucketName])
    .apply(([partition, accountId, bucketName]) =>
      brokerPolicy(configuration.brokerPolicy, { partition, accountId, bucketName }, configuration),
    );
  return new Broker("federation-broker", {
    ...account,
    userName: brokerName,
    path: brokerPath,
    tags: brokerTags,
    policy,
    boundary: boundaryOf(configuration),
    keys: keysOf(configuration),
    disposable,
  });
}

function boundaryOf({ permissionsBoundary, sessionTags }: Configuration) {
  if (permissionsBoundary === "none") return undefined;
  return permissionsBoundary === "ceiling"
    ? { document: ceiling(sessionTags) }
    : { arn: permissionsBoundary };
}
