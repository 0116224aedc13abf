// A row of the table of bucket configurations: one kind of configuration.
import type { RequestContext } from "../../../policy/authorization-request.ts";
import type { ErrorCode } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import type { ConfigurationKind } from "../../store/bucket.ts";
import type { BucketInput } from "../shared/bucket.ts";
import type { Values } from "../shared/well-formed.ts";

export type ConfigurationInput = BucketInput & Readonly<Record<string, unknown>>;

export interface Named {
  readonly operation: string;
  readonly action: string;
}

export interface ConfigurationRow {
  readonly kind: ConfigurationKind;
  readonly get: Named;
  readonly put: Named;
  readonly delete?: Named;
  /** The member of the put's input that holds the configuration, and further members that it honours. */
  readonly member: string;
  readonly more?: readonly string[];
  /** What values the configuration's leaves may have, by name; any other is MalformedXML. */
  readonly values?: Values;
  /**
   * The configuration to keep, from the one that was sent; undefined removes it.
   * @throws AwsError for what AWS refuses although the schema allows it.
   */
  readonly keep?: (sent: never, bucket: string, input: ConfigurationInput, call: Call) => unknown;
  /** Further actions that a put needs. */
  readonly also?: (input: ConfigurationInput, call: Call) => readonly Requirement[];
  /** Condition keys of a put. */
  readonly keys?: (input: ConfigurationInput) => RequestContext;
  /** The get's output for a configuration. */
  readonly output: (kept: never) => object;
  /** The put's output, where it has one. */
  readonly answer?: object;
  /** What a get answers when the bucket has no such configuration: AWS's error, or a default. */
  readonly absent: readonly [ErrorCode, string] | object;
}
