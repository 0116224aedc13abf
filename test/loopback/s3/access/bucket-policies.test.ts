// Bucket policies as they are put: who may be named, which resources and actions, how long; and what becomes of names.
import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  GetUserCommand,
} from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document } from "../../seed.ts";

let account: string;
const Bucket = "bucket";
const objects = "arn:aws:s3:::bucket/*";
it.beforeAll(async ({ sandbox }) => {
  account = sandbox.loopback.accountId;
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "key", Body: "hello" }));
  await createUser(sandbox, "ann", [], { Path: "/team/" });
});

const put = (Policy: string) => sandbox.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
const allow = (statement: object) =>
  document({ Principal: { AWS: account }, Action: "s3:GetObject", Resource: objects, ...statement });
const malformed = (message: string) => ({
  ...{ name: "MalformedPolicy", message, $metadata: { httpStatusCode: 400 } },
});

describe("a bucket policy", () => {
  it("is a policy, or nothing changes", async () => {
    await expect(put("not JSON")).rejects.toMatchObject(
      malformed("Policies must be valid JSON and the first byte must be '{'"),
    );
    await expect(put("{}")).rejects.toMatchObject(malformed("Missing required field Statement"));
    await expect(sandbox.s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: "NoSuchBucketPolicy",
    });
  });

  it("is put with 204, read as it was put, deleted twice", async () => {
    const Policy = allow({});
    expect((await put(Policy)).$metadata.httpStatusCode).toBe(204);
    expect((await sandbox.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect((await sandbox.s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus).toEqual({
      IsPublic: false,
    });
    for (const _ of [1, 2])
      expect(
        (await sandbox.s3.send(new DeleteBucketPolicyCommand({ Bucket }))).$metadata.httpStatusCode,
      ).toBe(204);
  });

  it.each([
    ["of the bucket", "arn:aws:s3:::bucket/*"],
    ["of names that the bucket's is one of", "arn:aws:s3:::buck*/a"],
    ["of everything in buckets that start so", "arn:aws:s3:::bucket*"],
    ["of names of as many letters", "arn:aws:s3:::bucke?/a"],
  ])("takes resources %s", async (_, Resource) => {
    await expect(put(allow({ Resource }))).resolves.toBeDefined();
  });

  it.each([
    "arn:aws:s3:::other/*",
    "arn:aws:s3:::bucket2/*",
    "arn:aws:s3:::buck/*",
    "arn:aws:iam:::bucket/*",
    "bucket/*",
  ])("takes no resource that is another's: %s", async (Resource) => {
    await expect(put(allow({ Resource }))).rejects.toMatchObject(malformed("Policy has invalid resource"));
  });

  it.each([
    ...["sts:GetFederationToken", "iam:*", "s3", "s3:"],
    ...["s3:ListObjects", "s3:PutObjectLockConfiguration", "s3:Got*"],
  ])("takes no action %s", async (Action) => {
    await expect(put(allow({ Action }))).rejects.toMatchObject(malformed("Policy has invalid action"));
  });

  it.each(["s3:getobject", "S3:GetObject*", "s3:*Object", "s3:?etObject", "*"])(
    "takes the action %s",
    async (Action) => {
      await expect(put(allow({ Action }))).resolves.toBeDefined();
    },
  );

  it.each(["s3:VersionStatus", "s3:ExistingObjectTag", "s3:ExistingObjectTag/", "foo:bar"])(
    "takes no condition key that S3 does not know: %s",
    async (key) => {
      await expect(put(allow({ Condition: { StringEquals: { [key]: "a" } } }))).rejects.toMatchObject(
        malformed("Policy has an invalid condition key"),
      );
    },
  );

  it.each([
    ["s3:GetObjectVersion", "s3:versionid"],
    ["s3:GetObject", "s3:ExistingObjectTag/Team"],
    ["s3:GetObject", "aws:NoSuchKeyOfAws"],
    ["s3:GetObject", "graph.facebook.com:id"],
  ])("allows %s with the condition key %s", async (Action, key) => {
    const Condition = { StringEquals: { [key]: "a" } };
    await expect(put(allow({ Action, Condition }))).resolves.toBeDefined();
  });

  it("takes no condition on a key that one of its actions lacks", async () => {
    const Condition = { StringEquals: { "s3:ExistingObjectTag/Team": "a" } };
    await expect(put(allow({ Action: ["s3:GetObject", "s3:PutObject"], Condition }))).rejects.toMatchObject(
      malformed("Conditions do not apply to combination of actions and resources in statement"),
    );
  });

  it("takes addresses only in a condition on addresses", async () => {
    const Condition = { IpAddress: { "aws:SourceIp": "10.0.0.0/33" } };
    await expect(put(allow({ Condition }))).rejects.toMatchObject(
      malformed("Invalid IP address in Conditions"),
    );
  });

  it("is refused if an action fits none of its resources", async () => {
    await expect(put(allow({ Action: "s3:ListBucket" }))).rejects.toMatchObject(
      malformed("Action does not apply to any resource(s) in statement"),
    );
  });

  it("has 20 KB at most", async () => {
    const Resource = Array.from(
      { length: 400 },
      (_, index) => `arn:aws:s3:::bucket/${"x".repeat(40)}${index}`,
    );
    await expect(put(allow({ Resource }))).rejects.toMatchObject(
      malformed("Normalized policy document exceeds the maximum allowed size of 20480 bytes."),
    );
  });
});

describe("a resource with many wildcards", () => {
  it("is judged at once, however many there are", async () => {
    const Bucket = "a".repeat(63);
    await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
    const judge = (name: string) => {
      const Policy = allow({ Action: "s3:ListBucket", Resource: `arn:aws:s3:::${name}` });
      return sandbox.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    };
    await expect(judge(`${"*a".repeat(20)}b`)).rejects.toMatchObject(
      malformed("Policy has invalid resource"),
    );
    await judge(`${"*a".repeat(20)}?`);
  });
});

describe("a principal of a bucket policy", () => {
  it.each<[string, () => object | string]>([
    ["a user with its path", () => ({ AWS: `arn:aws:iam::${account}:user/team/ann` })],
    ["the account, by id and by root", () => ({ AWS: [account, `arn:aws:iam::${account}:root`] })],
    ["a federated user, who need not exist", () => ({ AWS: `arn:aws:sts::${account}:federated-user/User1` })],
    ["another account's user, who cannot be looked up", () => ({ AWS: "arn:aws:iam::111122223333:user/x" })],
    ["a service", () => ({ Service: "logging.s3.amazonaws.com" })],
  ])("may be %s", async (_, principal) => {
    await expect(put(allow({ Principal: principal() }))).resolves.toBeDefined();
  });

  it.each<[string, () => string]>([
    ["a user that does not exist", () => `arn:aws:iam::${account}:user/nobody`],
    ["a user by another path", () => `arn:aws:iam::${account}:user/ann`],
    ["a user by a name of another case", () => `arn:aws:iam::${account}:user/team/Ann`],
    ["a role that does not exist", () => `arn:aws:iam::${account}:role/nobody`],
    ["a session of a role that does not exist", () => `arn:aws:sts::${account}:assumed-role/nobody/session`],
    ["an id that is nobody's", () => "AIDAAAAAAAAAAAAAAAAAA"],
    ["a group", () => `arn:aws:iam::${account}:group/admins`],
    ["a pattern", () => `arn:aws:iam::${account}:user/*`],
  ])("may not be %s", async (_, principal) => {
    await expect(put(allow({ Principal: { AWS: principal() } }))).rejects.toMatchObject(
      malformed("Invalid principal in policy"),
    );
    await expect(
      put(allow({ Effect: "Deny", Principal: { AWS: [account, principal()] } })),
    ).rejects.toMatchObject(malformed("Invalid principal in policy"));
  });

  it("may be a role that exists", async () => {
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" }],
    });
    await sandbox.iam.send(new CreateRoleCommand({ RoleName: "reader", AssumeRolePolicyDocument: trust }));
    await put(allow({ Principal: { AWS: `arn:aws:iam::${account}:role/reader` } }));
    await put(allow({ Principal: { AWS: `arn:aws:sts::${account}:assumed-role/reader/session` } }));
  });

  it("that is deleted leaves its id, and a new user of its name gets nothing", async () => {
    const arn = `arn:aws:iam::${account}:user/bob`;
    const read = new GetObjectCommand({ Bucket, Key: "key" });
    const first = await createUser(sandbox, "bob");
    const { User } = await sandbox.iam.send(new GetUserCommand({ UserName: "bob" }));
    await put(allow({ Principal: { AWS: [account, arn] } }));
    await expect(sandbox.as(first).s3.send(read)).resolves.toBeDefined();
    await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "bob", AccessKeyId: first.accessKeyId }));
    await sandbox.iam.send(new DeleteUserCommand({ UserName: "bob" }));
    const second = await createUser(sandbox, "bob");
    await expect(sandbox.as(second).s3.send(read)).rejects.toMatchObject({ name: "AccessDenied" });
    const { Policy = "" } = await sandbox.s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy).Statement[0].Principal.AWS).toEqual([account, User?.UserId]);
    await put(allow({ Principal: { AWS: arn } }));
    await expect(sandbox.as(second).s3.send(read)).resolves.toBeDefined();
  });
});
