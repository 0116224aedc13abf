// The program's configuration: read, validated and typed before any resource is made.
import { parsePolicy } from "../policy/parse-policy.ts";
import { PolicyError } from "../policy/policy-error.ts";
import { ConfigurationError } from "./configuration-error.ts";
import type { BrokerPolicyChoice } from "./policy-documents.ts";

/** The options, complete. A name that is undefined is left to AWS's provider, which adds a random suffix. */
export interface Configuration {
  readonly bucketName: string | undefined;
  readonly outsideBucketName: string | undefined;
  readonly brokerName: string | undefined;
  readonly brokerPath: string;
  readonly brokerPolicy: BrokerPolicyChoice;
}

interface Rule {
  readonly pattern: RegExp;
  readonly mustBe: string;
}

// S3 would take dots too, but a bucket with a dot in its name cannot be reached over TLS by its host name.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const bucketRule: Rule = {
  pattern:
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  mustBe:
    "3 to 63 lower-case letters, digits and hyphens with a letter or a digit at both ends, and none of S3's reserved prefixes and suffixes",
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const rules = {
  bucketName: bucketRule,
  outsideBucketName: bucketRule,
  brokerName: {
    pattern: /^[\w+=,.@-]{1,64}$/,
    mustBe: "1 to 64 letters, digits and the characters _+=,.@-",
  },
  brokerPath: {
    pattern: /^\/$|^(?=.{3,512}$)\/[\x21-\x7e]+\/$/,
    mustBe: "a path that begins and ends with a slash, of at most 512 visible ASCII characters",
  },
  brokerPolicy: {
    pattern: /^\s*\{|^scoped$|^guide$/,
    mustBe: "scoped, guide, or an IAM policy as a JSON text",
  },
} as const satisfies Record<keyof Configuration, Rule>;

/** The most characters that the inline policies of one user may have together; the broker has this one alone. */
export const maximumInlinePolicy = 2048;

/**
 * Gives the typed configuration of a stack.
 *
 * @param stackConfiguration every key and value of the stack, as `pulumi.runtime.allConfig()` gives them
 * @param project the name before the colon of the keys that are the program's own
 * @throws ConfigurationError for an option that is unknown or holds a wrong value
 */
export function readConfiguration(
  stackConfiguration: Readonly<Record<string, string>>,
  project: string,
): Configuration {
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(stackConfiguration)) {
    if (!key.startsWith(`${project}:`)) continue;
    const option = key.slice(project.length + 1);
    requireRule(project, option, value);
    values.set(option, value);
  }
  const bucketName = values.get("bucketName");
  const outsideBucketName = values.get("outsideBucketName");
  if (bucketName !== undefined && bucketName === outsideBucketName) {
    throw new ConfigurationError(
      `The options ${project}:bucketName and ${project}:outsideBucketName are both "${bucketName}", but they must name two buckets.`,
    );
  }
  return {
    bucketName,
    outsideBucketName,
    brokerName: values.get("brokerName"),
    brokerPath: values.get("brokerPath") ?? "/federation/",
    brokerPolicy: readBrokerPolicy(`${project}:brokerPolicy`, values.get("brokerPolicy") ?? "scoped"),
  };
}

function requireRule(project: string, option: string, value: string): void {
  if (!Object.hasOwn(rules, option)) {
    throw new ConfigurationError(
      `There is no option ${project}:${option}; the options are ${Object.keys(rules).join(", ")}.`,
    );
  }
  const { pattern, mustBe } = rules[option as keyof typeof rules];
  if (!pattern.test(value)) {
    throw new ConfigurationError(
      `The option ${project}:${option} is ${JSON.stringify(value)}, but it must be ${mustBe}.`,
    );
  }
}

function readBrokerPolicy(option: string, value: string): BrokerPolicyChoice {
  if (value === "scoped" || value === "guide") return value;
  try {
    parsePolicy(value, "identity", maximumInlinePolicy);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const place = `line ${error.line}, column ${error.column} (${error.path})`;
    throw new ConfigurationError(
      `The option ${option} holds a policy that IAM would refuse, at ${place}: ${error.detail}`,
    );
  }
  return { document: value };
}
