// Recovery's plan: state, pending operations, the program's wishes and what exists in AWS, against literal plans.
import { describe, expect, it } from "vitest";
import { candidatesOf } from "../../../commands/recover/candidates.ts";
import type { Inputs } from "../../../commands/recover/identities.ts";
import { planRecovery } from "../../../commands/recover/plan.ts";
import type { PendingOperation, StateResource } from "../../../commands/recover/stack-state.ts";

const account = { accountId: "111122223333", partition: "aws" };
const provider = "urn:pulumi:dev::federation-broker::pulumi:providers:aws::default_7_48_0::6f1c";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const types = {
  bucket: "aws:s3/bucket:Bucket",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  object: "aws:s3/bucketObjectv2:BucketObjectv2",
  user: "aws:iam/user:User",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  attachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  policy: "aws:iam/policy:Policy",
  key: "aws:iam/accessKey:AccessKey",
  membership: "aws:iam/userGroupMembership:UserGroupMembership",
  queue: "aws:sqs/queue:Queue",
} as const;

type Kind = keyof typeof types;

const resource = (
  kind: Kind,
  name: string,
  inputs: Inputs,
  rest: Partial<StateResource> = {},
): StateResource => ({
  urn: `urn:pulumi:dev::federation-broker::${types[kind]}::${name}`,
  type: types[kind],
  id: "",
  parent: "",
  provider,
  inputs,
  delete: false,
  ...rest,
});

const creating = (one: StateResource): PendingOperation => ({ type: "creating", resource: one });

const broker = resource("user", "broker", { name: "broker-1a2b3c4", path: "/federation/" });
const key = resource("key", "broker-key", { user: "broker-1a2b3c4" });
const bucket = resource("bucket", "bucket", { bucket: "bucket-1a2b3c4" });

interface Case {
  readonly sentence: string;
  readonly resources?: readonly StateResource[];
  readonly pending?: readonly PendingOperation[];
  readonly wanted?: readonly StateResource[];
  /** `type id` of what exists in AWS. */
  readonly inAws?: readonly string[];
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Empty ones with a name like a lost one's, by the program's name. */
  readonly alike?: Readonly<Record<string, readonly string[]>>;
  readonly deletions?: readonly string[];
  readonly imports?: readonly string[];
  readonly interrupted?: readonly string[];
  readonly doubts?: readonly string[];
}

