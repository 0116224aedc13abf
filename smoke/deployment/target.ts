// The deployment that is probed, read from what `pulumi stack output --json --show-secrets` prints.
import { isRecord } from "../../policy/is-record.ts";
import { ConfigurationError } from "./configuration-error.ts";
import {
  outsideOutputs,
  requireContract,
  requireFlag,
  requireList,
  requireMapping,
  requireText,
  type TextName,
} from "./read-outputs.ts";
import { requireAgreement } from "./require-agreement.ts";

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

interface BrokerTarget {
  userName: string;
  userArn: string;
  policyName: string;
  /** The broker's policy as it was deployed, JSON text. */
  policy: string;
  /** Its permissions boundary, JSON text, where the deployment made one. */
  boundary?: string;
  /** The ARN of its permissions boundary, also of one that the deployment did not make. */
  boundaryArn?: string;
  tags?: Readonly<Record<string, string>>;
  /** The keys of the session tags that the deployment lets it pass. */
  sessionTags?: readonly string[];
  /** Patterns of the names that the deployment lets it federate; undefined where it may federate any. */
  federatedNames?: readonly string[];
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
  /** How its buckets encrypt their objects by default: AES256, or the ARN of a KMS key; undefined where it does not say. */
  encryption?: string;
  /** The KMS key of that default: its policy, JSON text, or why that could not be read, as the end of a sentence. */
  encryptionKey?: { readonly arn: string; readonly policy?: string; readonly unread?: string };
  /** The key of the one object that the deployment puts into the bucket. */
  canaryKey: string;
  broker: BrokerTarget;
  /** The broker's previous key, once it is inactive or deleted. */
  retiredKey?: Credentials;
  /** Whether it may be destroyed, with everything in it. */
  disposable?: true;
  /** The credentials that make the controls. Without them, every denial is marked as uncontrolled. */
  operator?: Credentials;
  /** Session policies instead of those of smoke/principals.ts, by principal: JSON text, or undefined for none at all. */
  sessionPolicies?: Readonly<Record<string, string | undefined>>;
  /** A session whose time is up, or why it could not be made. Without this, nothing is asked about such a session. */
  expired?: Credentials | { readonly failure: string };
}

/** What reports call a deployment: the stack's name, or else the bucket's name, with account and region. */
export const stackName = ({ bucket, accountId, region }: Target, name = bucket.name): string =>
  `${name} ${accountId} ${region}`;

/** How the deployment is reached: what stack outputs cannot say. */
interface Access {
  endpoint?: string;
  operator?: Credentials;
}

/**
 * Reads stack outputs into a Target.
 * @throws ConfigurationError that names the first output that is missing or wrong.
 */
export function readTarget(outputs: unknown, access: Access = {}): Target {
  if (!isRecord(outputs))
    throw new ConfigurationError(
      "The stack outputs are not a JSON object: give what `pulumi stack output --json --show-secrets` prints.",
    );
  const all = new Map<string, unknown>(Object.entries(outputs));
  requireContract(all);
  const text = (name: TextName) => requireText(all, name);
  const outside = outsideOutputs.some((name) => all.has(name));
  const target: Target = {
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
    ...(all.has("encryption") && encryptionOf(text("encryption"))),
    canaryKey: text("canaryKey"),
    broker: {
      userName: text("brokerUserName"),
      userArn: text("brokerUserArn"),
      policyName: text("brokerPolicyName"),
      policy: text("brokerPolicy"),
      ...(all.has("brokerBoundary") && { boundary: text("brokerBoundary") }),
      ...(all.has("brokerBoundaryArn") && { boundaryArn: text("brokerBoundaryArn") }),
      ...(all.has("brokerTags") && { tags: requireMapping(all, "brokerTags") }),
      ...(all.has("sessionTags") && { sessionTags: requireList(all, "sessionTags") }),
      ...(all.has("federatedNames") && { federatedNames: requireList(all, "federatedNames") }),
      credentials: {
        accessKeyId: text("brokerAccessKeyId"),
        secretAccessKey: text("brokerSecretAccessKey"),
      },
    },
    ...(all.has("disposable") && { disposable: requireFlag(all, "disposable") }),
    ...(all.has("retiredAccessKeyId") && { retiredKey: retiredKey(all) }),
    ...access,
  };
  requireAgreement(target);
  return target;
}

const encryptionOf = (encryption: string) => ({
  encryption,
  ...(encryption !== "AES256" && { encryptionKey: { arn: encryption } }),
});

// A deleted key has no secret any more. AWS refuses an unknown key id, whatever secret signs the call.
const retiredKey = (all: ReadonlyMap<string, unknown>): Credentials => ({
  accessKeyId: requireText(all, "retiredAccessKeyId"),
  secretAccessKey: all.has("retiredSecretAccessKey")
    ? requireText(all, "retiredSecretAccessKey")
    : "the key is deleted",
});
