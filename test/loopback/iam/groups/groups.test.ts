// Groups and their members, through the real client; texts as recorded from AWS.
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeleteUserCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  ListGroupsForUserCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
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

const create = (GroupName: string, more: object = {}) =>
  iam.send(new CreateGroupCommand({ GroupName, ...more }));
const get = (GroupName: string) => iam.send(new GetGroupCommand({ GroupName }));
const add = (GroupName: string, UserName: string) =>
  iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
const missing = (kind: string, name: string) =>
  refused("NoSuchEntityException", 404, `The ${kind} with name ${name} cannot be found.`);
const conflict = (what: string) =>
  refused("DeleteConflictException", 409, `Cannot delete entity, must ${what} first.`);

describe("a group", () => {
  it("is created, renamed and moved, and stays the same group", async () => {
    const { Group } = await create("devs", { Path: "/a/" });
    expect(Group).toEqual({
      ...{ GroupName: "devs", Path: "/a/", CreateDate: expect.any(Date) },
      Arn: `arn:aws:iam::${sandbox.loopback.accountId}:group/a/devs`,
      GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/),
    });
    await expect(create("DEVS")).rejects.toMatchObject(
      refused("EntityAlreadyExistsException", 409, "Group with name DEVS already exists."),
    );
    await create("ops");
    await expect(
      iam.send(new UpdateGroupCommand({ GroupName: "devs", NewGroupName: "ops" })),
    ).rejects.toMatchObject(
      refused("EntityAlreadyExistsException", 409, "Group with name ops already exists."),
    );
    await iam.send(new UpdateGroupCommand({ GroupName: "devs", NewGroupName: "Devs", NewPath: "/b/" }));
    expect((await get("devs")).Group).toMatchObject({
      ...{ GroupName: "Devs", Path: "/b/", GroupId: Group?.GroupId },
    });
  });

  it("that does not exist is not found, by its name", async () => {
    const GroupName = "none";
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    for (const command of [
      new GetGroupCommand({ GroupName }),
      new DeleteGroupCommand({ GroupName }),
      new UpdateGroupCommand({ GroupName }),
      new AddUserToGroupCommand({ GroupName, UserName: "ann" }),
      new RemoveUserFromGroupCommand({ GroupName, UserName: "ann" }),
      new PutGroupPolicyCommand({ GroupName, PolicyName: "p", PolicyDocument: document({ Action: "*" }) }),
    ])
      await expect(iam.send(command as GetGroupCommand)).rejects.toMatchObject(missing("group", "none"));
    await expect(add("none", "bob")).rejects.toMatchObject(missing("user", "bob"));
  });

  it("must be empty and without policies to be deleted", async () => {
    const GroupName = "devs";
    const PolicyArn = "arn:aws:iam::aws:policy/IAMFullAccess";
    await create(GroupName);
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    await add(GroupName, "ann");
    await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    await iam.send(
      new PutGroupPolicyCommand({ GroupName, PolicyName: "p", PolicyDocument: document({ Action: "*" }) }),
    );
    const remove = () => iam.send(new DeleteGroupCommand({ GroupName }));
    await expect(remove()).rejects.toMatchObject(conflict("remove users from group"));
    await expect(iam.send(new DeleteUserCommand({ UserName: "ann" }))).rejects.toMatchObject(
      conflict("remove users from group"),
    );
    await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName: "ann" }));
    await expect(remove()).rejects.toMatchObject(conflict("detach all policies"));
    await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }));
    await expect(remove()).rejects.toMatchObject(conflict("delete policies"));
    await iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName: "p" }));
    await remove();
    await expect(get(GroupName)).rejects.toMatchObject(missing("group", GroupName));
  });
});

describe("members", () => {
  it("may join and leave repeatedly", async () => {
    await create("devs");
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    await add("devs", "ann");
    await add("devs", "ann");
    expect((await get("devs")).Users?.map(({ UserName }) => UserName)).toEqual(["ann"]);
    const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: "ann" }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["devs"]);
    const leave = new RemoveUserFromGroupCommand({ GroupName: "devs", UserName: "ann" });
    await iam.send(leave);
    await iam.send(leave);
    expect((await get("devs")).Users).toEqual([]);
  });

  it("are in ten groups at most", async () => {
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    for (let count = 0; count <= 10; count += 1) await create(`g${count}`);
    for (let count = 0; count < 10; count += 1) await add(`g${count}`, "ann");
    await add("g0", "ann");
    await expect(add("g10", "ann")).rejects.toMatchObject(
      refused("LimitExceededException", 409, "Cannot exceed quota for GroupsPerUser: 10"),
    );
  });

  it("may do what the group's policies allow, inline and attached, as long as they are members", async () => {
    const ann = sandbox.as(await createUser(sandbox, "ann"));
    await create("devs");
    await add("devs", "ann");
    const list = () => ann.s3.send(new ListBucketsCommand());
    await expect(list()).rejects.toMatchObject({ name: "AccessDenied" });
    const PolicyDocument = document({ Action: "s3:ListAllMyBuckets" });
    await iam.send(new PutGroupPolicyCommand({ GroupName: "devs", PolicyName: "p", PolicyDocument }));
    await list();
    await iam.send(new DeleteGroupPolicyCommand({ GroupName: "devs", PolicyName: "p" }));
    await expect(list()).rejects.toMatchObject({ name: "AccessDenied" });
    const PolicyArn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    await iam.send(new AttachGroupPolicyCommand({ GroupName: "devs", PolicyArn }));
    await list();
    await iam.send(new RemoveUserFromGroupCommand({ GroupName: "devs", UserName: "ann" }));
    await expect(list()).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("may not do what a group's policy denies", async () => {
    const ann = sandbox.as(await createUser(sandbox, "ann", [{ Action: "s3:*" }]));
    await create("devs");
    await ann.s3.send(new ListBucketsCommand());
    const PolicyDocument = document({ Effect: "Deny", Action: "s3:*" });
    await iam.send(new PutGroupPolicyCommand({ GroupName: "devs", PolicyName: "p", PolicyDocument }));
    await add("devs", "ann");
    await expect(ann.s3.send(new ListBucketsCommand())).rejects.toMatchObject({
      message: expect.stringMatching(/with an explicit deny in an identity-based policy$/),
    });
  });
});

describe("a group's inline policies", () => {
  it("have 5120 characters in all", async () => {
    await create("devs");
    const put = (PolicyName: string, count: number) =>
      iam.send(
        new PutGroupPolicyCommand({
          ...{ GroupName: "devs", PolicyName },
          PolicyDocument: document({ Action: "s3:*", Resource: `arn:aws:s3:::${"b".repeat(count)}` }),
        }),
      );
    await put("one", 4000);
    await expect(put("two", 1100)).rejects.toMatchObject(
      refused("LimitExceededException", 409, "Maximum policy size of 5120 bytes exceeded for group devs"),
    );
    await put("two", 800);
  });

  it("that do not exist are not found", async () => {
    await create("devs");
    await expect(
      iam.send(new GetGroupPolicyCommand({ GroupName: "devs", PolicyName: "p" })),
    ).rejects.toMatchObject(missing("group policy", "p"));
  });
});
