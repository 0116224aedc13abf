// sts:GetSessionToken: credentials that act as their user, with MFA or without.
import { GetUserCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import {
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  type GetSessionTokenCommandInput,
} from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Keys } from "../clients.ts";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, putPolicy } from "../seed.ts";
import { enableDevice } from "./authenticator.ts";

let ann: Keys;
it.beforeEach(async ({ sandbox }) => {
  ann = await createUser(sandbox, "Ann", [{ Action: "*" }]);
});

async function session(by: Keys, input: GetSessionTokenCommandInput = {}) {
  const { Credentials } = await sandbox.as(by).sts.send(new GetSessionTokenCommand(input));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration } = Credentials ?? {};
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { keys, seconds: Math.round(((Expiration?.getTime() ?? 0) - Date.now()) / 1000) };
}

const denied = (message: string) => ({
  ...{ name: "AccessDenied", message, $metadata: { httpStatusCode: 403 } },
});

describe("how long it lasts", () => {
  it.each([
    [undefined, 43_200],
    [900, 900],
    [129_600, 129_600],
  ])("a user's, asked for %s seconds: %d", async (DurationSeconds, expected) => {
    const { seconds } = await session(ann, { ...(DurationSeconds && { DurationSeconds }) });
    expect(Math.abs(seconds - expected)).toBeLessThan(5);
  });

  it.each([
    [undefined, 3600],
    [900, 900],
    [129_600, 3600],
  ])("root's, asked for %s seconds: %d", async (DurationSeconds, expected) => {
    const { seconds } = await session(sandbox.root, { ...(DurationSeconds && { DurationSeconds }) });
    expect(Math.abs(seconds - expected)).toBeLessThan(5);
  });

  it.each([899, 129_601])("never %d seconds", async (DurationSeconds) => {
    await expect(session(ann, { DurationSeconds })).rejects.toMatchObject({ name: "ValidationError" });
  });
});

describe("a session without MFA", () => {
  it("is its user, and may do what its user may", async () => {
    const { keys } = await session(ann);
    const { User } = await sandbox.iam.send(new GetUserCommand({ UserName: "Ann" }));
    expect(await sandbox.as(keys).sts.send(new GetCallerIdentityCommand())).toMatchObject({
      ...{ Arn: `arn:aws:iam::${sandbox.loopback.accountId}:user/Ann`, UserId: User?.UserId },
    });
    await expect(sandbox.as(keys).s3.send(new ListBucketsCommand())).resolves.toBeDefined();
    await putPolicy(sandbox, "Ann", { Action: "sts:*" });
    await expect(sandbox.as(keys).s3.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("may call no IAM", async () => {
    const { keys } = await session(ann);
    await expect(sandbox.as(keys).iam.send(new ListUsersCommand())).rejects.toMatchObject({
      ...{ name: "InvalidClientTokenId", $metadata: { httpStatusCode: 403 } },
      message: "The security token included in the request is invalid",
    });
  });

  it("may call only AssumeRole and GetCallerIdentity of STS", async () => {
    const { keys } = await session(ann);
    await expect(session(keys)).rejects.toMatchObject(
      denied("Cannot call GetSessionToken with session credentials"),
    );
    await expect(
      sandbox.as(keys).sts.send(new GetFederationTokenCommand({ Name: "User1" })),
    ).rejects.toMatchObject(denied("Cannot call GetFederationToken with session credentials"));
  });

  it("of root is root", async () => {
    const { keys } = await session(sandbox.root);
    const Arn = `arn:aws:iam::${sandbox.loopback.accountId}:root`;
    expect(await sandbox.as(keys).sts.send(new GetCallerIdentityCommand())).toMatchObject({
      ...{ Arn, UserId: sandbox.loopback.accountId },
    });
    await expect(sandbox.as(keys).s3.send(new ListBucketsCommand())).resolves.toBeDefined();
  });

  it("shows policies that there was no MFA", async () => {
    const { keys } = await session(ann);
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "false" } };
    await putPolicy(sandbox, "Ann", { Action: "*" }, { Effect: "Deny", Action: "s3:*", Condition });
    await expect(sandbox.as(keys).s3.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: "AccessDenied",
    });
    // The key is not there at all for a long-term key.
    await expect(sandbox.as(ann).s3.send(new ListBucketsCommand())).resolves.toBeDefined();
  });
});

describe("with MFA", () => {
  it("a session may call IAM, and shows policies MFA and its age", async () => {
    const device = await enableDevice(sandbox.iam, "Ann", "phone");
    const { keys } = await session(ann, { SerialNumber: device.serial, TokenCode: device.show() });
    await expect(sandbox.as(keys).iam.send(new GetUserCommand())).resolves.toMatchObject({
      User: { UserName: "Ann" },
    });
    await putPolicy(sandbox, "Ann", {
      ...{ Action: "s3:*", Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "600" } } },
    });
    await expect(sandbox.as(keys).s3.send(new ListBucketsCommand())).resolves.toBeDefined();
    sandbox.wait(601);
    await expect(sandbox.as(keys).s3.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: "AccessDenied",
    });
    await expect(sandbox.as(ann).s3.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("each code is valid once", async () => {
    const device = await enableDevice(sandbox.iam, "Ann", "phone");
    const input = { SerialNumber: device.serial, TokenCode: device.show() };
    await session(ann, input);
    const refused = denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    await expect(session(ann, input)).rejects.toMatchObject(refused);
    // Nor is the code before it, which is still within the tolerance.
    await expect(session(ann, { ...input, TokenCode: device.show(-30) })).rejects.toMatchObject(refused);
    await expect(session(ann, { ...input, TokenCode: device.show(30) })).resolves.toBeDefined();
  });

  it("a wrong code, another's device or half of it gets nothing", async () => {
    await createUser(sandbox, "Bob");
    const own = await enableDevice(sandbox.iam, "Ann", "phone");
    const other = await enableDevice(sandbox.iam, "Bob", "tablet");
    const wrong = own.show() === "123456" ? "123457" : "123456";
    await expect(session(ann, { SerialNumber: own.serial, TokenCode: wrong })).rejects.toMatchObject(
      denied("MultiFactorAuthentication failed with invalid MFA one time pass code. "),
    );
    await expect(session(ann, { SerialNumber: own.serial, TokenCode: own.show(120) })).rejects.toMatchObject(
      denied("MultiFactorAuthentication failed with invalid MFA one time pass code. "),
    );
    const unknown = denied(
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    );
    await expect(session(ann, { SerialNumber: other.serial, TokenCode: other.show() })).rejects.toMatchObject(
      unknown,
    );
    await expect(session(ann, { SerialNumber: "GAHT12345678", TokenCode: "123456" })).rejects.toMatchObject(
      unknown,
    );
    await expect(session(ann, { SerialNumber: own.serial })).rejects.toMatchObject(
      denied(
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ",
      ),
    );
  });

  it.each([
    ["12345", "Member must have length greater than or equal to 6"],
    ["1234567", "Member must have length less than or equal to 6"],
    ["12345x", "Member must satisfy regular expression pattern: [\\d]*"],
  ])("a code has six digits: %s", async (TokenCode, rule) => {
    await expect(session(ann, { SerialNumber: "GAHT12345678", TokenCode })).rejects.toMatchObject({
      ...{ name: "ValidationError", $metadata: { httpStatusCode: 400 } },
      message: `1 validation error detected: Value '${TokenCode}' at 'tokenCode' failed to satisfy constraint: ${rule}`,
    });
  });
});
