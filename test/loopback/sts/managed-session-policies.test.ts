// Managed session policies, which GetFederationToken and AssumeRole take with an inline document or instead of one.
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListBucketsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Clients, Keys } from "../clients.ts";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";

let broker: Keys;
const buckets = new ListBucketsCommand();
const objects = new ListObjectsV2Command({ Bucket: "bucket" });

it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  broker = await createUser(sandbox, "Broker", [{ Action: ["s3:*", "sts:*"] }]);
});

const policy = async (PolicyName: string, Action: string) => {
  const command = new CreatePolicyCommand({ PolicyName, PolicyDocument: document({ Action }) });
  return (await sandbox.iam.send(command)).Policy?.Arn ?? "";
};
const federated = async (arns: readonly string[], Policy?: string) => {
  const PolicyArns = arns.map((arn) => ({ arn }));
  const session = await sandbox.federate(broker, { Name: "User1", PolicyArns, ...(Policy && { Policy }) });
  return sandbox.as(session);
};
const may = (asked: Promise<unknown>) =>
  asked.then(
    () => true,
    ({ name }) => (name === "AccessDenied" ? false : name),
  );
const powers = async ({ s3 }: Clients) => [await may(s3.send(buckets)), await may(s3.send(objects))];

describe("a federated session's", () => {
  it("managed policies allow what any of them allows, and no more", async () => {
    const listing = await policy("listing", "s3:ListAllMyBuckets");
    expect(await powers(await federated([listing]))).toEqual([true, false]);
    expect(await powers(await federated(["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]))).toEqual([
      true,
      true,
    ]);
    expect(await powers(await federated([listing], document({ Action: "s3:ListBucket" })))).toEqual([
      true,
      true,
    ]);
  });

  it("managed policies are the current ones", async () => {
    const arn = await policy("changing", "s3:ListAllMyBuckets");
    const session = await federated([arn]);
    expect(await powers(session)).toEqual([true, false]);
    const PolicyDocument = document({ Action: "s3:ListBucket" });
    await sandbox.iam.send(
      new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: true }),
    );
    expect(await powers(session)).toEqual([false, true]);
  });

  it("managed policy that is deleted allows nothing", async () => {
    const arn = await policy("passing", "s3:*");
    const session = await federated([arn]);
    await sandbox.iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
    expect(await powers(session)).toEqual([false, false]);
  });

  it("document and ARNs have 2,048 characters together", async () => {
    const arn = await policy("p", "s3:*");
    const Policy = document({ Action: "s3:*" }).padEnd(2048 - arn.length, " ");
    await expect(federated([arn], Policy)).resolves.toBeDefined();
    const input = { Name: "User1", Policy: `${Policy} `, PolicyArns: [{ arn }] };
    await expect(sandbox.as(broker).sts.send(new GetFederationTokenCommand(input))).rejects.toMatchObject({
      ...{ name: "ValidationError", $metadata: { httpStatusCode: 400 } },
      message:
        "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048",
    });
  });
});

it("a role's session is limited by its managed session policies and by its role's boundary", async () => {
  const RoleName = "reader";
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: sandbox.loopback.accountId }, Action: "sts:AssumeRole" },
    ],
  });
  const { Role } = await sandbox.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyArn = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
  await sandbox.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const assume = async (arns: readonly string[]) => {
    const input = {
      RoleArn: Role?.Arn,
      RoleSessionName: "session",
      PolicyArns: arns.map((arn) => ({ arn })),
    };
    const { Credentials } = await sandbox.as(broker).sts.send(new AssumeRoleCommand(input));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return sandbox.as({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
  };
  const whole = await assume([]);
  const limited = await assume([await policy("listing", "s3:ListAllMyBuckets")]);
  expect(await powers(whole)).toEqual([true, true]);
  expect(await powers(limited)).toEqual([true, false]);
  const PermissionsBoundary = await policy("boundary", "s3:ListBucket");
  await sandbox.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
  expect(await powers(whole)).toEqual([false, true]);
  expect(await powers(limited)).toEqual([false, false]);
});
