// IAM users, their keys and policies, through the real client.
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document } from "../../seed.ts";

let iam: Sandbox["iam"];
it.beforeEach(async ({ sandbox }) => {
  iam = sandbox.iam;
});

const noUser = refused("NoSuchEntityException", 404, "The user with name bob cannot be found.");

describe("a user", () => {
  it("is created and read as it was written", async () => {
    const Tags = [{ Key: "Cost Center", Value: "é & <x>" }];
    const created = await iam.send(new CreateUserCommand({ UserName: "Ann", Path: "/a/b/" }));
    expect(created.User).toMatchObject({
      ...{ UserName: "Ann", Path: "/a/b/", CreateDate: expect.any(Date) },
      ...{
        Arn: `arn:aws:iam::${sandbox.loopback.accountId}:user/a/b/Ann`,
        UserId: expect.stringMatching(/^AIDA/),
      },
    });
    expect((await iam.send(new GetUserCommand({ UserName: "Ann" }))).User).toEqual(created.User);
    await expect(iam.send(new CreateUserCommand({ UserName: "tagged", Tags }))).rejects.toMatchObject({
      name: "ValidationError",
    });
    const plain = [{ Key: "Cost Center", Value: "é" }];
    const { User } = await iam.send(new CreateUserCommand({ UserName: "tagged", Tags: plain }));
    expect(User?.Tags).toEqual(plain);
  });

  it.each(["Ann", "ann", "ANN"])("has a name that no other has in any case: %s", async (UserName) => {
    await iam.send(new CreateUserCommand({ UserName: "Ann" }));
    await expect(iam.send(new CreateUserCommand({ UserName }))).rejects.toMatchObject(
      refused("EntityAlreadyExistsException", 409, `User with name ${UserName} already exists.`),
    );
    expect((await iam.send(new GetUserCommand({ UserName }))).User?.UserName).toBe("Ann");
  });

  it.each(["__proto__", "constructor", "toString", "a+=,.@-_"])("may be called %s", async (UserName) => {
    await expect(iam.send(new GetUserCommand({ UserName }))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
    await iam.send(new CreateUserCommand({ UserName }));
    expect((await iam.send(new GetUserCommand({ UserName }))).User?.UserName).toBe(UserName);
  });

  it.each(["é", "e\u0301", "ANN\u212A", "a b", "a\0", "a/b", "a*", "ａｎｎ"])(
    "may not be called %j",
    async (UserName) => {
      await expect(iam.send(new CreateUserCommand({ UserName }))).rejects.toMatchObject({
        ...{ name: "ValidationError", $metadata: { httpStatusCode: 400 } },
      });
    },
  );

  it("that holds keys or policies cannot be deleted", async () => {
    const UserName = "ann";
    const { accessKeyId } = await createUser(sandbox, UserName, [{ Action: "s3:*" }]);
    const remove = new DeleteUserCommand({ UserName });
    const conflict = (what: string) =>
      refused("DeleteConflictException", 409, `Cannot delete entity, must delete ${what} first.`);
    await expect(iam.send(remove)).rejects.toMatchObject(conflict("access keys"));
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: accessKeyId }));
    await expect(iam.send(remove)).rejects.toMatchObject(conflict("policies"));
    await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "own" }));
    await iam.send(remove);
    await expect(iam.send(remove)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  it("that does not exist is not found, by its name", async () => {
    const UserName = "bob";
    for (const command of [
      new GetUserCommand({ UserName }),
      new DeleteUserCommand({ UserName }),
      new CreateAccessKeyCommand({ UserName }),
      new ListAccessKeysCommand({ UserName }),
      new ListUserPoliciesCommand({ UserName }),
      new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: document({ Action: "s3:*" }) }),
    ])
      await expect(iam.send(command as GetUserCommand)).rejects.toMatchObject(noUser);
  });

  it("that asks for itself needs no name; root and sessions are no user", async () => {
    const keys = await createUser(sandbox, "ann", [{ Action: ["iam:*", "sts:AssumeRole"] }]);
    const ann = sandbox.as(keys).iam;
    expect((await ann.send(new GetUserCommand({}))).User?.UserName).toBe("ann");
    const { AccessKeyMetadata } = await ann.send(new ListAccessKeysCommand({}));
    expect(AccessKeyMetadata?.map(({ UserName }) => UserName)).toEqual(["ann"]);
    expect((await iam.send(new GetUserCommand({}))).User?.Arn).toBe(
      `arn:aws:iam::${sandbox.loopback.accountId}:root`,
    );
    const account = sandbox.loopback.accountId;
    const Principal = { AWS: `arn:aws:iam::${account}:root` };
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal, Action: "sts:AssumeRole" },
    });
    await iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument }));
    const PolicyDocument = document({ Action: "iam:*" });
    await iam.send(new PutRolePolicyCommand({ RoleName: "r", PolicyName: "p", PolicyDocument }));
    const RoleArn = `arn:aws:iam::${account}:role/r`;
    const { Credentials } = await sandbox
      .as(keys)
      .sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "one" }));
    const role = sandbox.as({
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    }).iam;
    await expect(role.send(new ListAccessKeysCommand({}))).rejects.toMatchObject(
      refused("ValidationError", 400, "Must specify userName when calling with non-User credentials"),
    );
  });
});

describe("a user is renamed and moved", () => {
  it("by callers who may do that to both its old and its new name", async () => {
    const account = sandbox.loopback.accountId;
    const mover = sandbox.as(
      await createUser(sandbox, "mover", [
        { Action: "iam:UpdateUser", Resource: `arn:aws:iam::${account}:user/dev/*` },
      ]),
    ).iam;
    await iam.send(new CreateUserCommand({ UserName: "ann", Path: "/dev/" }));
    const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
    for (const input of [{ NewPath: "/admin/" }, { NewUserName: "bob", NewPath: "/" }])
      await expect(mover.send(new UpdateUserCommand({ UserName: "ann", ...input }))).rejects.toMatchObject(
        denied,
      );
    await mover.send(new UpdateUserCommand({ UserName: "ann", NewUserName: "bob" }));
    await mover.send(new UpdateUserCommand({ UserName: "bob", NewPath: "/dev/team/" }));
    expect((await iam.send(new GetUserCommand({ UserName: "bob" }))).User?.Path).toBe("/dev/team/");
  });
});

describe("users", () => {
  it("are listed by name, by path and by pages", async () => {
    for (const UserName of ["b", "A", "c"]) await iam.send(new CreateUserCommand({ UserName, Path: "/x/" }));
    await iam.send(new CreateUserCommand({ UserName: "d" }));
    const page = async (input: object) => {
      const { Users, IsTruncated, Marker } = await iam.send(new ListUsersCommand(input));
      return { names: Users?.map(({ UserName }) => UserName), IsTruncated, Marker };
    };
    expect(await page({})).toMatchObject({ names: ["A", "b", "c", "d"], IsTruncated: false });
    expect(await page({ PathPrefix: "/x/" })).toMatchObject({ names: ["A", "b", "c"] });
    const first = await page({ MaxItems: 3 });
    expect(first).toMatchObject({ names: ["A", "b", "c"], IsTruncated: true });
    expect(await page({ MaxItems: 3, Marker: first.Marker })).toMatchObject({
      names: ["d"],
      IsTruncated: false,
    });
  });
});