const cases: readonly Case[] = [
  {
    sentence: "nothing is to be done where the state knows all that the program wants",
    resources: [broker],
    wanted: [broker],
  },
  {
    sentence: "a pending creation that AWS never saw is only forgotten",
    pending: [creating(bucket)],
    wanted: [bucket],
    interrupted: ["creating bucket"],
  },
  {
    sentence:
      "a bucket that AWS has and that was still being created is imported by the name in the pending operation",
    pending: [creating(bucket)],
    // The next preview gives another random name, which says nothing about the first.
    wanted: [resource("bucket", "bucket", { bucket: "bucket-9f8e7d6" })],
    inAws: ["bucket bucket-1a2b3c4"],
    imports: ["aws:s3/bucket:Bucket bucket-1a2b3c4 by a pending operation"],
    interrupted: ["creating bucket"],
  },
  {
    sentence: "what a killed provider made is imported by the name in the program",
    resources: [broker],
    wanted: [broker, resource("userPolicy", "broker-policy", { user: "broker-1a2b3c4", name: "federation" })],
    inAws: ["userPolicy broker-1a2b3c4:federation"],
    imports: ["aws:iam/userPolicy:UserPolicy broker-1a2b3c4:federation by the program"],
  },
  {
    sentence: "each setting of a bucket is imported under the bucket's name, an object under bucket and key",
    resources: [bucket],
    pending: [
      creating(resource("bucketPolicy", "bucket-policy", { bucket: "bucket-1a2b3c4" })),
      creating(resource("versioning", "bucket-versioning", { bucket: "bucket-1a2b3c4" })),
      creating(resource("object", "bucket-canary", { bucket: "bucket-1a2b3c4", key: "a/canary.txt" })),
    ],
    inAws: ["bucketPolicy bucket-1a2b3c4", "object bucket-1a2b3c4/a/canary.txt"],
    imports: [
      "aws:s3/bucketPolicy:BucketPolicy bucket-1a2b3c4 by a pending operation",
      "aws:s3/bucketObjectv2:BucketObjectv2 bucket-1a2b3c4/a/canary.txt by a pending operation",
    ],
    interrupted: ["creating bucket-policy", "creating bucket-versioning", "creating bucket-canary"],
  },
  {
    sentence: "a managed policy is imported by its ARN, an attachment by user and ARN",
    pending: [creating(resource("policy", "ceiling", { name: "ceiling", path: "/federation/" }))],
    wanted: [
      resource("attachment", "attached", {
        user: "broker-1a2b3c4",
        policyArn: "arn:aws:iam::111122223333:policy/federation/ceiling",
      }),
    ],
    inAws: [
      "policy arn:aws:iam::111122223333:policy/federation/ceiling",
      "attachment broker-1a2b3c4/arn:aws:iam::111122223333:policy/federation/ceiling",
    ],
    imports: [
      "aws:iam/policy:Policy arn:aws:iam::111122223333:policy/federation/ceiling by a pending operation",
      "aws:iam/userPolicyAttachment:UserPolicyAttachment broker-1a2b3c4/arn:aws:iam::111122223333:policy/federation/ceiling by the program",
    ],
    interrupted: ["creating ceiling"],
  },
  {
    sentence: "the only key of a broker that has none in the state is deleted: nobody holds its secret",
    resources: [broker],
    pending: [creating(key)],
    wanted: [broker, key],
    keys: { "broker-1a2b3c4": ["AKIALOST"] },
    deletions: ["aws:iam/accessKey:AccessKey AKIALOST of broker-1a2b3c4"],
    interrupted: ["creating broker-key"],
  },
  {
    sentence: "a key that a killed provider made is deleted without a pending operation, too",
    resources: [broker],
    wanted: [broker, key],
    keys: { "broker-1a2b3c4": ["AKIALOST"] },
    deletions: ["aws:iam/accessKey:AccessKey AKIALOST of broker-1a2b3c4"],
  },
  {
    sentence: "of two keys in a rotation that was killed, the one in the state stays",
    resources: [broker, { ...key, id: "AKIAFIRST" }],
    pending: [creating(resource("key", "broker-key-2", { user: "broker-1a2b3c4" }))],
    keys: { "broker-1a2b3c4": ["AKIAFIRST", "AKIALOST"] },
    deletions: ["aws:iam/accessKey:AccessKey AKIALOST of broker-1a2b3c4"],
    interrupted: ["creating broker-key-2"],
  },
  {
    sentence: "a key that the next update would delete is nobody's orphan",
    resources: [broker, { ...key, id: "AKIAOLD", delete: true }],
    pending: [creating(key)],
    keys: { "broker-1a2b3c4": ["AKIAOLD"] },
    interrupted: ["creating broker-key"],
  },
  {
    sentence: "where more keys are unknown than missing, none is deleted and a person is asked",
    resources: [broker],
    pending: [creating(key)],
    keys: { "broker-1a2b3c4": ["AKIAHAND", "AKIALOST"] },
    interrupted: ["creating broker-key"],
    doubts: [
      "The user broker-1a2b3c4 has the access keys AKIAHAND and AKIALOST, which the stack does not know, but it misses broker-key only: delete the one that nobody uses.",
    ],
  },
  {
    sentence: "keys that nobody misses are not looked at",
    resources: [broker, { ...key, id: "AKIAFIRST" }],
    wanted: [broker, key],
    keys: { "broker-1a2b3c4": ["AKIAFIRST", "AKIAHAND"] },
  },
  {
    sentence: "a pending creation that a later update has made good is only forgotten",
    resources: [{ ...bucket, id: "bucket-1a2b3c4" }],
    pending: [creating(bucket)],
    inAws: ["bucket bucket-1a2b3c4"],
    interrupted: ["creating bucket"],
  },
  {
    sentence: "the bucket of a first attempt is deleted where a second attempt has made another",
    resources: [{ ...resource("bucket", "bucket", { bucket: "bucket-9f8e7d6" }), id: "bucket-9f8e7d6" }],
    pending: [creating(bucket)],
    inAws: ["bucket bucket-1a2b3c4"],
    deletions: ["aws:s3/bucket:Bucket bucket-1a2b3c4"],
    interrupted: ["creating bucket"],
  },
  {
    sentence: "a double that cannot be deleted safely is left to a person",
    resources: [resource("object", "canary", { bucket: "b", key: "new.txt" })],
    pending: [creating(resource("object", "canary", { bucket: "b", key: "old.txt" }))],
    inAws: ["object b/old.txt"],
    interrupted: ["creating canary"],
    doubts: [
      "b/old.txt (aws:s3/bucketObjectv2:BucketObjectv2) exists beside the one that the stack has under the same name.",
    ],
  },
  {
    sentence: "interrupted updates and deletions are settled by a refresh and looked for nowhere",
    resources: [broker, bucket],
    pending: [
      { type: "updating", resource: broker },
      { type: "deleting", resource: bucket },
    ],
    inAws: ["user broker-1a2b3c4", "bucket bucket-1a2b3c4"],
    interrupted: ["updating broker", "deleting bucket"],
  },
  {
    sentence: "a name that only a deployment will show is not looked for",
    wanted: [resource("userPolicy", "broker-policy", { user: unknown, name: "federation" })],
    inAws: [`userPolicy ${unknown}:federation`],
  },
  {
    sentence: "a pending creation of an unknown type is a doubt that names it; of a membership, none",
    pending: [
      creating(resource("queue", "queue", { name: "queue" })),
      creating(resource("membership", "member", { user: "broker-1a2b3c4", groups: ["brokers"] })),
    ],
    interrupted: ["creating queue", "creating member"],
    doubts: ["Whether queue (aws:sqs/queue:Queue) was created is not known: look for it in AWS yourself."],
  },
  {
    sentence: "an empty bucket with a name like the lost one's is imported where there is but one",
    resources: [{ ...resource("bucket", "other", {}), id: "bucket-0000000" }],
    wanted: [resource("bucket", "bucket", { bucket: "bucket-9f8e7d6", __defaults: ["bucket"] })],
    alike: { bucket: ["bucket-0000000", "bucket-1a2b3c4"] },
    imports: ["aws:s3/bucket:Bucket bucket-1a2b3c4 by the program"],
  },
  {
    sentence: "where two may be the lost one, a person is asked",
    wanted: [resource("user", "broker", { name: "broker-9f8e7d6", __defaults: ["name"] })],
    alike: { broker: ["broker-1111111", "broker-2222222"] },
    doubts: [
      "Any of broker-1111111, broker-2222222 may be broker (aws:iam/user:User), and all are empty: delete those that nobody uses.",
    ],
  },
  {
    sentence: "a name that the program gives itself is looked for as it stands, even if it ends in digits",
    wanted: [resource("bucket", "bucket", { bucket: "my-bucket-1a2b3c4", __defaults: [] })],
    inAws: ["bucket my-bucket-1a2b3c4"],
    alike: { bucket: ["my-bucket-7777777"] },
    imports: ["aws:s3/bucket:Bucket my-bucket-1a2b3c4 by the program"],
  },
  {
    sentence: "components and providers are the engine's own and looked for nowhere",
    pending: [creating({ ...broker, type: "federation-broker:index:Broker" })],
    wanted: [
      {
        ...broker,
        urn: "urn:pulumi:dev::federation-broker::pulumi:providers:aws::default",
        type: "pulumi:providers:aws",
      },
    ],
    interrupted: ["creating broker"],
  },
];

