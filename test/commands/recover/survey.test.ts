// What recovery finds in AWS: each resource type, there and not there, against the loopback.
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  ListAccessKeysCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Aws, openAws } from "../../../commands/recover/aws.ts";
import { deleteFromAws } from "../../../commands/recover/delete-from-aws.ts";
import { accessKeyType, deletable, identities } from "../../../commands/recover/identities.ts";
import { lookups } from "../../../commands/recover/lookups.ts";
import { survey } from "../../../commands/recover/survey.ts";
import { type Loopback, startLoopback } from "../../../loopback/start-loopback.ts";

let loopback: Loopback;
let aws: Aws;

const allow = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" },
};
const policy = JSON.stringify(allow);
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
});
const denied = (Bucket: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: `arn:aws:s3:::${Bucket}/secret/*`,
    },
  });

beforeAll(async () => {
  loopback = await startLoopback({ accountId: "111122223333" });
  const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
  aws = await openAws({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const { iam, s3 } = aws.clients;
  const Bucket = "there";
  await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: "BucketOwnerEnforced" }));
  await s3.send(new CreateBucketCommand({ Bucket: "bare-1a2b3c4" }));
  await s3.send(new CreateBucketCommand({ Bucket: "full-1a2b3c4" }));
  await s3.send(new PutObjectCommand({ Bucket: "full-1a2b3c4", Key: "k", Body: "b" }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "a/k", Body: "b" }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  await s3.send(
    new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } }),
  );
  await s3.send(
    new PutBucketOwnershipControlsCommand({
      Bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: denied(Bucket) }));
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [{ ID: "r", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }],
      },
    }),
  );
  await s3.send(
    new PutBucketLoggingCommand({
      Bucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: Bucket, TargetPrefix: "log/" } },
    }),
  );
  await iam.send(new CreateUserCommand({ UserName: "there" }));
  await iam.send(new CreateUserCommand({ UserName: "bare-1a2b3c4" }));
  await iam.send(new PutUserPolicyCommand({ UserName: "there", PolicyName: "p", PolicyDocument: policy }));
  await iam.send(new CreatePolicyCommand({ PolicyName: "there", Path: "/p/", PolicyDocument: policy }));
  await iam.send(new CreatePolicyCommand({ PolicyName: "bare-1a2b3c4", PolicyDocument: policy }));
  const PolicyArn = "arn:aws:iam::111122223333:policy/p/there";
  await iam.send(new AttachUserPolicyCommand({ UserName: "there", PolicyArn }));
  await iam.send(new CreateGroupCommand({ GroupName: "there" }));
  await iam.send(new CreateRoleCommand({ RoleName: "there", AssumeRolePolicyDocument: trust }));
  await iam.send(new PutRolePolicyCommand({ RoleName: "there", PolicyName: "p", PolicyDocument: policy }));
});
afterAll(async () => {
  aws.close();
  await loopback.close();
});

const resource = (type: string, inputs: Readonly<Record<string, unknown>>) => ({
  urn: `urn:pulumi:dev::p::${type}::name`,
  type,
  id: "",
  parent: "",
  provider: "",
  inputs,
  delete: false,
});

async function exists(type: string, inputs: Readonly<Record<string, unknown>>): Promise<boolean> {
  const id = identities[type]?.(inputs, aws.account) ?? "";
  const candidate = { resource: resource(type, inputs), id, namedBy: "the program" } as const;
  const search = { candidates: [candidate], nameless: [], missingKeys: [], doubts: [] };
  return (await survey(aws.clients, search)).found.length === 1;
}

const there = { bucket: "there", key: "a/k", name: "there", user: "there", role: "there", path: "/p/" };
const inlines = { ...there, name: "p" };
const attachment = { user: "there", policyArn: "arn:aws:iam::111122223333:policy/p/there" };
const inputsOf = (type: string): Readonly<Record<string, string>> => {
  if (type === "aws:iam/userPolicyAttachment:UserPolicyAttachment") return attachment;
  return type.endsWith("Policy") && !type.includes("/policy:") && type.startsWith("aws:iam")
    ? inlines
    : there;
};
const bare = {
  bucket: "bare-1a2b3c4",
  key: "k",
  name: "p",
  user: "bare-1a2b3c4",
  role: "missing",
  path: "/",
};
const missing = {
  bucket: "missing",
  key: "k",
  name: "missing",
  user: "missing",
  role: "missing",
  policyArn: "x",
};

