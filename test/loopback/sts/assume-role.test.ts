// sts:AssumeRole: who may, for how long, and what the session may then do.
import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  PutRolePolicyCommand,
  type Tag,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Keys } from "../clients.ts";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document, putPolicy } from "../seed.ts";
import { enableDevice } from "./authenticator.ts";

let ann: Keys;
const list = new ListBucketsCommand();

it.beforeEach(async ({ sandbox }) => {
  ann = await createUser(sandbox, "Ann", [{ Action: "sts:*" }]);
});

const account = () => sandbox.loopback.accountId;
const roleArn = (name = "reader") => `arn:aws:iam::${account()}:role/${name}`;

const trusting = (...statements: readonly object[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      ...{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: account() } },
      ...statement,
    })),
  });

/** A role that may list buckets. */
async function createRole(
  trust = trusting({}),
  options: { RoleName?: string; MaxSessionDuration?: number; Tags?: Tag[] } = {},
): Promise<void> {
  const RoleName = options.RoleName ?? "reader";
  await sandbox.iam.send(new CreateRoleCommand({ AssumeRolePolicyDocument: trust, ...options, RoleName }));
  const PolicyDocument = document({ Action: "s3:ListAllMyBuckets" }, { Action: "sts:*" });
  await sandbox.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
}

