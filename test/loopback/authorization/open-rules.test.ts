// Rules that AWS's pages leave open: the loopback takes the stricter reading, and its log names the rule.
import { PutUserPolicyCommand, SimulateCustomPolicyCommand, TagUserCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { readableLogLine } from "../../../commands/loopback/readable-log-line.ts";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document, putBucketPolicy } from "../seed.ts";

const Bucket = "bucket";
const list = new ListObjectsV2Command({ Bucket });
const all = { Action: ["s3:*", "sts:*"] };

it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
});

type Statements = Parameters<typeof createUser>[2] & {};

/** A session of GetFederationToken whose broker has these statements. */
async function federated(own: Statements, session: Statements[number] = { Action: "*" }) {
  const broker = await createUser(sandbox, "Broker", own);
  return sandbox.as(await sandbox.federate(broker, { Name: "User1", Policy: document(session) }));
}

it("an Allow whose NotResource has a variable without value grants nothing", async () => {
  const clients = await federated([{ Action: "sts:*" }]);
  const NotResource = "arn:aws:s3:::other/${aws:username}/*";
  const Statement = { Effect: "Allow", Action: "s3:*", NotResource };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await sandbox.iam.send(
    new PutUserPolicyCommand({ UserName: "Broker", PolicyName: "allBut", PolicyDocument }),
  );
  await expect(clients.s3.send(list)).rejects.toMatchObject({ name: "AccessDenied" });
  expect(sandbox.log.at(-1)).toMatchObject({ decision: "implicitDeny", inDoubt: ["variable-without-value"] });
});

it("a Deny for calls without MFA stops a federated session, whether or not it has the key", async () => {
  const without = {
    Effect: "Deny" as const,
    Action: "s3:*",
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
  };
  const clients = await federated([all, without]);
  await expect(clients.s3.send(list)).rejects.toMatchObject({ name: "AccessDenied" });
  expect(sandbox.log.at(-1)).toMatchObject({
    ...{ decision: "explicitDeny", inDoubt: ["mfa-of-federated-identity"] },
  });
});

it("an Allow for calls without MFA grants a federated session nothing", async () => {
  const without = { Action: "s3:*", Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } };
  const clients = await federated([{ Action: "sts:*" }, without]);
  await expect(clients.s3.send(list)).rejects.toThrow(
    "because no identity-based policy allows the s3:ListBucket action",
  );
});

it("a bucket policy for everyone grants a federated session nothing beyond its session policy", async () => {
  await sandbox.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await putBucketPolicy(sandbox, Bucket, {
    Principal: "*",
    Action: "s3:ListBucket",
    Resource: "arn:aws:s3:::bucket",
  });
  const clients = await federated([{ Action: "sts:*" }], { Action: "s3:GetObject" });
  await expect(clients.s3.send(list)).rejects.toThrow(
    "because no session policy allows the s3:ListBucket action",
  );
  const line = sandbox.log.at(-1);
  expect(line).toMatchObject({ decision: "implicitDeny", inDoubt: ["everyone-and-session-policy"] });
  expect(line && readableLogLine(line)).toContain(
    "AccessDenied implicitDeny in doubt by everyone-and-session-policy because no session policy allows",
  );
});

it("an operator without set prefix grants nothing for the one value of a multivalued key", async () => {
  const tagging = { Action: "iam:TagUser", Condition: { StringEquals: { "aws:TagKeys": "team" } } };
  const { iam } = sandbox.as(await createUser(sandbox, "Ann", [tagging]));
  const tag = (...keys: string[]) =>
    iam.send(new TagUserCommand({ UserName: "Ann", Tags: keys.map((Key) => ({ Key, Value: "x" })) }));
  await expect(tag("team")).rejects.toMatchObject({ name: "AccessDenied" });
  expect(sandbox.log.at(-1)).toMatchObject({ inDoubt: ["multivalued-key-without-set-operator"] });
  await expect(tag("team", "city")).rejects.toMatchObject({ name: "AccessDenied" });
  expect(sandbox.log.at(-1)).not.toHaveProperty("inDoubt");
});

it("the policy simulator takes the stricter reading, too", async () => {
  const policy = document({
    Action: "s3:ListBucket",
    Condition: { StringEquals: { "aws:TagKeys": "team" } },
  });
  const { EvaluationResults } = await sandbox.iam.send(
    new SimulateCustomPolicyCommand({
      PolicyInputList: [policy],
      ActionNames: ["s3:ListBucket"],
      ContextEntries: [
        { ContextKeyName: "aws:TagKeys", ContextKeyType: "stringList", ContextKeyValues: ["team"] },
      ],
    }),
  );
  expect(EvaluationResults).toMatchObject([{ EvalDecision: "implicitDeny" }]);
});