describe("what recovery looks for", () => {
  const types = Object.keys(identities);

  it("has one row in each table", () => {
    expect(Object.keys(lookups).toSorted()).toEqual(types.toSorted());
  });

  it.each(types)("%s is found where it exists", async (type) => {
    expect(await exists(type, inputsOf(type))).toBe(true);
  });

  it.each(types)("%s is absent where neither it nor its container exists", async (type) => {
    expect(await exists(type, missing)).toBe(false);
  });

  it.each([
    // Every bucket has an encryption, and a new one its ownership and block.
    ...types.filter((type) => /Lifecycle|Logging|Objectv2|BucketPolicy|Versioning|userPolicy/.test(type)),
  ])("%s is absent where only what holds it is there", async (type) => {
    expect(await exists(type, { ...bare, policyArn: attachment.policyArn })).toBe(false);
  });

  it.each([
    ["aws:s3/bucket:Bucket", "bare-", ["bare-1a2b3c4"]],
    ["aws:s3/bucket:Bucket", "full-", []],
    ["aws:iam/user:User", "bare-", ["bare-1a2b3c4"]],
    ["aws:iam/policy:Policy", "bare-", ["arn:aws:iam::111122223333:policy/bare-1a2b3c4"]],
    ["aws:iam/user:User", "bar", []],
  ])("of %s, %s and seven digits gives those that are empty: %j", async (type, prefix, ids) => {
    const nameless = [{ resource: resource(type, {}), prefix }];
    const { alike } = await survey(aws.clients, { candidates: [], nameless, missingKeys: [], doubts: [] });
    expect(alike.get(`urn:pulumi:dev::p::${type}::name`)).toEqual(ids);
  });

  it("a refusal is an error, not an absence", async () => {
    const stranger = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "w".repeat(40) };
    const { endpoint, region } = loopback;
    await expect(openAws({ endpoint, region, credentials: stranger })).rejects.toThrow(
      "AWS does not say who you are (The security token included in the request is invalid): set the operator's credentials as for `pulumi up`.",
    );
  });
});

describe("what recovery deletes", () => {
  it("is a key or an empty resource; AWS refuses the rest", async () => {
    const { iam } = aws.clients;
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "there" }));
    await deleteFromAws(aws.clients, {
      type: accessKeyType,
      id: AccessKey?.AccessKeyId ?? "",
      user: "there",
    });
    expect((await iam.send(new ListAccessKeysCommand({ UserName: "there" }))).AccessKeyMetadata).toEqual([]);
    const refused = [
      { type: "aws:s3/bucket:Bucket", id: "there" },
      { type: "aws:iam/user:User", id: "there" },
      { type: "aws:iam/policy:Policy", id: attachment.policyArn },
      { type: "aws:iam/role:Role", id: "there" },
    ];
    const answers = await Promise.all(
      refused.map((one) => deleteFromAws(aws.clients, one).catch((error: Error) => error.name)),
    );
    expect(answers).toEqual([
      "BucketNotEmpty",
      "DeleteConflictException",
      "DeleteConflictException",
      "DeleteConflictException",
    ]);
    await deleteFromAws(aws.clients, { type: "aws:iam/group:Group", id: "there" });
    await deleteFromAws(aws.clients, { type: "aws:iam/user:User", id: "bare-1a2b3c4" });
    expect([...deletable].toSorted()).toEqual([
      "aws:iam/group:Group",
      "aws:iam/policy:Policy",
      "aws:iam/role:Role",
      "aws:iam/user:User",
      "aws:s3/bucket:Bucket",
    ]);
  });
});