async function assume(by: Keys, input: Partial<AssumeRoleCommandInput> = {}) {
  const answer = await sandbox
    .as(by)
    .sts.send(new AssumeRoleCommand({ RoleArn: roleArn(), RoleSessionName: "session", ...input }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials ?? {};
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...answer, keys };
}

const denied = (because: string, caller = `arn:aws:iam::${account()}:user/Ann`, action = "AssumeRole") => ({
  ...{ name: "AccessDenied", $metadata: { httpStatusCode: 403 } },
  message: `User: ${caller} is not authorized to perform: sts:${action} on resource: ${roleArn()} ${because}`,
});

describe("a role is assumed", () => {
  it("by a caller whom both the trust policy and the own policies allow", async () => {
    await createRole();
    const { AssumedRoleUser, PackedPolicySize, keys } = await assume(ann);
    expect(AssumedRoleUser).toEqual({
      Arn: `arn:aws:sts::${account()}:assumed-role/reader/session`,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:session$/),
    });
    expect(PackedPolicySize).toBeUndefined();
    expect(await sandbox.as(keys).sts.send(new GetCallerIdentityCommand())).toMatchObject({
      ...{ Account: account(), Arn: AssumedRoleUser?.Arn, UserId: AssumedRoleUser?.AssumedRoleId },
    });
    await expect(sandbox.as(keys).s3.send(list)).resolves.toBeDefined();
  });

  it("not by a caller whom only the trust in the account allows", async () => {
    await createRole();
    await putPolicy(sandbox, "Ann", { Action: "s3:*" });
    await expect(assume(ann)).rejects.toMatchObject(
      denied("because no identity-based policy allows the sts:AssumeRole action"),
    );
  });

  it("by a caller whom the trust policy names, without an own policy", async () => {
    await putPolicy(sandbox, "Ann", { Action: "s3:*" });
    await createRole(trusting({ Principal: { AWS: `arn:aws:iam::${account()}:user/Ann` } }));
    await expect(assume(ann)).resolves.toBeDefined();
  });

  it("not by a caller whom the trust policy leaves out, and not if the role is missing", async () => {
    await createUser(sandbox, "Bob");
    await createRole(trusting({ Principal: { AWS: `arn:aws:iam::${account()}:user/Bob` } }));
    const refused = denied("because no role trust policy allows the sts:AssumeRole action");
    await expect(assume(ann)).rejects.toMatchObject(refused);
    await sandbox.iam.send(new DeleteRolePolicyCommand({ RoleName: "reader", PolicyName: "own" }));
    await sandbox.iam.send(new DeleteRoleCommand({ RoleName: "reader" }));
    await expect(assume(ann)).rejects.toMatchObject(refused);
  });

  it("not by a new user with the name of one whom the trust policy named", async () => {
    await putPolicy(sandbox, "Ann", { Action: "s3:*" });
    await createRole(trusting({ Principal: { AWS: `arn:aws:iam::${account()}:user/Ann` } }));
    const { User } = await sandbox.iam.send(new GetUserCommand({ UserName: "Ann" }));
    const UserName = "Ann";
    await sandbox.iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "own" }));
    await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: ann.accessKeyId }));
    await sandbox.iam.send(new DeleteUserCommand({ UserName }));
    const other = await createUser(sandbox, "Ann", [{ Action: "sts:*" }]);
    await expect(assume(other)).rejects.toMatchObject(
      denied("because no role trust policy allows the sts:AssumeRole action"),
    );
    const { Role } = await sandbox.iam.send(new GetRoleCommand({ RoleName: "reader" }));
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).toMatchObject({
      Statement: [{ Principal: { AWS: User?.UserId } }],
    });
  });

  it("not by root, and not by a federated session", async () => {
    await createRole();
    await expect(assume(sandbox.root)).rejects.toMatchObject({
      ...{ name: "AccessDenied", message: "Roles may not be assumed by root accounts." },
      $metadata: { httpStatusCode: 403 },
    });
    const session = await sandbox.federate(ann, { Name: "User1", Policy: document({ Action: "*" }) });
    await expect(assume(session)).rejects.toMatchObject(
      denied(
        "because a session made by GetFederationToken can call no STS operation but GetCallerIdentity",
        `arn:aws:sts::${account()}:federated-user/User1`,
      ),
    );
  });

  it("by a caller with the external id, the session name and the MFA that the trust policy requires", async () => {
    await createRole(
      trusting({
        Condition: {
          StringEquals: { "sts:ExternalId": "Unique" },
          StringLike: { "sts:RoleSessionName": "ann-*" },
          Bool: { "aws:MultiFactorAuthPresent": "true" },
        },
      }),
    );
    const device = await enableDevice(sandbox.iam, "Ann", "phone");
    const mfa = () => ({ SerialNumber: device.serial, TokenCode: device.show() });
    const whole = { ExternalId: "Unique", RoleSessionName: "ann-1" };
    const refused = denied("because no role trust policy allows the sts:AssumeRole action");
    await expect(assume(ann, whole)).rejects.toMatchObject(refused);
    await expect(assume(ann, { ...whole, ...mfa(), ExternalId: "Other" })).rejects.toMatchObject(refused);
    await expect(assume(ann, { ...whole, ...mfa(), RoleSessionName: "bob" })).rejects.toMatchObject(refused);
    const input = { ...whole, ...mfa() };
    await expect(assume(ann, input)).resolves.toBeDefined();
    await expect(assume(ann, input)).rejects.toMatchObject({
      ...{ name: "AccessDenied" },
      message: "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
    });
  });

  it.each([
    "nothing-valid-in-here",
    "arn:aws:iam::1:user/ann.of.old",
    "arn:a:a::aaaaaaaaaa:",
    "arn::b:::something/test-role",
  ])("nothing that is no role: %s", async (RoleArn) => {
    await expect(assume(ann, { RoleArn })).rejects.toMatchObject({
      ...{ name: "ValidationError", message: `${RoleArn} is invalid` },
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe("how long a session lasts", () => {
  const lasting = async (input: Partial<AssumeRoleCommandInput>, by = ann) => {
    const { Credentials } = await assume(by, input);
    return Math.round(((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000);
  };

  it("an hour, or as long as the role allows", async () => {
    await createRole(trusting({}), { MaxSessionDuration: 7200 });
    expect(Math.abs((await lasting({})) - 3600)).toBeLessThan(5);
    expect(Math.abs((await lasting({ DurationSeconds: 7200 })) - 7200)).toBeLessThan(5);
    await expect(lasting({ DurationSeconds: 7201 })).rejects.toMatchObject({
      ...{ name: "ValidationError", $metadata: { httpStatusCode: 400 } },
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
  });

  it("an hour at most if a session assumes the role", async () => {
    await createRole(trusting({}), { MaxSessionDuration: 43_200 });
    const { keys } = await assume(ann);
    const { Credentials } = await sandbox.as(ann).sts.send(new GetSessionTokenCommand());
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const own = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    for (const by of [keys, own]) {
      expect(Math.abs((await lasting({ DurationSeconds: 3600 }, by)) - 3600)).toBeLessThan(5);
      await expect(lasting({ DurationSeconds: 3601 }, by)).rejects.toMatchObject({
        ...{ name: "ValidationError", $metadata: { httpStatusCode: 400 } },
        message:
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
      });
    }
  });
});

describe("a session of a role", () => {
  it("may do what its session policies and its role's policies both allow", async () => {
    await createRole();
    const { keys, PackedPolicySize } = await assume(ann, { Policy: document({ Action: "s3:GetObject" }) });
    expect(PackedPolicySize).toBe(21);
    await expect(sandbox.as(keys).s3.send(list)).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:sts::${account()}:assumed-role/reader/session is not authorized to perform: s3:ListAllMyBuckets because no session policy allows the s3:ListAllMyBuckets action`,
    });
    const wide = await assume(ann, { Policy: document({ Action: "s3:*" }) });
    await expect(sandbox.as(wide.keys).s3.send(list)).resolves.toBeDefined();
  });

  it.each(["without MFA", "with MFA, of which it tells nothing"])(
    "is shown to policies as what it is, %s",
    async (how) => {
      await createRole();
      const device = how === "without MFA" ? undefined : await enableDevice(sandbox.iam, "Ann", "phone");
      const mfa = device && { SerialNumber: device.serial, TokenCode: device.show() };
      const { keys, AssumedRoleUser } = await assume(ann, mfa);
      const Condition = {
        StringEquals: {
          "aws:userid": AssumedRoleUser?.AssumedRoleId,
          "aws:PrincipalType": "AssumedRole",
          "aws:PrincipalAccount": account(),
        },
        ArnEquals: { "aws:PrincipalArn": roleArn() },
        Bool: { "aws:MultiFactorAuthPresent": "false" },
        DateGreaterThan: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" },
        Null: { "aws:username": "true", "aws:MultiFactorAuthAge": "true", "aws:SourceIdentity": "true" },
      };
      const PolicyDocument = document({ Action: "s3:ListAllMyBuckets", Condition });
      await sandbox.iam.send(
        new PutRolePolicyCommand({ RoleName: "reader", PolicyName: "own", PolicyDocument }),
      );
      await expect(sandbox.as(keys).s3.send(list)).resolves.toBeDefined();
    },
  );

  it("is judged by its role's current policies, and ends with its role", async () => {
    await createRole();
    const { s3 } = sandbox.as((await assume(ann)).keys);
    await expect(s3.send(list)).resolves.toBeDefined();
    await sandbox.iam.send(new DeleteRolePolicyCommand({ RoleName: "reader", PolicyName: "own" }));
    await expect(s3.send(list)).rejects.toMatchObject({ name: "AccessDenied" });
    await sandbox.iam.send(new DeleteRoleCommand({ RoleName: "reader" }));
    await createRole();
    await expect(s3.send(list)).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
  });

  it("survives a change of the trust policy", async () => {
    await createRole();
    const { s3 } = sandbox.as((await assume(ann)).keys);
    const PolicyDocument = trusting({ Effect: "Deny" });
    await sandbox.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "reader", PolicyDocument }));
    await expect(s3.send(list)).resolves.toBeDefined();
    await expect(assume(ann)).rejects.toMatchObject(denied("with an explicit deny in the role trust policy"));
  });

  it("cannot get a federation token or a session token", async () => {
    await createRole();
    const { sts } = sandbox.as((await assume(ann)).keys);
    const refused = (operation: string) => ({
      ...{ name: "AccessDenied", message: `Cannot call ${operation} with session credentials` },
    });
    await expect(sts.send(new GetFederationTokenCommand({ Name: "User1" }))).rejects.toMatchObject(
      refused("GetFederationToken"),
    );
    await expect(sts.send(new GetSessionTokenCommand())).rejects.toMatchObject(refused("GetSessionToken"));
  });
});

describe("tags and source identity", () => {
  const both = { Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] };
  const red = [{ Key: "team", Value: "red" }];
  const invalid = (message: string) => ({
    ...{ name: "InvalidParameterValue", message, $metadata: { httpStatusCode: 400 } },
  });

  it("need extra permissions, from both sides", async () => {
    await createRole();
    await expect(assume(ann, { Tags: red })).rejects.toMatchObject(
      denied("because no role trust policy allows the sts:TagSession action", undefined, "TagSession"),
    );
    await expect(assume(ann, { SourceIdentity: "ann" })).rejects.toMatchObject(
      denied(
        "because no role trust policy allows the sts:SetSourceIdentity action",
        undefined,
        "SetSourceIdentity",
      ),
    );
  });

  it("of the request are visible to policies, and the session's tags replace the role's", async () => {
    await createRole(trusting({ ...both, Condition: { StringEquals: { "aws:RequestTag/team": "red" } } }), {
      Tags: [
        { Key: "Team", Value: "blue" },
        { Key: "site", Value: "home" },
      ],
    });
    await expect(assume(ann, { Tags: [{ Key: "team", Value: "green" }] })).rejects.toMatchObject({
      name: "AccessDenied",
    });
    const { keys } = await assume(ann, { Tags: red });
    const Condition = {
      StringEquals: { "aws:PrincipalTag/team": "red", "aws:PrincipalTag/site": "home" },
    };
    const PolicyDocument = document({ Action: "s3:ListAllMyBuckets", Condition });
    await sandbox.iam.send(
      new PutRolePolicyCommand({ RoleName: "reader", PolicyName: "own", PolicyDocument }),
    );
    await expect(sandbox.as(keys).s3.send(list)).resolves.toBeDefined();
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_attribute-based-access-control.html
  it.each(["iam:ResourceTag/project", "aws:ResourceTag/Project"])(
    "of the role are shown to the caller's policies as %s",
    async (key) => {
      const Condition = { StringEquals: { [key]: "${aws:PrincipalTag/project}" } };
      const own = [{ Action: "sts:AssumeRole", Condition }];
      const Tags = [{ Key: "project", Value: "pegasus" }];
      const dora = await createUser(sandbox, "Dora", own, { Tags });
      const eve = await createUser(sandbox, "Eve", own, { Tags: [{ Key: "project", Value: "unicorn" }] });
      await createRole(trusting({}), { Tags });
      await expect(assume(dora)).resolves.toBeDefined();
      await expect(assume(eve)).rejects.toMatchObject({ name: "AccessDenied" });
    },
  );

  it("transitive ones are passed on, and cannot be set again", async () => {
    await createRole(trusting(both));
    await createRole(trusting({ ...both, Condition: { StringEquals: { "aws:PrincipalTag/team": "red" } } }), {
      RoleName: "second",
    });
    await expect(assume(ann, { Tags: red, TransitiveTagKeys: ["site"] })).rejects.toMatchObject(
      invalid("The specified transitive tag key must be included in the requested tags."),
    );
    const Tags = [...red, { Key: "site", Value: "home" }];
    const first = await assume(ann, { Tags, TransitiveTagKeys: ["team"] });
    const RoleArn = roleArn("second");
    for (const Key of ["team", "TEAM"]) {
      await expect(assume(first.keys, { RoleArn, Tags: [{ Key, Value: "blue" }] })).rejects.toMatchObject(
        invalid(
          "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
        ),
      );
    }
    const { keys } = await assume(first.keys, { RoleArn });
    const allowing = (team: string) =>
      document({ Action: "s3:*", Condition: { StringEquals: { "aws:PrincipalTag/team": team } } });
    const put = (PolicyDocument: string) =>
      sandbox.iam.send(new PutRolePolicyCommand({ RoleName: "second", PolicyName: "own", PolicyDocument }));
    await put(allowing("red"));
    await expect(sandbox.as(keys).s3.send(list)).resolves.toBeDefined();
    await put(document({ Action: "s3:*", Condition: { Null: { "aws:PrincipalTag/site": "false" } } }));
    await expect(sandbox.as(keys).s3.send(list)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("the same key twice is refused", async () => {
    await createRole(trusting(both));
    const Tags = [...red, { Key: "Team", Value: "blue" }];
    await expect(assume(ann, { Tags })).rejects.toMatchObject(
      invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive."),
    );
  });

  it("a source identity stays through every role, and is visible to policies", async () => {
    await createRole(trusting(both));
    await createRole(trusting(both), { RoleName: "second" });
    const first = await assume(ann, { SourceIdentity: "ann" });
    expect(first.SourceIdentity).toBe("ann");
    const RoleArn = roleArn("second");
    await expect(assume(first.keys, { RoleArn, SourceIdentity: "bob" })).rejects.toMatchObject({
      name: "AccessDenied",
    });
    const second = await assume(first.keys, { RoleArn });
    expect(second.SourceIdentity).toBe("ann");
    const Condition = { StringEquals: { "aws:SourceIdentity": "ann" } };
    const PolicyDocument = document({ Action: "s3:*", Condition });
    await sandbox.iam.send(
      new PutRolePolicyCommand({ RoleName: "second", PolicyName: "own", PolicyDocument }),
    );
    await expect(sandbox.as(second.keys).s3.send(list)).resolves.toBeDefined();
  });
});
