// The account's own settings and reports, through the real client; texts as recorded from AWS.
import {
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccountAliasCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteLoginProfileCommand,
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  ListAccountAliasesCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
} from "@aws-sdk/client-iam";
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
describe("the account's alias", () => {
  it("is only one: a new one replaces it", async () => {
    const aliases = async () => (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases;
    expect(await aliases()).toEqual([]);
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: "first" }));
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: "second" }));
    expect(await aliases()).toEqual(["second"]);
    // Recorded in https://github.com/awslabs/aws-deployment-framework/pull/465; that the alias held is taken too, in
    // https://github.com/floci-io/floci/pull/2103.
    const again = iam.send(new CreateAccountAliasCommand({ AccountAlias: "second" }));
    await expect(again).rejects.toMatchObject({
      ...{ name: "EntityAlreadyExistsException", message: "The account alias second already exists." },
      $metadata: { httpStatusCode: 409 },
    });
    await expect(iam.send(new DeleteAccountAliasCommand({ AccountAlias: "first" }))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
    await iam.send(new DeleteAccountAliasCommand({ AccountAlias: "second" }));
    expect(await aliases()).toEqual([]);
  });
});

describe("the password policy", () => {
  it("is reset by an update, in the members that it leaves out", async () => {
    const { accountId } = sandbox.loopback;
    const get = async () => (await iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy;
    const none = refused(
      "NoSuchEntityException",
      404,
      `The Password Policy with domain name ${accountId} cannot be found.`,
    );
    await expect(get()).rejects.toMatchObject(none);
    await iam.send(new UpdateAccountPasswordPolicyCommand({ MaxPasswordAge: 60, HardExpiry: true }));
    expect(await get()).toMatchObject({ ExpirePasswords: true, MaxPasswordAge: 60, HardExpiry: true });
    await iam.send(new UpdateAccountPasswordPolicyCommand({}));
    expect(await get()).toEqual({
      ...{ AllowUsersToChangePassword: false, ExpirePasswords: false, MinimumPasswordLength: 6 },
      ...{ RequireLowercaseCharacters: false, RequireNumbers: false },
      ...{ RequireSymbols: false, RequireUppercaseCharacters: false },
    });
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
    await expect(get()).rejects.toMatchObject(none);
    await expect(iam.send(new DeleteAccountPasswordPolicyCommand({}))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, "The account policy with name PasswordPolicy cannot be found."),
    );
  });
});

describe("a login profile", () => {
  const create = (Password: string) => iam.send(new CreateLoginProfileCommand({ UserName, Password }));

  it("is created, changed, read and deleted, and its password never comes back", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    const { LoginProfile } = await create("secret-Word-1");
    expect(LoginProfile).toEqual({
      ...{ UserName, CreateDate: expect.any(Date), PasswordResetRequired: false },
    });
    await expect(create("secret-Word-1")).rejects.toMatchObject(
      refused("EntityAlreadyExistsException", 409, "Login Profile for user ann already exists."),
    );
    await iam.send(new UpdateLoginProfileCommand({ UserName, PasswordResetRequired: true }));
    const read = await iam.send(new GetLoginProfileCommand({ UserName }));
    expect(read.LoginProfile?.PasswordResetRequired).toBe(true);
    await iam.send(new DeleteLoginProfileCommand({ UserName }));
    await expect(iam.send(new GetLoginProfileCommand({ UserName }))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, "Login Profile for User ann cannot be found."),
    );
  });

  it("refuses a password that the account's policy, or AWS's own, refuses", async () => {
    await iam.send(new CreateUserCommand({ UserName }));
    const weak = refused(
      "PasswordPolicyViolationException",
      400,
      "Password does not conform to the account password policy.",
    );
    for (const password of ["Ab1-", "alllowercase", "lower1234"])
      await expect(create(password)).rejects.toMatchObject(weak);
    await iam.send(new UpdateAccountPasswordPolicyCommand({ RequireSymbols: true }));
    await expect(create("secretWord1")).rejects.toMatchObject(weak);
    await create("-----a");
  });
});

