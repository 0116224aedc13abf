// Instance profiles, lists that are always empty, and waiters, through the real client; texts as recorded from AWS.
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesForRoleCommand,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
  ListServerCertificatesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  RemoveRoleFromInstanceProfileCommand,
  waitUntilInstanceProfileExists,
  waitUntilRoleExists,
  waitUntilUserExists,
} from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";

let iam: Sandbox["iam"];
it.beforeEach(async ({ sandbox }) => {
  iam = sandbox.iam;
});

const AssumeRolePolicyDocument = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
});
const InstanceProfileName = "web";
const create = (more: object = {}) =>
  iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, ...more }));
const get = async () =>
  (await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile;
const createRole = (RoleName: string) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));

describe("an instance profile", () => {
  it("is created, read and deleted", async () => {
    const { InstanceProfile } = await create({ Path: "/a/" });
    const shape = {
      ...{ InstanceProfileName, Path: "/a/", Roles: [], CreateDate: expect.any(Date) },
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${sandbox.loopback.accountId}:instance-profile/a/web`,
    };
    expect(InstanceProfile).toEqual(shape);
    expect(await get()).toEqual({ ...shape, Tags: [] });
    await expect(create()).rejects.toMatchObject(
      refused("EntityAlreadyExistsException", 409, "Instance Profile web already exists."),
    );
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    await expect(get()).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, "Instance Profile web cannot be found."),
    );
  });

  it("holds one role, which must be taken out before either is deleted", async () => {
    await create();
    await createRole("r");
    await createRole("other");
    const of = (RoleName: string) => ({ InstanceProfileName, RoleName });
    await iam.send(new AddRoleToInstanceProfileCommand(of("r")));
    expect((await get())?.Roles).toMatchObject([{ RoleName: "r" }]);
    await expect(iam.send(new AddRoleToInstanceProfileCommand(of("other")))).rejects.toMatchObject(
      refused("LimitExceededException", 409, "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"),
    );
    const listed = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: "r" }));
    expect(listed.InstanceProfiles).toMatchObject([{ InstanceProfileName }]);
    const conflict = refused(
      "DeleteConflictException",
      409,
      "Cannot delete entity, must remove roles from instance profile first.",
    );
    await expect(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))).rejects.toMatchObject(
      conflict,
    );
    await expect(iam.send(new DeleteRoleCommand({ RoleName: "r" }))).rejects.toMatchObject(conflict);
    await iam.send(new RemoveRoleFromInstanceProfileCommand(of("r")));
    await expect(iam.send(new RemoveRoleFromInstanceProfileCommand(of("r")))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, "Role r in Instance Profile web cannot be found."),
    );
    await iam.send(new DeleteRoleCommand({ RoleName: "r" }));
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  });
});

describe("lists of what the account never has", () => {
  it("are empty", async () => {
    const UserName = "ann";
    await iam.send(new CreateUserCommand({ UserName }));
    expect(await iam.send(new ListServerCertificatesCommand({}))).toMatchObject({
      ...{ ServerCertificateMetadataList: [], IsTruncated: false },
    });
    expect(await iam.send(new ListSAMLProvidersCommand({}))).toMatchObject({ SAMLProviderList: [] });
    expect(await iam.send(new ListOpenIDConnectProvidersCommand({}))).toMatchObject({
      OpenIDConnectProviderList: [],
    });
    expect(await iam.send(new ListSSHPublicKeysCommand({ UserName }))).toMatchObject({ SSHPublicKeys: [] });
    expect(await iam.send(new ListSigningCertificatesCommand({ UserName }))).toMatchObject({
      Certificates: [],
    });
    expect(await iam.send(new ListServiceSpecificCredentialsCommand({ UserName }))).toMatchObject({
      ServiceSpecificCredentials: [],
    });
    await expect(iam.send(new ListSSHPublicKeysCommand({ UserName: "none" }))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, "The user with name none cannot be found."),
    );
  });
});

describe("waiters", () => {
  it("find what exists at once", async () => {
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    await createRole("r");
    await create();
    const waiting = { client: iam, maxWaitTime: 60 };
    await waitUntilUserExists(waiting, { UserName: "ann" });
    await waitUntilRoleExists(waiting, { RoleName: "r" });
    await waitUntilInstanceProfileExists(waiting, { InstanceProfileName });
  });
});
