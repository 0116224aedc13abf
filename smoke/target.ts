// The deployment that is probed, read from what `pulumi stack output --json --show-secrets` prints.
import { contractVersion, type stackOutputs } from "../contract/stack-outputs.ts";
import { ConfigurationError } from "./configuration-error.ts";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface BucketTarget {
  name: string;
  arn: string;
  /** The bucket policy as it was deployed, JSON text. */
  policy: string;
}

export interface BrokerTarget {
  userName: string;
  userArn: string;
  policyName: string;
  /** The broker's policy as it was deployed, JSON text. */
  policy: string;
  /** The ARN of its permissions boundary, where it has one. */
  boundaryArn?: string;
  /** Its permissions boundary, JSON text, where the deployment made one. */
  boundary?: string;
  credentials: Credentials;
}

export interface Target {
  partition: string;
  region: string;
  accountId: string;
  /** Absent on AWS itself: the SDK then finds each service's own endpoint. */
  endpoint?: string;
  bucket: BucketTarget;
  /** A bucket that is in nobody's scope, where the deployment has one. */
  outsideBucket?: BucketTarget;
  /** The key of the one object that the deployment puts into the bucket. */
  canaryKey: string;
  broker: BrokerTarget;
  /** Who makes the controls. Without it, every denial is marked as uncontrolled. */
  operator?: Credentials;
}

/** How the deployment is reached: what stack outputs cannot say. */
export interface Access {
  endpoint?: string;
  operator?: Credentials;
}

/**
 * Reads stack outputs into a Target.
 * @throws ConfigurationError that names the first output that is missing or wrong.
 */
export function readTarget(outputs: unknown, access: Access = {}): Target {
  if (typeof outputs !== "object" || outputs === null || Array.isArray(outputs))
    throw new ConfigurationError(
      "The stack outputs are not a JSON object: give what `pulumi stack output --json --show-secrets` prints.",
    );
  const all = new Map<string, unknown>(Object.entries(outputs));
  requireContract(all);
  const text = (name: TextName) => requireText(all, name);
  const outside = outsideOutputs.some((name) => all.has(name));
  return {
    partition: text("partition"),
    region: text("region"),
    accountId: text("accountId"),
    bucket: { name: text("bucketName"), arn: text("bucketArn"), policy: text("bucketPolicy") },
    ...(outside && {
      outsideBucket: {
        name: text("outsideBucketName"),
        arn: text("outsideBucketArn"),
        policy: text("outsideBucketPolicy"),
      },
    }),
    canaryKey: text("canaryKey"),
    broker: {
      userName: text("brokerUserName"),
      userArn: text("brokerUserArn"),
      policyName: text("brokerPolicyName"),
      policy: text("brokerPolicy"),
      ...(all.has("brokerBoundaryArn") && { boundaryArn: text("brokerBoundaryArn") }),
      ...(all.has("brokerBoundary") && { boundary: text("brokerBoundary") }),
      credentials: {
        accessKeyId: text("brokerAccessKeyId"),
        secretAccessKey: text("brokerSecretAccessKey"),
      },
    },
    ...access,
  };
}

type Outputs = typeof stackOutputs;
type TextName = {
  [N in keyof Outputs]: Outputs[N]["kind"] extends "text" | "secret" ? N : never;
}[keyof Outputs];

/** A deployment has all of them or none. */
const outsideOutputs = ["outsideBucketName", "outsideBucketArn", "outsideBucketPolicy"] as const;

function requireContract(outputs: ReadonlyMap<string, unknown>): void {
  const version = outputs.get("contractVersion");
  if (version === undefined)
    throw new ConfigurationError(
      'The stack output "contractVersion" is missing: these are not the outputs of a federation-broker stack, or the stack was never deployed; run `pulumi up` and export its outputs again.',
    );
  if (version !== contractVersion)
    throw new ConfigurationError(
      `The stack output "contractVersion" is ${JSON.stringify(version)}, but this suite reads version ${contractVersion}: deploy and probe with the same release.`,
    );
}

function requireText(outputs: ReadonlyMap<string, unknown>, name: TextName): string {
  const value = outputs.get(name);
  if (value === undefined || value === null || value === "")
    throw new ConfigurationError(`The stack output "${name}" is missing: deploy this stack again.`);
  if (typeof value !== "string")
    throw new ConfigurationError(`The stack output "${name}" must be a string, but it is ${kindOf(value)}.`);
  // Without --show-secrets, Pulumi prints this in place of every secret.
  if (value === "[secret]")
    throw new ConfigurationError(
      `The stack output "${name}" is hidden: export the outputs again, with --show-secrets.`,
    );
  return value;
}

// Says what a value is without showing it: it may be a secret.
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
