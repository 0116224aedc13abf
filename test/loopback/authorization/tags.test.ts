// Session tags: who may set them, and which of two tags of one name a policy sees.

import { CreateUserCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";

const list = new ListObjectsV2Command({ Bucket: "bucket" });
it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});

const forTeam = (team: string) => ({
  ...{ Action: "s3:ListBucket" },
  Condition: { StringEquals: { "aws:PrincipalTag/team": team } },
});
const federating = { Action: ["sts:GetFederationToken", "sts:TagSession"] };

/** Whether a session may list, whose broker has the tag Team=red and whose policies want the team given. */
async function mayList(team: string, Tags: { Key: string; Value: string }[]): Promise<boolean> {
  const broker = await createUser(sandbox, `for-${team}`, [forTeam(team), federating], {
    Tags: [{ Key: "Team", Value: "red" }],
  });
  const keys = await sandbox.federate(broker, { Name: "User1", Policy: document(forTeam(team)), Tags });
  return sandbox
    .as(keys)
    .s3.send(list)
    .then(
      () => true,
      (error) => {
        if (error.name === "AccessDenied") return false;
        throw error;
      },
    );
}

describe("a session's tags", () => {
  it("are its user's if it has none", async () => {
    expect(await mayList("red", [])).toBe(true);
    expect(await mayList("blue", [])).toBe(false);
  });

  it.each(["Team", "team", "TEAM"])("replace its user's of the same key in any case: %s", async (Key) => {
    expect(await mayList("blue", [{ Key, Value: "blue" }])).toBe(true);
    expect(await mayList("red", [{ Key, Value: "blue" }])).toBe(false);
  });

  it("are added to its user's of other keys", async () => {
    expect(await mayList("red", [{ Key: "project", Value: "blue" }])).toBe(true);
  });

  it.each(["__proto__", "constructor", "toString"])("may be called %s", async (Key) => {
    expect(await mayList("red", [{ Key, Value: "blue" }])).toBe(true);
  });
});

describe("to send tags", () => {
  const tagged = { Name: "User1", Tags: [{ Key: "project", Value: "Pegasus" }] };

  it("needs sts:TagSession as well as sts:GetFederationToken", async () => {
    const broker = await createUser(sandbox, "Broker", [{ Action: "sts:GetFederationToken" }]);
    const { sts } = sandbox.as(broker);
    await expect(sts.send(new GetFederationTokenCommand({ Name: "User1" }))).resolves.toBeDefined();
    const account = sandbox.loopback.accountId;
    await expect(sts.send(new GetFederationTokenCommand(tagged))).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${account}:user/Broker is not authorized to perform: sts:TagSession on resource: arn:aws:sts::${account}:federated-user/User1 because no identity-based policy allows the sts:TagSession action`,
    });
  });

  it("shows them to policies as aws:RequestTag and aws:TagKeys", async () => {
    const Condition = {
      StringEquals: { "aws:RequestTag/project": "Pegasus" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["project"] },
    };
    const broker = await createUser(sandbox, "Broker", [{ ...federating, Condition }]);
    const { sts } = sandbox.as(broker);
    await expect(sts.send(new GetFederationTokenCommand(tagged))).resolves.toBeDefined();
    const other = { Name: "User1", Tags: [...tagged.Tags, { Key: "cost", Value: "1" }] };
    await expect(sts.send(new GetFederationTokenCommand(other))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    await expect(sts.send(new GetFederationTokenCommand({ Name: "User1" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("to a new user needs iam:TagUser as well as iam:CreateUser", async () => {
    const creator = await createUser(sandbox, "creator", [{ Action: "iam:CreateUser" }]);
    const { iam } = sandbox.as(creator);
    await expect(iam.send(new CreateUserCommand({ UserName: "plain" }))).resolves.toBeDefined();
    const Tags = [{ Key: "a", Value: "b" }];
    await expect(iam.send(new CreateUserCommand({ UserName: "tagged", Tags }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("is not authorized to perform: iam:TagUser on resource: "),
    });
  });

  it("to a new user is refused if a key occurs twice", async () => {
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "A", Value: "2" },
    ];
    await expect(sandbox.iam.send(new CreateUserCommand({ UserName: "u", Tags }))).rejects.toMatchObject({
      ...{ name: "InvalidInputException", $metadata: { httpStatusCode: 400 } },
      message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    });
  });
});
