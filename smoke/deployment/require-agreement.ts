// Whether the outputs are those of one stack: its ARNs are of its account, partition and buckets.
import { bucketArn, isPartition, parseArn } from "../../policy/arn.ts";
import { ConfigurationError } from "./configuration-error.ts";

interface Named {
  readonly name: string;
  readonly arn: string;
}

interface Outputs {
  readonly accountId: string;
  readonly partition: string;
  readonly bucket: Named;
  readonly outsideBucket?: Named;
  readonly broker: { readonly userArn: string; readonly boundaryArn?: string };
}

/** @throws ConfigurationError that names the first output that contradicts another one */
export function requireAgreement({ accountId, partition, bucket, outsideBucket, broker }: Outputs): void {
  if (!isPartition(partition)) {
    throw new ConfigurationError(
      `The stack output "partition" is ${JSON.stringify(partition)}, which is no partition of AWS: give the outputs of a stack.`,
    );
  }
  for (const [name, { name: bucketName, arn }] of [
    ["bucketArn", bucket],
    ...(outsideBucket === undefined ? [] : [["outsideBucketArn", outsideBucket] as const]),
  ] as const) {
    if (arn !== bucketArn(bucketName, partition))
      refuse(name, `the bucket ${bucketName} of partition ${partition}`);
  }
  for (const [name, arn] of [
    ["brokerUserArn", broker.userArn],
    ["brokerBoundaryArn", broker.boundaryArn],
  ] as const) {
    const parts = arn === undefined ? undefined : parseArn(arn);
    if (arn === undefined || (parts?.account === accountId && parts.partition === partition)) continue;
    refuse(name, `account ${accountId} of partition ${partition}`);
  }
}

function refuse(name: string, owner: string): never {
  throw new ConfigurationError(
    `The stack output "${name}" is not an ARN of ${owner}, which the other outputs name: give the outputs of one stack, all of them.`,
  );
}
