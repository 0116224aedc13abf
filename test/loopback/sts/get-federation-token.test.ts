// sts:GetFederationToken: what it answers, and the policies and tags that it refuses.
import { CreateBucketCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetFederationTokenCommand, type GetFederationTokenCommandInput } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Sandbox } from "../clients.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";

let broker: Sandbox["sts"];
it.beforeAll(async ({ sandbox }) => {
  broker = sandbox.as(await createUser(sandbox, "Broker", [{ Action: "sts:*" }])).sts;
});

const federate = (input: GetFederationTokenCommandInput) => broker.send(new GetFederationTokenCommand(input));

it("the answer holds credentials that look like AWS's", async () => {
  const { Credentials, FederatedUser, PackedPolicySize } = await federate({ Name: "User1" });
  const account = sandbox.loopback.accountId;
  expect(FederatedUser).toEqual({
    Arn: `arn:aws:sts::${account}:federated-user/User1`,
    FederatedUserId: `${account}:User1`,
  });
  expect(PackedPolicySize).toBe(0);
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(Credentials?.SecretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
  expect(Credentials?.SessionToken).toMatch(/^[A-Za-z0-9+/]+=*$/);
});

it.each([
  [undefined, 43_200],
  [900, 900],
  [7200, 7200],
  [129_600, 129_600],
])("a user's session of %s seconds lasts %d", async (DurationSeconds, expected) => {
  const before = Math.floor(Date.now() / 1000);
  const { Credentials } = await federate({ Name: "User1", ...(DurationSeconds && { DurationSeconds }) });
  const expires = (Credentials?.Expiration?.getTime() ?? 0) / 1000;
  expect(expires - before).toBeGreaterThanOrEqual(expected);
  expect(expires - before).toBeLessThan(expected + 10);
});

it("answers the API reference's example", async () => {
  const keys = await createUser(sandbox, "Example", [
    { Action: ["sts:GetFederationToken", "sts:TagSession", "s3:ListAllMyBuckets"] },
  ]);
  const { sts } = sandbox.as(keys);
  const { Credentials, FederatedUser, PackedPolicySize } = await sts.send(
    new GetFederationTokenCommand({
      Name: "testFedUserSession",
      Policy:
        '{"Version":"2012-10-17","Statement":[{"Sid":"Stmt1","Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}',
      DurationSeconds: 3600,
      Tags: [
        { Key: "Project", Value: "Pegasus" },
        { Key: "Cost-Center", Value: "98765" },
      ],
    }),
  );
  expect(FederatedUser?.FederatedUserId).toBe(`${sandbox.loopback.accountId}:testFedUserSession`);
  expect(PackedPolicySize).toBe(30);
  const session = sandbox.as({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  });
  expect((await session.s3.send(new ListBucketsCommand())).Buckets ?? []).toEqual([]);
  await expect(session.s3.send(new CreateBucketCommand({ Bucket: "no" }))).rejects.toMatchObject({
    name: "AccessDenied",
  });
});

it("a policy needs no version, and its statement no list", async () => {
  const Policy = '{"Statement":{"Sid":"1","Effect":"Allow","Action":"s3:*","Resource":"*"}}';
  await expect(federate({ Name: "User1", Policy })).resolves.toBeDefined();
});

it("no two sessions share a key or a token", async () => {
  const [one, two] = await Promise.all([federate({ Name: "User1" }), federate({ Name: "User1" })]);
  expect(one.Credentials?.AccessKeyId).not.toBe(two.Credentials?.AccessKeyId);
  expect(one.Credentials?.SecretAccessKey).not.toBe(two.Credentials?.SecretAccessKey);
  expect(one.Credentials?.SessionToken).not.toBe(two.Credentials?.SessionToken);
});

describe("a session policy", () => {
  it.each(["x", "{}", "[]", "null", '"x"', "{", '{"Statement":7}', '{"Statement":[{"Effect":"allow"}]}'])(
    "that is none is refused: %s",
    async (Policy) => {
      await expect(federate({ Name: "User1", Policy })).rejects.toMatchObject({
        ...{ name: "MalformedPolicyDocumentException", $metadata: { httpStatusCode: 400 } },
      });
    },
  );

  it("that names a principal is refused", async () => {
    const Policy = document({ Action: "s3:*", Principal: "*" });
    await expect(federate({ Name: "User1", Policy })).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
  });

  it.each([
    [{ Action: "*:GetObject" }, "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards."],
    [{ Resource: "arn:aws-cn:s3:::b" }, 'Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::b".'],
  ])("is refused in IAM's words: %j", async (statement, message) => {
    const Policy = document({ Action: "s3:*", ...statement });
    await expect(federate({ Name: "User1", Policy })).rejects.toMatchObject({
      ...{ name: "MalformedPolicyDocumentException", message },
    });
  });

  it("has a packed size above 0", async () => {
    const { PackedPolicySize } = await federate({ Name: "User1", Policy: document({ Action: "s3:*" }) });
    expect(PackedPolicySize).toBeGreaterThan(0);
    expect(PackedPolicySize).toBeLessThan(30);
  });
});

it("tags that take more than the space there is are refused", async () => {
  const value = (index: number) =>
    Array.from({ length: 256 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((index * 7919 + i * 104_729) % 20_000)),
    ).join("");
  const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `key${index}`, Value: value(index) }));
  await expect(federate({ Name: "User1", Tags })).rejects.toMatchObject({
    ...{ name: "PackedPolicyTooLargeException", $metadata: { httpStatusCode: 400 } },
    message: expect.stringMatching(/^Packed size of session tags consumes \d{3,}% of allotted space\.$/),
  });
});
