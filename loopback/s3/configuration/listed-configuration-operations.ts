// Bucket configurations that a bucket may have many of, each with an id: put, read, listed and deleted one by one.
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import { type ConfigurationKind, configuration, putConfiguration } from "../../store/bucket.ts";
import { type BucketInput, existingBucket, onBucket } from "../shared/bucket.ts";
import { readContinuationToken } from "../shared/continuation-token.ts";
import { requireWellFormed } from "../shared/well-formed.ts";
import { type ListedRow, listedTable, requireId } from "./listed-configuration-table.ts";

type Input = BucketInput & Readonly<Record<string, unknown>>;

export const listedConfigurationOperations: Readonly<Record<string, AnyOperation>> = Object.fromEntries(
  listedTable.flatMap((row) => [
    [`PutBucket${row.name}Configuration`, putOperation(row)],
    [`GetBucket${row.name}Configuration`, getOperation(row)],
    [`DeleteBucket${row.name}Configuration`, deleteOperation(row)],
    [`ListBucket${row.name}Configurations`, listOperation(row)],
  ]),
);

/** Configurations of one kind that a bucket may have. */
const maximum = 1000;
/** On a page of a list. */
const pageSize = 100;

function putOperation({ kind, name, values, judge = requireId }: ListedRow): Operation<Input, void> {
  const member = `${name}Configuration`;
  return {
    takes: ["Bucket", "Id", member, "ExpectedBucketOwner"],

    requires: (input, call) => [onBucket(`s3:Put${member}`, input, call)],

    handle(input, call) {
      requireWellFormed(`PutBucket${member}`, member, input, values);
      const sent = input[member] as object;
      judge(sent, input.Id);
      const all = new Map(Object.entries(read(kind, input, call)));
      all.set(String(input.Id), sent);
      if (all.size > maximum) throw tooMany();
      write(kind, input, call, Object.fromEntries(all));
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
const tooMany = (): AwsError =>
  new AwsError(
    "TooManyConfigurations",
    "You are attempting to create a new configuration but have already reached the 1,000-configuration limit.",
  );

function getOperation({ kind, name }: ListedRow): Operation<Input, object> {
  return {
    takes: ["Bucket", "Id", "ExpectedBucketOwner"],

    requires: (input, call) => [onBucket(`s3:Get${name}Configuration`, input, call)],

    handle: (input, call) => ({ [`${name}Configuration`]: found(kind, input, call) }),
  };
}

function deleteOperation({ kind, name }: ListedRow): Operation<Input, void> {
  return {
    takes: ["Bucket", "Id", "ExpectedBucketOwner"],

    requires: (input, call) => [onBucket(`s3:Put${name}Configuration`, input, call)],

    handle(input, call) {
      found(kind, input, call);
      const { [String(input.Id)]: _, ...rest } = read(kind, input, call);
      write(kind, input, call, rest);
    },
  };
}

function listOperation({ kind, name }: ListedRow): Operation<Input, object> {
  return {
    takes: ["Bucket", "ContinuationToken", "ExpectedBucketOwner"],

    requires: (input, call) => [onBucket(`s3:Get${name}Configuration`, input, call)],

    handle(input, call) {
      const { ContinuationToken: token } = input;
      const all = Object.entries(read(kind, input, call)).sort(([a], [b]) => (a < b ? -1 : 1));
      const after = typeof token === "string" ? readContinuationToken(token).toString() : undefined;
      const rest = all.filter(([id]) => after === undefined || id > after);
      const page = rest.slice(0, pageSize);
      const last = page.at(-1)?.[0];
      const truncated = rest.length > page.length;
      return {
        [`${name}ConfigurationList`]: page.map(([, one]) => one),
        IsTruncated: truncated,
        ...(token !== undefined && { ContinuationToken: token }),
        ...(truncated && last && { NextContinuationToken: Buffer.from(last).toString("base64url") }),
      };
    },
  };
}

function read(kind: ConfigurationKind, input: Input, call: Call): Record<string, unknown> {
  const { name } = existingBucket(input, call);
  return JSON.parse(configuration(call.account.store, name, kind) ?? "{}");
}

function write(kind: ConfigurationKind, input: Input, call: Call, all: object): void {
  putConfiguration(call.account.store, existingBucket(input, call).name, kind, JSON.stringify(all));
}

function found(kind: ConfigurationKind, input: Input, call: Call): unknown {
  const all = read(kind, input, call);
  const id = String(input.Id);
  if (Object.hasOwn(all, id)) return all[id];
  throw new AwsError("NoSuchConfiguration", "The specified configuration does not exist.");
}
