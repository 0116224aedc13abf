// Bucket configurations that are put, read and deleted as a whole: the operations for one row of their table.
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { configuration, deleteConfiguration, putConfiguration } from "../../store/bucket.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { requireWellFormed } from "../shared/well-formed.ts";
import type { ConfigurationInput, ConfigurationRow, Named } from "./configuration-row.ts";
import { configurationTable } from "./configuration-table.ts";

export const configurationOperations: Readonly<Record<string, AnyOperation>> = Object.fromEntries(
  configurationTable.flatMap((row): [string, AnyOperation][] => [
    [row.put.operation, putOperation(row)],
    [row.get.operation, getOperation(row)],
    ...(row.delete
      ? [[row.delete.operation, deleteOperation(row, row.delete)] as [string, AnyOperation]]
      : []),
  ]),
);

function putOperation(row: ConfigurationRow): Operation<ConfigurationInput, object | undefined> {
  const { kind, put, member, more = [], values, keep, also, keys, answer } = row;
  return {
    takes: ["Bucket", member, "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner", ...more],

    requires: (input, call) => [
      onBucket(put.action, input, call, keys?.(input)),
      ...(also?.(input, call) ?? []),
    ],

    handle(input, call) {
      requireWellFormed(put.operation, member, input, values);
      const { store } = call.account;
      const { name } = existingBucket(input, call);
      const kept = keep === undefined ? input[member] : keep(input[member] as never, name, input, call);
      if (kept === undefined) deleteConfiguration(store, name, kind);
      else putConfiguration(store, name, kind, JSON.stringify(kept));
      return answer;
    },
  };
}

function getOperation({
  kind,
  get,
  output,
  absent,
}: ConfigurationRow): Operation<ConfigurationInput, object> {
  return {
    takes: ["Bucket", "ExpectedBucketOwner", "RequestPayer"],

    requires: (input, call) => [onBucket(get.action, input, call)],

    handle(input, call) {
      const document = configuration(call.account.store, existingBucket(input, call).name, kind);
      if (document !== undefined) return output(JSON.parse(document, withDates) as never);
      if (Array.isArray(absent)) throw new AwsError(absent[0], absent[1], { BucketName: input.Bucket ?? "" });
      return output(absent as never);
    },
  };
}

function deleteOperation({ kind }: ConfigurationRow, { action }: Named): Operation<ConfigurationInput, void> {
  return {
    takes: ["Bucket", "ExpectedBucketOwner"],

    requires: (input, call) => [onBucket(action, input, call)],

    handle(input, call) {
      deleteConfiguration(call.account.store, existingBucket(input, call).name, kind);
    },
  };
}

/** The only time in a configuration is the date of a lifecycle rule. */
const withDates = (member: string, value: unknown): unknown =>
  member === "Date" && typeof value === "string" ? new Date(value) : value;
