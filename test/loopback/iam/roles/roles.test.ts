// IAM roles: made, read, changed and deleted, in AWS's words.
import * as iam from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document } from "../../seed.ts";

let account: string;
it.beforeAll(async ({ sandbox }) => {
  account = sandbox.loopback.accountId;
});

const trust = (Principal: unknown, Action: unknown = "sts:AssumeRole", more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action, ...more }],
  });
const ec2 = trust({ Service: "ec2.amazonaws.com" });
const create = (RoleName: string, more: Partial<iam.CreateRoleCommandInput> = {}) =>
  sandbox.iam.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: ec2, ...more }));
const get = async (RoleName: string) => (await sandbox.iam.send(new iam.GetRoleCommand({ RoleName }))).Role;
const missing = (name: string) => ({
  ...{ name: "NoSuchEntityException", message: `The role with name ${name} cannot be found.` },
  $metadata: { httpStatusCode: 404 },
});

describe("a role", () => {
  it("is shown by CreateRole without its settings, and by GetRole with them", async () => {
    const { Role } = await create("defaults");
    expect(Role).toEqual({
      ...{ Path: "/", RoleName: "defaults", Arn: `arn:aws:iam::${account}:role/defaults` },
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(ec2),
    });
    expect(await get("defaults")).toMatchObject({ ...Role, MaxSessionDuration: 3600 });
  });

  it("has a path, a description, a longest session and tags", async () => {
    const { Role } = await create("whole", {
      ...{ Path: "/team/", Description: "reads", MaxSessionDuration: 43_200 },
      Tags: [{ Key: "test", Value: "value" }],
    });
    expect(Role).toMatchObject({
      Arn: `arn:aws:iam::${account}:role/team/whole`,
      Tags: [{ Key: "test", Value: "value" }],
    });
    expect(Role).not.toHaveProperty("Description");
    expect(await get("whole")).toMatchObject({ Description: "reads", MaxSessionDuration: 43_200 });
    const { Roles } = await sandbox.iam.send(new iam.ListRolesCommand({ PathPrefix: "/team/" }));
    expect(Roles).toMatchObject([{ RoleName: "whole", Description: "reads", MaxSessionDuration: 43_200 }]);
    expect(Roles?.[0]).not.toHaveProperty("Tags");
  });

  it("has a unique name, in any case", async () => {
    await create("once");
    await expect(create("ONCE")).rejects.toMatchObject({
      ...{ name: "EntityAlreadyExistsException", message: "Role with name ONCE already exists." },
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each([
    ["/aws-service-role/ec2.amazonaws.com/", "/aws-service-role", "AWS Service Linked Roles"],
    ["/aws-reserved/sso.amazonaws.com/", "/aws-reserved", "AWS"],
  ])("is not made under AWS's own path %s", async (Path, start, whose) => {
    await expect(create("AWSServiceRoleForEc2", { Path })).rejects.toMatchObject({
      ...{ name: "InvalidInputException", $metadata: { httpStatusCode: 400 } },
      message: `Paths beginning with '${start}' are reserved for ${whose}`,
    });
  });

  it.each([3599, 43_201])("never lasts %d seconds", async (MaxSessionDuration) => {
    await expect(create("wrong", { MaxSessionDuration })).rejects.toMatchObject({ name: "ValidationError" });
  });

  it("is updated only in the members that are sent", async () => {
    await create("changing", { Description: "before" });
    const update = (input: Partial<iam.UpdateRoleCommandInput>) =>
      sandbox.iam.send(new iam.UpdateRoleCommand({ RoleName: "changing", ...input }));
    await update({ MaxSessionDuration: 7200 });
    expect(await get("changing")).toMatchObject({ Description: "before", MaxSessionDuration: 7200 });
    await update({ Description: "after" });
    expect(await get("changing")).toMatchObject({ Description: "after", MaxSessionDuration: 7200 });
    const { Role } = await sandbox.iam.send(
      new iam.UpdateRoleDescriptionCommand({ RoleName: "changing", Description: "at last" }),
    );
    expect(Role).toMatchObject({ RoleName: "changing", Description: "at last" });
  });

  it("is listed in pages", async () => {
    const PathPrefix = "/pages/";
    for (const name of ["page-b", "page-a", "page-c"]) await create(name, { Path: PathPrefix });
    const first = await sandbox.iam.send(new iam.ListRolesCommand({ PathPrefix, MaxItems: 2 }));
    expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(["page-a", "page-b"]);
    expect(first.IsTruncated).toBe(true);
    const { Marker = "" } = first;
    const second = await sandbox.iam.send(new iam.ListRolesCommand({ PathPrefix, MaxItems: 2, Marker }));
    expect(second.Roles?.map(({ RoleName }) => RoleName)).toEqual(["page-c"]);
    expect(second.IsTruncated).toBe(false);
  });

  it("that does not exist is found by no operation", async () => {
    const RoleName = "nobody";
    const PolicyName = "p";
    const commands = [
      new iam.GetRoleCommand({ RoleName }),
      new iam.UpdateRoleCommand({ RoleName }),
      new iam.UpdateRoleDescriptionCommand({ RoleName, Description: "d" }),
      new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: ec2 }),
      new iam.DeleteRoleCommand({ RoleName }),
      new iam.GetRolePolicyCommand({ RoleName, PolicyName }),
      new iam.ListRolePoliciesCommand({ RoleName }),
      new iam.ListRoleTagsCommand({ RoleName }),
      new iam.ListInstanceProfilesForRoleCommand({ RoleName }),
    ];
    for (const command of commands) {
      await expect(sandbox.iam.send(command as iam.GetRoleCommand)).rejects.toMatchObject(missing(RoleName));
    }
  });
});

describe("a trust policy", () => {
  const malformed = (message: string) => ({
    ...{ name: "MalformedPolicyDocumentException", message, $metadata: { httpStatusCode: 400 } },
  });

  it.each([
    ["no JSON", "This policy contains invalid Json"],
    ...["s3:GetObject", "sts:*", "sts:assumerole"].map((action) => [
      trust({ Service: "ec2.amazonaws.com" }, action),
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ]),
    [trust("*"), 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'],
    [trust({ AWS: "12345" }), 'Invalid principal in policy: "AWS":"12345"'],
    [trust({ Service: "*" }), 'Invalid principal in policy: "SERVICE":"*"'],
    [
      trust({ Federated: "cognito-identity.amazonaws.com" }, "sts:AssumeRoleWithWebIdentity"),
      "A condition block must be present for the Cognito provider",
    ],
    [
      trust({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole", { Resource: "*" }),
      "Has prohibited field Resource",
    ],
  ])("that AWS refuses is refused: %s", async (text = "", message = "") => {
    await expect(create("malformed", { AssumeRolePolicyDocument: text })).rejects.toMatchObject(
      malformed(message),
    );
    const update = { RoleName: "defaults", PolicyDocument: text };
    await expect(sandbox.iam.send(new iam.UpdateAssumeRolePolicyCommand(update))).rejects.toMatchObject(
      malformed(message),
    );
  });

  it("names users and roles of the account that exist", async () => {
    await createUser(sandbox, "Ann", [], { Path: "/team/" });
    const named = (AWS: string) =>
      create(`trusting-${Math.random()}`, { AssumeRolePolicyDocument: trust({ AWS }) });
    await expect(named(`arn:aws:iam::${account}:user/team/Ann`)).resolves.toBeDefined();
    await expect(named(`arn:aws:iam::${account}:role/defaults`)).resolves.toBeDefined();
    await expect(named(`arn:aws:iam::${account}:root`)).resolves.toBeDefined();
    await expect(named("arn:aws:iam::999999999999:user/of-another-account")).resolves.toBeDefined();
    await expect(named(`arn:aws:sts::${account}:assumed-role/defaults/any`)).resolves.toBeDefined();
    for (const arn of [
      `arn:aws:sts::${account}:assumed-role/nobody/session`,
      `arn:aws:iam::${account}:user/Ann`,
      `arn:aws:iam::${account}:user/nobody`,
      `arn:aws:iam::${account}:role/nobody`,
    ]) {
      await expect(named(arn)).rejects.toMatchObject(
        malformed(`Invalid principal in policy: "AWS":"${arn}"`),
      );
    }
  });

  it("names an account by its id with dashes", async () => {
    const dashed = account.replace(/^(....)(....)(....)$/, "$1-$2-$3");
    await create("dashed", { AssumeRolePolicyDocument: trust({ AWS: dashed }) });
    const keys = await createUser(sandbox, "Dora", [{ Action: "sts:AssumeRole" }]);
    const RoleArn = `arn:aws:iam::${account}:role/dashed`;
    const assumed = await sandbox
      .as(keys)
      .sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session" }));
    expect(assumed.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/dashed/session`);
  });

  it("has 2,048 characters at most", async () => {
    const AssumeRolePolicyDocument = trust({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole", {
      Condition: { StringEquals: { "aws:PrincipalTag/x": "y".repeat(2048) } },
    });
    await expect(create("long", { AssumeRolePolicyDocument })).rejects.toMatchObject({
      ...{ name: "LimitExceededException", message: "Cannot exceed quota for ACLSizePerRole: 2048" },
      $metadata: { httpStatusCode: 409 },
    });
  });
});

describe("a role is deleted", () => {
  const remove = (RoleName: string) => sandbox.iam.send(new iam.DeleteRoleCommand({ RoleName }));
  const conflict = (what: string) => ({
    ...{ name: "DeleteConflictException", message: `Cannot delete entity, must ${what} first.` },
    $metadata: { httpStatusCode: 409 },
  });

  it("once its policies are gone", async () => {
    const RoleName = "holding";
    await create(RoleName);
    const inline = { RoleName, PolicyName: "own" };
    const PolicyDocument = document({ Action: "s3:*" });
    await sandbox.iam.send(new iam.PutRolePolicyCommand({ ...inline, PolicyDocument }));
    await expect(remove(RoleName)).rejects.toMatchObject(conflict("delete policies"));
    await sandbox.iam.send(new iam.DeleteRolePolicyCommand(inline));
    const { Policy } = await sandbox.iam.send(
      new iam.CreatePolicyCommand({ PolicyName: "p", PolicyDocument }),
    );
    const attached = { RoleName, PolicyArn: Policy?.Arn };
    await sandbox.iam.send(new iam.AttachRolePolicyCommand(attached));
    await expect(remove(RoleName)).rejects.toMatchObject(conflict("detach all policies"));
    await sandbox.iam.send(new iam.DetachRolePolicyCommand(attached));
    await remove(RoleName);
    await expect(get(RoleName)).rejects.toMatchObject(missing(RoleName));
  });

  it("once it is out of its instance profile", async () => {
    const both = { InstanceProfileName: "profile", RoleName: "in-profile" };
    await create(both.RoleName);
    await sandbox.iam.send(new iam.CreateInstanceProfileCommand(both));
    await sandbox.iam.send(new iam.AddRoleToInstanceProfileCommand(both));
    await expect(remove(both.RoleName)).rejects.toMatchObject(conflict("remove roles from instance profile"));
    const { InstanceProfiles } = await sandbox.iam.send(new iam.ListInstanceProfilesForRoleCommand(both));
    expect(InstanceProfiles).toMatchObject([
      { InstanceProfileName: "profile", Roles: [{ RoleName: "in-profile" }] },
    ]);
    await sandbox.iam.send(new iam.RemoveRoleFromInstanceProfileCommand(both));
    await expect(remove(both.RoleName)).resolves.toBeDefined();
  });
});

it("a role's boundary is shown, and must be a policy that exists", async () => {
  const PolicyDocument = document({ Action: "s3:*" });
  const { Policy } = await sandbox.iam.send(
    new iam.CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument }),
  );
  const { Role } = await create("bounded", { PermissionsBoundary: Policy?.Arn });
  const PermissionsBoundary = {
    PermissionsBoundaryType: "Policy",
    PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/boundary`,
  };
  expect(Role).toMatchObject({ PermissionsBoundary });
  expect(await get("bounded")).toMatchObject({ PermissionsBoundary });
  const arn = `arn:aws:iam::${account}:policy/nonexistent-policy`;
  await expect(create("unbounded", { PermissionsBoundary: arn })).rejects.toMatchObject({
    ...{ name: "NoSuchEntityException" },
    message: `Scope ARN: ${arn} does not exist or is not attachable.`,
  });
  const noPolicy = `arn:aws:iam::${account}:not_a_policy/invalid`;
  await expect(create("unbounded", { PermissionsBoundary: noPolicy })).rejects.toMatchObject({
    ...{ name: "InvalidInputException", message: `ARN ${noPolicy} is not valid.` },
    $metadata: { httpStatusCode: 400 },
  });
});