describe("a plan to recover a stack", () => {
  it.each(cases)(
    "$sentence",
    ({ resources = [], pending = [], wanted = [], inAws = [], keys = {}, alike = {}, ...expected }) => {
      const state = { resources, pending, hasPassphrase: true };
      const search = candidatesOf(state, wanted, account);
      const kinds = new Map<string, string>(Object.entries(types).map(([kind, type]) => [type, kind]));
      const found = search.candidates.filter(({ resource, id }) =>
        inAws.includes(`${kinds.get(resource.type)} ${id}`),
      );
      const urns = new Map(
        search.nameless.map(({ resource: { urn } }) => [urn.split("::").at(-1) ?? "", urn]),
      );
      const existing = {
        found,
        alike: new Map(Object.entries(alike).map(([name, ids]) => [urns.get(name) ?? "", ids])),
        keys: new Map(Object.entries(keys)),
      };
      const plan = planRecovery(state, search, existing, account);
      expect({
        deletions: plan.deletions.map(
          ({ type, id, user }) => `${type} ${id}${user === undefined ? "" : ` of ${user}`}`,
        ),
        imports: plan.imports.map(({ resource, id, namedBy }) => `${resource.type} ${id} by ${namedBy}`),
        interrupted: plan.interrupted.map(
          ({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`,
        ),
        doubts: plan.doubts,
      }).toEqual({ deletions: [], imports: [], interrupted: [], doubts: [], ...withoutSentence(expected) });
    },
  );
});

function withoutSentence({ sentence: _, ...rest }: Partial<Case>): Partial<Case> {
  return rest;
}
