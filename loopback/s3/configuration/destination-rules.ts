// What S3 refuses of configurations that send something elsewhere: replication and notifications.
import type { NotificationConfiguration, ReplicationConfiguration } from "@aws-sdk/client-s3";
import { parseArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { bucketNamed, configuration } from "../../store/bucket.ts";
import { invalidArgument } from "../shared/listings.ts";
import type { ConfigurationInput } from "./configuration-row.ts";

/** The loopback has no queue, topic or function that could receive a notification. */
export function keepNotification(
  sent: NotificationConfiguration,
  _: string,
  input: ConfigurationInput,
): unknown {
  const destinations = [
    ...(sent.QueueConfigurations ?? []).map(({ QueueArn }) => QueueArn),
    ...(sent.TopicConfigurations ?? []).map(({ TopicArn }) => TopicArn),
    ...(sent.LambdaFunctionConfigurations ?? []).map(({ LambdaFunctionArn }) => LambdaFunctionArn),
  ];
  if (destinations.length === 0 || input.SkipDestinationValidation === true)
    return Object.keys(sent).length === 0 ? undefined : sent;
  const [first = ""] = destinations;
  throw invalidArgument(
    "Unable to validate the following destination configurations",
    first,
    "The destination does not exist",
  );
}

export function keepReplication(
  sent: ReplicationConfiguration,
  bucket: string,
  _: unknown,
  call: Call,
): unknown {
  const { store } = call.account;
  const versioned = (name: string) =>
    JSON.parse(configuration(store, name, "versioning") ?? "{}").Status === "Enabled";
  if (!versioned(bucket)) {
    throw new AwsError(
      "InvalidRequest",
      "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    );
  }
  for (const { Destination } of sent.Rules ?? []) {
    const name = parseArn(Destination?.Bucket ?? "")?.resource ?? "";
    if (bucketNamed(store, name) === undefined)
      throw new AwsError("InvalidRequest", "Destination bucket must exist.");
    if (!versioned(name))
      throw new AwsError("InvalidRequest", "Destination bucket must have versioning enabled.");
  }
  return sent;
}

/** To configure a replication is to pass its role to S3. */
export function passRole(input: ConfigurationInput): readonly Requirement[] {
  const role = (input.ReplicationConfiguration as ReplicationConfiguration | undefined)?.Role;
  const context = { "iam:PassedToService": "s3.amazonaws.com" };
  return role === undefined ? [] : [{ action: "iam:PassRole", resource: role, context }];
}
