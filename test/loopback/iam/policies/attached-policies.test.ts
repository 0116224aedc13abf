// Attached policies and permissions boundaries: who has which, and what they do to permissions.
import {
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListUsersCommand,
  PutUserPermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document } from "../../seed.ts";

let iam: Sandbox["iam"];
it.beforeEach(async ({ sandbox }) => {
  iam = sandbox.iam;
});

const UserName = "ann";
const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const attach = (PolicyArn: string) => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
const detach = (PolicyArn: string) => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
async function createPolicy(PolicyName: string, action = "s3:ListAllMyBuckets"): Promise<string> {
  const PolicyDocument = document({ Action: action });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy?.Arn ?? "";
}

describe("a managed policy", () => {
  it("is attached once, listed, and detached once", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    await attach(aws("IAMFullAccess"));
    await attach(aws("IAMFullAccess"));
    const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(AttachedPolicies).toEqual([{ PolicyName: "IAMFullAccess", PolicyArn: aws("IAMFullAccess") }]);
    await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject(
      refused("DeleteConflictException", 409, "Cannot delete entity, must detach all policies first."),
    );
    await detach(aws("IAMFullAccess"));
    await expect(detach(aws("IAMFullAccess"))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, `Policy ${aws("IAMFullAccess")} was not found.`),
    );
  });

  it("is listed by pages, with a path of any length", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    for (const PolicyName of ["a", "b"]) {
      const policy = {
        PolicyName,
        PolicyDocument: document({ Action: "s3:*" }),
        Path: `/${"x".repeat(500)}/`,
      };
      const { Policy } = await iam.send(new CreatePolicyCommand(policy));
      await attach(Policy?.Arn ?? "");
    }
    const list = (more: object) => iam.send(new ListAttachedUserPoliciesCommand({ UserName, ...more }));
    const { Marker } = await list({ MaxItems: 1 });
    expect((await list({ Marker })).AttachedPolicies).toMatchObject([{ PolicyName: "b" }]);
  });

  it("must exist, and have an ARN for a name", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    await expect(attach(aws("None"))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, `Policy ${aws("None")} does not exist or is not attachable.`),
    );
    await expect(attach("longpolicynamebutnoarn")).rejects.toMatchObject(
      refused("ValidationError", 400, "ARN longpolicynamebutnoarn is not valid."),
    );
  });

  it("is one of ten at most", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    for (let count = 0; count < 10; count += 1) await attach(await createPolicy(`p${count}`));
    await expect(attach(aws("IAMFullAccess"))).rejects.toMatchObject(
      refused("LimitExceededException", 409, "Cannot exceed quota for PoliciesPerUser: 10"),
    );
  });

  it("grants what its default version says, from one request to the next", async () => {
    const ann = sandbox.as(await createUser(sandbox, UserName));
    const PolicyArn = await createPolicy("p");
    await attach(PolicyArn);
    await ann.s3.send(new ListBucketsCommand());
    const PolicyDocument = document({ Action: "s3:GetObject" });
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    await expect(ann.s3.send(new ListBucketsCommand())).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("lists its entities", async () => {
    const PolicyArn = await createPolicy("p");
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new CreateUserCommand({ UserName: "bob", PermissionsBoundary: PolicyArn }));
    await iam.send(new CreateGroupCommand({ GroupName: "devs" }));
    await attach(PolicyArn);
    await iam.send(new AttachGroupPolicyCommand({ GroupName: "devs", PolicyArn }));
    const entities = async (more: object) => {
      const { PolicyUsers = [], PolicyGroups = [] } = await iam.send(
        new ListEntitiesForPolicyCommand({ PolicyArn, ...more }),
      );
      return [
        ...PolicyUsers.map(({ UserName: name, UserId }) => `${name} ${UserId?.slice(0, 4)}`),
        ...PolicyGroups.map(({ GroupName: name, GroupId }) => `${name} ${GroupId?.slice(0, 4)}`),
      ];
    };
    expect(await entities({})).toEqual(["ann AIDA", "bob AIDA", "devs AGPA"]);
    expect(await entities({ EntityFilter: "User" })).toEqual(["ann AIDA", "bob AIDA"]);
    expect(await entities({ EntityFilter: "LocalManagedPolicy" })).toEqual([]);
    expect(await entities({ PolicyUsageFilter: "PermissionsPolicy" })).toEqual(["ann AIDA", "devs AGPA"]);
    expect(await entities({ PolicyUsageFilter: "PermissionsBoundary" })).toEqual(["bob AIDA"]);
    await expect(
      iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: aws("None") })),
    ).rejects.toMatchObject({ message: `Policy ${aws("None")} does not exist or is not attachable.` });
  });

  it("can be attached by a caller who may attach only that one: iam:PolicyARN", async () => {
    const keys = await createUser(sandbox, "boss", [
      {
        Action: "iam:AttachUserPolicy",
        Condition: { ArnEquals: { "iam:PolicyARN": aws("IAMReadOnlyAccess") } },
      },
    ]);
    await iam.send(new CreateUserCommand({ UserName }));
    const boss = sandbox.as(keys).iam;
    await boss.send(new AttachUserPolicyCommand({ UserName, PolicyArn: aws("IAMReadOnlyAccess") }));
    await expect(
      boss.send(new AttachUserPolicyCommand({ UserName, PolicyArn: aws("AdministratorAccess") })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${sandbox.loopback.accountId}:user/boss is not authorized to perform: iam:AttachUserPolicy on resource: user ann because no identity-based policy allows the iam:AttachUserPolicy action`,
    });
  });
});

describe("a permissions boundary", () => {
  it("limits what a user's policies and sessions allow, and is shown with the user", async () => {
    const keys = await createUser(sandbox, UserName, [{ Action: "*" }]);
    const list = new ListBucketsCommand();
    const session = sandbox.as(
      await sandbox.federate(keys, { Name: "User1", Policy: document({ Action: "s3:*" }) }),
    );
    await sandbox.as(keys).s3.send(list);
    await session.s3.send(list);
    const PermissionsBoundary = aws("IAMFullAccess");
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    await sandbox.as(keys).iam.send(new ListUsersCommand({}));
    for (const clients of [sandbox.as(keys), session]) {
      await expect(clients.s3.send(list)).rejects.toMatchObject({
        message: expect.stringMatching(
          /because no permissions boundary allows the s3:ListAllMyBuckets action$/,
        ),
      });
    }
    const { User } = await iam.send(new GetUserCommand({ UserName }));
    expect(User?.PermissionsBoundary).toEqual({
      ...{ PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: PermissionsBoundary },
    });
    await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    await sandbox.as(keys).s3.send(list);
  });

  it("must be a policy that exists", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    const PermissionsBoundary = aws("None");
    const missing = refused(
      "NoSuchEntityException",
      404,
      `Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`,
    );
    await expect(
      iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary })),
    ).rejects.toMatchObject(missing);
    await expect(
      iam.send(new CreateUserCommand({ UserName: "bob", PermissionsBoundary })),
    ).rejects.toMatchObject(missing);
  });

  it("can be required of callers who create users: iam:PermissionsBoundary", async () => {
    const PermissionsBoundary = aws("PowerUserAccess");
    const keys = await createUser(sandbox, "boss", [
      {
        Action: ["iam:CreateUser", "iam:PutUserPolicy"],
        Condition: { StringEquals: { "iam:PermissionsBoundary": PermissionsBoundary } },
      },
    ]);
    const boss = sandbox.as(keys).iam;
    await boss.send(new CreateUserCommand({ UserName, PermissionsBoundary }));
    for (const more of [{}, { PermissionsBoundary: aws("AdministratorAccess") }]) {
      await expect(boss.send(new CreateUserCommand({ UserName: "bob", ...more }))).rejects.toMatchObject({
        name: "AccessDenied",
      });
    }
  });
});