describe("GetAccountSummary", () => {
  it("counts what exists, and gives AWS's quotas", async () => {
    await createUser(sandbox, UserName);
    await iam.send(new CreateGroupCommand({ GroupName: "g" }));
    const PolicyDocument = document({ Action: "s3:*" });
    await iam.send(new CreatePolicyCommand({ PolicyName: "p", PolicyDocument }));
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toEqual({
      ...{ Users: 1, Groups: 1, Roles: 0, Policies: 1, PolicyVersionsInUse: 1, InstanceProfiles: 0 },
      ...{ MFADevices: 0, MFADevicesInUse: 0, Providers: 0, ServerCertificates: 0 },
      ...{ AccountAccessKeysPresent: 1, AccountMFAEnabled: 0, AccountPasswordPresent: 0 },
      ...{ AccountSigningCertificatesPresent: 0, GlobalEndpointTokenVersion: 1 },
      ...{ AccessKeysPerUserQuota: 2, AssumeRolePolicySizeQuota: 2048, AttachedPoliciesPerGroupQuota: 10 },
      ...{ AttachedPoliciesPerRoleQuota: 10, AttachedPoliciesPerUserQuota: 10, GroupPolicySizeQuota: 5120 },
      ...{ GroupsPerUserQuota: 10, GroupsQuota: 300, InstanceProfilesQuota: 1000, PoliciesQuota: 1500 },
      ...{ PolicySizeQuota: 6144, PolicyVersionsInUseQuota: 10_000, RolePolicySizeQuota: 10_240 },
      ...{ RolesQuota: 1000, ServerCertificatesQuota: 20, SigningCertificatesPerUserQuota: 2 },
      ...{ UserPolicySizeQuota: 2048, UsersQuota: 5000, VersionsPerPolicyQuota: 5 },
    });
  });
});

describe("the credential report", () => {
  it("must be generated first, and then has a row for each user", async () => {
    await createUser(sandbox, UserName);
    await expect(iam.send(new GetCredentialReportCommand({}))).rejects.toMatchObject({
      ...{ name: "CredentialReportNotPresentException", $metadata: { httpStatusCode: 410 } },
    });
    expect((await iam.send(new GenerateCredentialReportCommand({}))).State).toBe("STARTED");
    expect((await iam.send(new GenerateCredentialReportCommand({}))).State).toBe("COMPLETE");
    const { Content, ReportFormat } = await iam.send(new GetCredentialReportCommand({}));
    expect(ReportFormat).toBe("text/csv");
    const [header, root, ann] = Buffer.from(Content ?? [])
      .toString()
      .split("\n");
    expect(header).toBe(
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated",
    );
    const columns = header?.split(",").length;
    expect(root?.split(",")).toHaveLength(columns ?? 0);
    expect(root).toMatch(/^<root_account>,arn:aws:iam::\d{12}:root,/);
    expect(ann?.split(",")).toHaveLength(columns ?? 0);
    expect(ann).toMatch(/^ann,arn:aws:iam::\d{12}:user\/ann,[^,]+,false,N\/A,N\/A,N\/A,false,true,/);
  });
});

describe("GetAccountAuthorizationDetails", () => {
  it("shows everything that grants permissions, by kinds and pages", async () => {
    await createUser(sandbox, UserName, [{ Action: "s3:*" }]);
    await iam.send(new CreateGroupCommand({ GroupName: "g" }));
    const PolicyDocument = document({ Action: "s3:*" });
    await iam.send(new CreatePolicyCommand({ PolicyName: "p", PolicyDocument }));
    const all = await iam.send(new GetAccountAuthorizationDetailsCommand({}));
    expect(all).toMatchObject({
      UserDetailList: [
        {
          ...{ UserName, GroupList: [], AttachedManagedPolicies: [], Tags: [] },
          UserPolicyList: [{ PolicyName: "own", PolicyDocument: encodeURIComponent(PolicyDocument) }],
        },
      ],
      GroupDetailList: [{ GroupName: "g", GroupPolicyList: [], AttachedManagedPolicies: [] }],
      RoleDetailList: [],
      Policies: [
        {
          PolicyName: "p",
          PolicyVersionList: [
            { VersionId: "v1", IsDefaultVersion: true, Document: encodeURIComponent(PolicyDocument) },
          ],
        },
      ],
      IsTruncated: false,
    });
    const groups = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ["Group"] }));
    expect(groups).toMatchObject({ UserDetailList: [], GroupDetailList: [{ GroupName: "g" }], Policies: [] });
    const first = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, Policies: [expect.anything()], UserDetailList: [] });
    const rest = await iam.send(new GetAccountAuthorizationDetailsCommand({ Marker: first.Marker }));
    expect(rest).toMatchObject({ IsTruncated: false, Policies: [], UserDetailList: [{ UserName }] });
  });
});
