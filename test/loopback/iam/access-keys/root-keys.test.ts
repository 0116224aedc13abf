// The keys and devices of the account's root: calls that name nobody, signed with root's own long-term key.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html: "manage AWS account root user credentials"
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetMFADeviceCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { type Sandbox, startSandbox } from "../../clients.ts";
import { testInOwnSandbox as it } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const keysOf = async ({ iam }: Pick<Sandbox, "iam">) =>
  (await iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata;

async function second({ iam }: Pick<Sandbox, "iam">) {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({}));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

const callerOf = async (sandbox: Sandbox, keys: Sandbox["root"]) =>
  (await sandbox.as(keys).sts.send(new GetCallerIdentityCommand({}))).Arn;

const unknownKey = { name: "InvalidClientTokenId" };

describe("the keys of root", () => {
  it("are listed without a user's name: root has none", async ({ sandbox }) => {
    expect(await keysOf(sandbox)).toEqual([
      { AccessKeyId: sandbox.root.accessKeyId, Status: "Active", CreateDate: expect.any(Date) },
    ]);
  });

  it("may be two, and each signs as root", async ({ sandbox }) => {
    const more = await second(sandbox);
    expect(more).toEqual({
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
    });
    const root = `arn:aws:iam::${sandbox.loopback.accountId}:root`;
    expect(await callerOf(sandbox, more)).toBe(root);
    expect(await callerOf(sandbox, sandbox.root)).toBe(root);
    expect((await keysOf(sandbox.as(more)))?.map(({ AccessKeyId }) => AccessKeyId)).toHaveLength(2);
    await expect(second(sandbox)).rejects.toMatchObject({
      ...{ name: "LimitExceededException", message: "Cannot exceed quota for AccessKeysPerUser: 2" },
    });
  });

  it("are rotated like a user's: the first one deactivated, activated again and deleted", async ({
    sandbox,
  }) => {
    const more = await second(sandbox);
    const { iam } = sandbox.as(more);
    const AccessKeyId = sandbox.root.accessKeyId;
    await iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: "Inactive" }));
    await expect(callerOf(sandbox, sandbox.root)).rejects.toMatchObject(unknownKey);
    await iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: "Active" }));
    expect(await callerOf(sandbox, sandbox.root)).toMatch(/:root$/);
    await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }));
    await expect(callerOf(sandbox, sandbox.root)).rejects.toMatchObject(unknownKey);
    expect((await keysOf({ iam }))?.map((key) => key.AccessKeyId)).toEqual([more.accessKeyId]);
  });

  it("are no user's: a user's keys are not root's, nor the other way round", async ({ sandbox }) => {
    const ann = await createUser(sandbox, "ann", [{ Action: "iam:*" }]);
    const absent = (id: string) => ({
      ...{ name: "NoSuchEntityException", message: `The Access Key with id ${id} cannot be found.` },
    });
    const del = (by: Pick<Sandbox, "iam">, AccessKeyId: string) =>
      by.iam.send(new DeleteAccessKeyCommand({ AccessKeyId }));
    await expect(del(sandbox, ann.accessKeyId)).rejects.toMatchObject(absent(ann.accessKeyId));
    const { accessKeyId } = sandbox.root;
    await expect(del(sandbox.as(ann), accessKeyId)).rejects.toMatchObject(absent(accessKeyId));
    expect(await keysOf(sandbox.as(ann))).toMatchObject([{ UserName: "ann", AccessKeyId: ann.accessKeyId }]);
  });

  it("show when they were used, to root, and count in the summary and the report", async ({ sandbox }) => {
    const { iam, root } = sandbox;
    await sandbox.sts.send(new GetCallerIdentityCommand({}));
    const used = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: root.accessKeyId }));
    expect(used).not.toHaveProperty("UserName");
    expect(used.AccessKeyLastUsed).toMatchObject({ Region: "us-east-1", LastUsedDate: expect.any(Date) });
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ AccountAccessKeysPresent: 1 });
    sandbox.wait(1);
    await second(sandbox);
    await iam.send(new GenerateCredentialReportCommand({}));
    await iam.send(new GenerateCredentialReportCommand({}));
    const { Content } = await iam.send(new GetCredentialReportCommand({}));
    const [, row = ""] = Buffer.from(Content ?? [])
      .toString()
      .split("\n");
    const date = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00`;
    expect(row).toMatch(
      new RegExp(`,false,true,${date},${date},us-east-1,iam,true,${date},N/A,N/A,N/A,false,N/A,false,N/A$`),
    );
  });

  it("may all be gone: the summary says so to whoever may still ask", async ({ sandbox }) => {
    const ann = await createUser(sandbox, "ann", [{ Action: "iam:*" }]);
    await sandbox.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: sandbox.root.accessKeyId }));
    const { SummaryMap } = await sandbox.as(ann).iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ AccountAccessKeysPresent: 0 });
  });

  it("of a session name nobody's keys", async ({ sandbox }) => {
    const device = await sandbox.iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "d" }));
    expect(device.VirtualMFADevice?.SerialNumber).toMatch(/:mfa\/d$/);
    const { Credentials } = await sandbox.sts.send(new GetSessionTokenCommand({}));
    const session = sandbox.as({
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    });
    // Without MFA, IAM does not know such a session at all.
    await expect(keysOf(session)).rejects.toMatchObject(unknownKey);
  });
});

describe("the MFA devices of root", () => {
  it("are none, because EnableMFADevice names a user", async ({ sandbox }) => {
    const { iam } = sandbox;
    expect((await iam.send(new ListMFADevicesCommand({}))).MFADevices).toEqual([]);
    const { VirtualMFADevice } = await iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "d" }),
    );
    const SerialNumber = VirtualMFADevice?.SerialNumber ?? "";
    const absent = {
      name: "NoSuchEntityException",
      message: `MFA Device with serial number ${SerialNumber} does not exist.`,
    };
    await expect(iam.send(new GetMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject(absent);
    await expect(iam.send(new DeactivateMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject(absent);
  });
});

describe("in a state folder, what root did to its keys", () => {
  it("holds after a restart, unless a key is given at the start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-broker-"));
    const state = join(folder, "state");
    const first = await startSandbox({ state });
    const more = await second(first);
    const { iam } = first.as(more);
    await iam.send(new DeleteAccessKeyCommand({ AccessKeyId: first.root.accessKeyId }));
    await first.close();

    const again = await startSandbox({ state });
    await expect(callerOf(again, first.root)).rejects.toMatchObject(unknownKey);
    expect(await callerOf(again, more)).toMatch(/:root$/);
    await again.close();

    const given = {
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    };
    const third = await startSandbox({ state, root: given });
    expect(await callerOf(third, given)).toMatch(/:root$/);
    await third.close();
    rmSync(folder, { recursive: true });
  });
});
