// --iam-delay and every kind of change: each is in force for callers and their sessions after the delay, and not before.
import * as iam from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListObjectsV2Command, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Keys } from "../clients.ts";
import { sandbox, testInOwnSandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";
import { code } from "../sts/authenticator.ts";

let seconds: number;
const start = Date.now();
const it = testInOwnSandbox.extend("options", () => {
  seconds = 0;
  return { iamDelay: 4000, now: () => new Date(start + seconds * 1000) };
});
it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});

const nameOf = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => error.name,
  );
const listing = { Action: "s3:ListBucket" };
const list = (keys: Keys) => nameOf(sandbox.as(keys).s3.send(new ListObjectsV2Command({ Bucket: "bucket" })));
interface Step {
  readonly operation: string;
  readonly input: object;
}
const step = (operation: string, input: object): Step => ({ operation, input });
/** Has root send an operation of IAM by its name. */
function send({ operation, input }: Step): Promise<object> {
  const commands = new Map<string, unknown>(Object.entries(iam));
  const Command = commands.get(`${operation}Command`) as new (input: object) => iam.ListUsersCommand;
  return sandbox.iam.send(new Command(input));
}
const userArn = (name: string) => `arn:aws:iam::${sandbox.loopback.accountId}:user/${name}`;
const policyArn = () => `arn:aws:iam::${sandbox.loopback.accountId}:policy/listing`;
const UserName = "ann";
const PolicyName = "own";

/** What a user with these keys, and a federated session of theirs, are answered. */
type Answers = readonly [user: string, session: string];
const denied: Answers = ["AccessDenied", "AccessDenied"];
const done: Answers = ["done", "done"];
/** Deleting a key ends no session; deleting a user ends them all. */
const keyGone: Answers = ["InvalidAccessKeyId", "done"];
const userGone: Answers = ["InvalidAccessKeyId", "InvalidAccessKeyId"];

type Change = (keys: Keys) => readonly Step[];
interface Row {
  readonly statements?: Parameters<typeof createUser>[2];
  /** Done long before. */
  readonly given?: Change;
  readonly change: Change;
  readonly before: Answers;
  readonly after: Answers;
}

const managed = () => step("CreatePolicy", { PolicyName: "listing", PolicyDocument: document(listing) });
const boundary = { UserName, PermissionsBoundary: "arn:aws:iam::aws:policy/IAMReadOnlyAccess" };
const group = { GroupName: "readers" };
const tagged = { ...listing, Condition: { StringEquals: { "aws:PrincipalTag/team": "red" } } };
const attach = () => step("AttachUserPolicy", { UserName, PolicyArn: policyArn() });
const inGroup = [
  () => step("CreateGroup", group),
  () => step("AddUserToGroup", { ...group, UserName }),
  () => step("PutGroupPolicy", { ...group, PolicyName, PolicyDocument: document(listing) }),
];

const rows: Readonly<Record<string, Row>> = {
  "an inline policy that is put": {
    change: () => [step("PutUserPolicy", { UserName, PolicyName, PolicyDocument: document(listing) })],
    ...{ before: denied, after: done },
  },
  "an inline policy that is replaced by a denial": {
    statements: [listing],
    change: () => [
      step("PutUserPolicy", {
        ...{ UserName, PolicyName },
        PolicyDocument: document(listing, { Effect: "Deny", Action: "s3:*" }),
      }),
    ],
    ...{ before: done, after: denied },
  },
  "an inline policy that is deleted": {
    statements: [listing],
    change: () => [step("DeleteUserPolicy", { UserName, PolicyName })],
    ...{ before: done, after: denied },
  },
  "a managed policy that is attached": {
    given: () => [managed()],
    change: () => [attach()],
    ...{ before: denied, after: done },
  },
  "a managed policy that is detached": {
    given: () => [managed(), attach()],
    change: () => [step("DetachUserPolicy", { UserName, PolicyArn: policyArn() })],
    ...{ before: done, after: denied },
  },
  "a new default version of a managed policy": {
    given: () => [managed(), attach()],
    change: () => [
      step("CreatePolicyVersion", {
        PolicyArn: policyArn(),
        PolicyDocument: document({ Action: "s3:GetObject" }),
        SetAsDefault: true,
      }),
    ],
    ...{ before: done, after: denied },
  },
  "a group with a policy, and membership": {
    change: () => inGroup.map((make) => make()),
    ...{ before: denied, after: done },
  },
  "membership that ends": {
    given: () => inGroup.map((make) => make()),
    change: () => [step("RemoveUserFromGroup", { ...group, UserName })],
    ...{ before: done, after: denied },
  },
  "a permissions boundary that is set": {
    statements: [listing],
    change: () => [step("PutUserPermissionsBoundary", boundary)],
    ...{ before: done, after: denied },
  },
  "a permissions boundary that is removed": {
    statements: [listing],
    given: () => [step("PutUserPermissionsBoundary", boundary)],
    change: () => [step("DeleteUserPermissionsBoundary", { UserName })],
    ...{ before: denied, after: done },
  },
  "a tag that is added": {
    statements: [tagged],
    change: () => [step("TagUser", { UserName, Tags: [{ Key: "team", Value: "red" }] })],
    ...{ before: denied, after: done },
  },
  "a tag that is removed": {
    statements: [tagged],
    given: () => [step("TagUser", { UserName, Tags: [{ Key: "team", Value: "red" }] })],
    change: () => [step("UntagUser", { UserName, TagKeys: ["team"] })],
    ...{ before: done, after: denied },
  },
  "a key that is switched off": {
    statements: [listing],
    change: ({ accessKeyId: AccessKeyId }) => [
      step("UpdateAccessKey", { UserName, AccessKeyId, Status: "Inactive" }),
    ],
    ...{ before: done, after: keyGone },
  },
  "a key that is deleted": {
    statements: [listing],
    change: ({ accessKeyId: AccessKeyId }) => [step("DeleteAccessKey", { UserName, AccessKeyId })],
    ...{ before: done, after: keyGone },
  },
  "a user who is deleted": {
    statements: [listing],
    change: ({ accessKeyId: AccessKeyId }) => [
      step("DeleteAccessKey", { UserName, AccessKeyId }),
      step("DeleteUserPolicy", { UserName, PolicyName }),
      step("DeleteUser", { UserName }),
    ],
    ...{ before: done, after: userGone },
  },
  "a user who is deleted, and another who takes over the name": {
    statements: [listing],
    change: ({ accessKeyId: AccessKeyId }) => [
      step("DeleteAccessKey", { UserName, AccessKeyId }),
      step("DeleteUserPolicy", { UserName, PolicyName }),
      step("DeleteUser", { UserName }),
      step("CreateUser", { UserName }),
      step("PutUserPolicy", { UserName, PolicyName, PolicyDocument: document(listing) }),
    ],
    ...{ before: done, after: userGone },
  },
};

