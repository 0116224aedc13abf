// When, where and for which service a key was last used: noted where requests are authenticated.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Keys } from "../../clients.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

let ann: Keys;
it.beforeEach(async ({ sandbox }) => {
  ann = await createUser(sandbox, "ann");
});

const lastUsed = (AccessKeyId = ann.accessKeyId) =>
  sandbox.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));

describe("a key", () => {
  it("that never signed was used nowhere", async () => {
    expect(await lastUsed()).toMatchObject({
      ...{ UserName: "ann", AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" } },
    });
    expect((await lastUsed()).AccessKeyLastUsed).not.toHaveProperty("LastUsedDate");
  });

  it("shows the service and region of its last request, even a failed one", async () => {
    await sandbox.as(ann).sts.send(new GetCallerIdentityCommand({}));
    expect((await lastUsed()).AccessKeyLastUsed).toMatchObject({ ServiceName: "sts", Region: "us-east-1" });
    await expect(sandbox.as(ann).s3.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: "AccessDenied",
    });
    const { AccessKeyLastUsed } = await lastUsed();
    expect(AccessKeyLastUsed).toMatchObject({ ServiceName: "s3", Region: "us-east-1" });
    expect((AccessKeyLastUsed?.LastUsedDate?.getTime() ?? 1) % 60_000).toBe(0);
  });

  it("does not count as used by a caller without its secret", async () => {
    const forged = sandbox.as({ ...ann, secretAccessKey: "x".repeat(40) }).iam;
    await expect(forged.send(new GetUserCommand({}))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    expect((await lastUsed()).AccessKeyLastUsed?.ServiceName).toBe("N/A");
  });

  it("is noted once for each minute", async () => {
    const read = async () => (await lastUsed()).AccessKeyLastUsed?.LastUsedDate?.getTime() ?? 0;
    await sandbox.as(ann).sts.send(new GetCallerIdentityCommand({}));
    const first = await read();
    sandbox.wait(120);
    await sandbox.as(ann).sts.send(new GetCallerIdentityCommand({}));
    expect(await read()).toBe(first + 120_000);
  });

  it("that does not exist cannot be asked for by anyone", async () => {
    const root = `arn:aws:iam::${sandbox.loopback.accountId}:root`;
    await expect(lastUsed("AKIAIOSFODNN7EXAMPLE")).rejects.toMatchObject({
      ...{ name: "AccessDenied", $metadata: { httpStatusCode: 403 } },
      message: `User: ${root} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key AKIAIOSFODNN7EXAMPLE`,
    });
  });

  it("may be asked for by a caller who may ask about its user", async () => {
    const allowed = await createUser(sandbox, "boss", [
      {
        Action: "iam:GetAccessKeyLastUsed",
        Resource: `arn:aws:iam::${sandbox.loopback.accountId}:user/ann`,
      },
    ]);
    const boss = sandbox.as(allowed).iam;
    await boss.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: ann.accessKeyId }));
    await sandbox.iam.send(new CreateUserCommand({ UserName: "bob" }));
    const { AccessKey } = await sandbox.iam.send(new CreateAccessKeyCommand({ UserName: "bob" }));
    await expect(
      boss.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: AccessKey?.AccessKeyId })),
    ).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
