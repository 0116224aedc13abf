// Inline policies and access keys, through the real client.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it } from "../../sandbox.ts";
import { document } from "../../seed.ts";

let iam: Sandbox["iam"];
it.beforeEach(async ({ sandbox }) => {
  iam = sandbox.iam;
});

describe("an inline policy", () => {
  const UserName = "ann";
  const put = (PolicyName: string, PolicyDocument: string) =>
    iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));

  it("is returned URL-encoded, to the letter", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    await put("p", '{"Version":"2012-10-17",\n"Statement":[]}').catch(() => {});
    const text =
      '{"Version": "2012-10-17",\n\t"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}';
    await put("p", text);
    const { PolicyDocument } = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName: "p" }));
    expect(PolicyDocument).toBe(
      "%7B%22Version%22%3A%20%222012-10-17%22%2C%0A%09%22Statement%22%3A%20%7B%22Effect%22%3A%20%22Allow%22%2C%20%22Action%22%3A%20%22s3%3A*%22%2C%20%22Resource%22%3A%20%22*%22%7D%7D",
    );
    expect((await iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(["p"]);
  });

  it.each([
    "{",
    "{}",
    "[]",
    "null",
    "1",
    '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}',
  ])("that is none is refused: %s", async (text) => {
    await iam.send(new CreateUserCommand({ UserName }));
    await expect(put("p", text)).rejects.toMatchObject({
      ...{ name: "MalformedPolicyDocumentException", $metadata: { httpStatusCode: 400 } },
    });
    await expect(iam.send(new GetUserPolicyCommand({ UserName, PolicyName: "p" }))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, "The user policy with name p cannot be found."),
    );
  });

  it("may do without a version", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    await put("p", '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}');
  });

  it.each([
    [{ Action: "*:GetObject" }, "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards."],
    [{ Resource: "arn:aws:sqs:us-east-1:<ACCOUNT_ID>:queue" }, "The policy failed legacy parsing"],
    [{ Resource: "arn:aws-cn:s3:::b" }, 'Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::b".'],
    [{ Condition: { ArnLike: { "aws:SourceArn": "nope" } } }, "The policy failed legacy parsing"],
  ])("is refused in IAM's words: %j", async (statement, message) => {
    await iam.send(new CreateUserCommand({ UserName }));
    await expect(put("p", document({ Action: "s3:*", ...statement }))).rejects.toMatchObject(
      refused("MalformedPolicyDocumentException", 400, message),
    );
  });

  it("counts with all others against 2048 characters, white space left out", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    const sized = (count: number) =>
      document({ Action: "s3:GetObject", Resource: `arn:aws:s3:::${"b".repeat(count)}` });
    await put("one", sized(900) + " ".repeat(5000));
    await put("two", sized(800));
    await expect(put("three", sized(300))).rejects.toMatchObject(
      refused("LimitExceededException", 409, "Maximum policy size of 2048 bytes exceeded for user ann"),
    );
    await put("two", sized(10));
    await put("three", sized(300));
  });
});

describe("access keys", () => {
  it("are two at most, shown once, and only their user's", async () => {
    const UserName = "ann";
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new CreateUserCommand({ UserName: "bob" }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    expect(AccessKey).toMatchObject({
      ...{ UserName, Status: "Active", AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/) },
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
    });
    await iam.send(new CreateAccessKeyCommand({ UserName }));
    await expect(iam.send(new CreateAccessKeyCommand({ UserName }))).rejects.toMatchObject(
      refused("LimitExceededException", 409, "Cannot exceed quota for AccessKeysPerUser: 2"),
    );
    const AccessKeyId = AccessKey?.AccessKeyId ?? "";
    const missing = refused(
      "NoSuchEntityException",
      404,
      `The Access Key with id ${AccessKeyId} cannot be found.`,
    );
    const ofBob = { UserName: "bob", AccessKeyId };
    await expect(iam.send(new DeleteAccessKeyCommand(ofBob))).rejects.toMatchObject(missing);
    await expect(
      iam.send(new UpdateAccessKeyCommand({ ...ofBob, Status: "Inactive" })),
    ).rejects.toMatchObject(missing);
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: "Inactive" }));
    const listed = await iam.send(new ListAccessKeysCommand({ UserName }));
    expect(JSON.stringify(listed)).not.toContain(AccessKey?.SecretAccessKey);
    expect(listed.AccessKeyMetadata?.find((key) => key.AccessKeyId === AccessKeyId)?.Status).toBe("Inactive");
  });
});
