// What S3 refuses in the configurations that decide how a bucket is served and cleared, and what it adds to them.
import type {
  AccelerateConfiguration,
  BucketLifecycleConfiguration,
  BucketLoggingStatus,
  CORSConfiguration,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { bucketNamed } from "../../store/bucket.ts";
import { malformed } from "../shared/well-formed.ts";
import type { ConfigurationInput } from "./configuration-row.ts";

export function keepAcceleration(sent: AccelerateConfiguration, bucket: string): unknown {
  if (sent.Status === undefined) throw malformed();
  if (!bucket.includes(".")) return sent;
  throw new AwsError(
    "InvalidRequest",
    "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
  );
}

/** Without a target, logging is switched off. */
export function keepLogging(
  { LoggingEnabled }: BucketLoggingStatus,
  _: string,
  __: unknown,
  call: Call,
): unknown {
  if (LoggingEnabled === undefined) return undefined;
  const target = bucketNamed(call.account.store, LoggingEnabled.TargetBucket ?? "");
  if (target?.region === call.region) return { LoggingEnabled };
  if (target !== undefined) {
    throw new AwsError("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", {
      TargetBucketLocation: target.region,
    });
  }
  throw new AwsError("InvalidTargetBucketForLogging", "The target bucket for logging does not exist", {
    TargetBucket: LoggingEnabled.TargetBucket ?? "",
  });
}

const corsMethods = ["GET", "PUT", "POST", "DELETE", "HEAD"];

export function keepCors(sent: CORSConfiguration): unknown {
  const rules = sent.CORSRules ?? [];
  if (rules.length === 0 || rules.length > 100) throw malformed();
  const unknown = rules
    .flatMap((rule) => rule.AllowedMethods ?? [])
    .find((name) => !corsMethods.includes(name));
  if (unknown === undefined) return sent;
  throw new AwsError(
    "InvalidRequest",
    `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
  );
}

/** Rules without a name get one. */
export function keepLifecycle(
  sent: BucketLifecycleConfiguration,
  _: string,
  input: ConfigurationInput,
  { account }: Call,
): unknown {
  const rules = sent.Rules ?? [];
  if (rules.length === 0 || rules.length > 1000) throw malformed();
  const ids = rules.flatMap(({ ID }) => ID ?? []);
  if (ids.some((id) => id.length > 255))
    throw new AwsError("InvalidArgument", "ID length should not exceed allowed limit of 255");
  if (new Set(ids).size < ids.length)
    throw new AwsError("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule");
  return {
    Rules: rules.map((rule) => ({ ...rule, ID: rule.ID || account.random(18).toString("base64url") })),
    TransitionDefaultMinimumObjectSize:
      input.TransitionDefaultMinimumObjectSize ?? "all_storage_classes_128K",
  };
}
