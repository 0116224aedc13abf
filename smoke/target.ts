// The deployment that is probed, read from what `pulumi stack output --json --show-secrets` prints.
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

export interface Target {
  partition: string;
  region: string;
  accountId: string;
  /** Absent on AWS itself: the SDK then finds each service's own endpoint. */
  endpoint?: string;
  bucket: BucketTarget;
  /** A bucket that is in nobody's scope. */
  outsideBucket: BucketTarget;
  /** The key of the one object that the deployment puts into the bucket. */
  canaryKey: string;
  broker: { userName: string; userArn: string; policyName: string; policy: string; credentials: Credentials };
  /** Who makes the controls. Without it, every denial is marked as uncontrolled. */
  operator?: Credentials;
}

/** How the deployment is reached: what stack outputs cannot say. */
export interface Access {
  endpoint?: string;
  operator?: Credentials;
}

const CONTRACT_VERSION = 1;

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
  const text = (name: string) => requireText(all, name);
  const bucket = (name: string): BucketTarget => ({
    name: text(`${name}Name`),
    arn: text(`${name}Arn`),
    policy: text(`${name}Policy`),
  });
  return {
    partition: text("partition"),
    region: text("region"),
    accountId: text("accountId"),
    bucket: bucket("bucket"),
    outsideBucket: bucket("outsideBucket"),
    canaryKey: text("canaryKey"),
    broker: {
      userName: text("brokerUserName"),
      userArn: text("brokerUserArn"),
      policyName: text("brokerPolicyName"),
      policy: text("brokerPolicy"),
      credentials: {
        accessKeyId: text("brokerAccessKeyId"),
        secretAccessKey: text("brokerSecretAccessKey"),
      },
    },
    ...access,
  };
}

function requireContract(outputs: ReadonlyMap<string, unknown>): void {
  const version = outputs.get("contractVersion");
  if (version === undefined)
    throw new ConfigurationError(
      'The stack output "contractVersion" is missing: these are not the outputs of a federation-broker stack, or the stack was never deployed; run `pulumi up` and export its outputs again.',
    );
  if (version !== CONTRACT_VERSION)
    throw new ConfigurationError(
      `The stack output "contractVersion" is ${JSON.stringify(version)}, but this suite reads version ${CONTRACT_VERSION}: deploy and probe with the same release.`,
    );
}

function requireText(outputs: ReadonlyMap<string, unknown>, name: string): string {
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