describe("is in force after four seconds, and not before:", () => {
  it.each(Object.entries(rows))("%s", async (_, { statements = [], given, change, before, after }) => {
    const federate = { Action: "sts:GetFederationToken" };
    const keys = await createUser(sandbox, UserName, statements);
    const PolicyDocument = document(federate);
    await send(step("CreateGroup", { GroupName: "federating" }));
    await send(step("PutGroupPolicy", { GroupName: "federating", PolicyName, PolicyDocument }));
    await send(step("AddUserToGroup", { GroupName: "federating", UserName }));
    seconds += 4;
    const session = await sandbox.federate(keys, { Name: "User1", Policy: document(listing) });
    for (const one of given?.(keys) ?? []) await send(one);
    seconds += 4;
    const answers = async () => [await list(keys), await list(session)];
    const steps = change(keys);
    if (steps.some(({ operation }) => operation === "DeleteUser"))
      await send(step("RemoveUserFromGroup", { GroupName: "federating", UserName }));
    for (const one of steps) await send(one);
    expect(await answers()).toEqual(before);
    seconds += 3.9;
    expect(await answers()).toEqual(before);
    seconds += 0.1;
    expect(await answers()).toEqual(after);
  });
});

it("a role, its trust, its policies and its end", async () => {
  const ann = await createUser(sandbox, UserName, [{ Action: "sts:AssumeRole" }]);
  seconds += 4;
  const RoleName = "reader";
  const trust = (arn: string) =>
    document({ Action: "sts:AssumeRole", Principal: { AWS: arn } }).replace(',"Resource":"*"', "");
  const RoleArn = `arn:aws:iam::${sandbox.loopback.accountId}:role/${RoleName}`;
  const assume = () =>
    sandbox.as(ann).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session" }));
  const named = (statement: string) => statement.replace('"Resource":"*",', "");
  const AssumeRolePolicyDocument = named(trust(userArn(UserName)));
  await send(step("CreateRole", { RoleName, AssumeRolePolicyDocument }));
  expect(await nameOf(assume())).toBe("AccessDenied");
  seconds += 4;
  const { Credentials } = await assume();
  const keys = {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
  await send(step("PutRolePolicy", { RoleName, PolicyName, PolicyDocument: document(listing) }));
  expect(await list(keys)).toBe("AccessDenied");
  seconds += 4;
  expect(await list(keys)).toBe("done");
  const other = named(trust(`arn:aws:iam::${sandbox.loopback.accountId}:root`));
  await send(step("UpdateAssumeRolePolicy", { RoleName, PolicyDocument: other }));
  await send(step("DeleteRolePolicy", { RoleName, PolicyName }));
  await send(step("DeleteRole", { RoleName }));
  expect([await nameOf(assume()), await list(keys)]).toEqual(["done", "done"]);
  seconds += 4;
  expect([await nameOf(assume()), await list(keys)]).toEqual(["AccessDenied", "InvalidAccessKeyId"]);
});

it("an MFA device", async () => {
  const ann = await createUser(sandbox, UserName);
  seconds += 4;
  const { VirtualMFADevice } = await sandbox.iam.send(
    new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }),
  );
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
  const SerialNumber = VirtualMFADevice?.SerialNumber ?? "";
  const show = (offset = 0) => code(seed, start / 1000 + seconds + offset);
  await send(
    step("EnableMFADevice", {
      ...{ UserName, SerialNumber, AuthenticationCode1: show(-60), AuthenticationCode2: show(-30) },
    }),
  );
  const token = () =>
    nameOf(sandbox.as(ann).sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode: show() })));
  expect(await token()).toBe("AccessDenied");
  seconds += 4;
  expect(await token()).toBe("done");
});

it("a user whom a bucket policy names, as Terraform's retries expect", async () => {
  await createUser(sandbox, UserName);
  const Principal = { AWS: userArn(UserName) };
  const Policy = document({ ...listing, Principal, Resource: "arn:aws:s3:::bucket" });
  const put = () => sandbox.s3.send(new PutBucketPolicyCommand({ Bucket: "bucket", Policy }));
  await expect(put()).rejects.toMatchObject({
    ...{
      name: "MalformedPolicy",
      message: "Invalid principal in policy",
      $metadata: { httpStatusCode: 400 },
    },
  });
  seconds += 4;
  expect(await nameOf(put())).toBe("done");
});
