// Seeds: what a file may say, what is made of it, that it may be applied again, and the sentence for each mistake.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import { readSeed } from "../../../loopback/seed/read-seed.ts";
import { startLoopback } from "../../../loopback/start-loopback.ts";
import { type Sandbox, startSandbox } from "../clients.ts";

const key = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

const seedText = `
users:
  - name: Broker
    path: /federation/
    policies:
      federation:
        Version: 2012-10-17
        Statement: { Effect: Allow, Action: ["s3:*", "sts:GetFederationToken"], Resource: "*" }
    accessKeys:
      - { id: ${key.accessKeyId}, secret: ${key.secretAccessKey} }
  - name: Idle
buckets:
  - name: bucket
    versioning: Enabled
    policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/Idle"},"Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket"}]}'
    objects:
      - key: folder/hello.txt
        text: hello
        contentType: text/plain
        metadata: { author: me }
      - { key: binary, base64: AP8= }
      - key: empty
`;

let opened: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of opened) await sandbox.close();
  opened = [];
});

async function start(options: Parameters<typeof startSandbox>[0]): Promise<Sandbox> {
  const sandbox = await startSandbox({ accountId: "111122223333", ...options });
  opened.push(sandbox);
  return sandbox;
}

describe("a seed", () => {
  it("makes users with policies and keys, buckets with policies, and objects", async () => {
    const sandbox = await start({ seed: readSeed(seedText) });
    expect(sandbox.log).toEqual([]);
    const { s3, sts, iam } = sandbox.as(key);
    expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({
      Arn: "arn:aws:iam::111122223333:user/federation/Broker",
    });
    await expect(iam.send(new ListUsersCommand())).rejects.toThrow(/not authorized/);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "bucket" }));
    expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ...[["binary", 2] as const, ["empty", 0] as const, ["folder/hello.txt", 5] as const],
    ]);
    const { Body, ContentType, Metadata } = await s3.send(
      new GetObjectCommand({ Bucket: "bucket", Key: "folder/hello.txt" }),
    );
    expect([await Body?.transformToString(), ContentType, Metadata]).toEqual([
      ...["hello", "text/plain", { author: "me" }],
    ]);
    const { Policy = "" } = await sandbox.s3.send(new GetBucketPolicyCommand({ Bucket: "bucket" }));
    expect(JSON.parse(Policy).Statement[0].Principal).toEqual({
      AWS: "arn:aws:iam::111122223333:user/Idle",
    });
  });

  it("makes managed policies, groups, roles, boundaries and tags, and brings them up to date", async () => {
    const text = (action: string) => `
policies:
  - { name: Lists, path: /seed/, tags: { team: a }, document: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "${action}", Resource: "*" } } }
groups:
  - { name: Readers, attachedPolicies: [Lists], policies: { who: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "iam:GetUser", Resource: "*" } } } }
users:
  - name: Member
    tags: { cost: "1" }
    groups: [Readers]
    attachedPolicies: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
    permissionsBoundary: Lists
    accessKeys: [{ id: ${key.accessKeyId}, secret: ${key.secretAccessKey} }]
roles:
  - name: Role
    maximumSessionDuration: 7200
    description: of ${action}
    tags: { team: a }
    trust: { Version: 2012-10-17, Statement: { Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:user/Member" }, Action: "sts:AssumeRole" } }
    attachedPolicies: [Lists]
    policies: { who: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "${action}", Resource: "*" } } }
buckets: [{ name: bucket }]
`;
    const state = join(mkdtempSync(join(tmpdir(), "federation-broker-")), "state");
    const first = await start({ state, seed: readSeed(text("s3:ListBucket")) });
    const { s3, iam } = first.as(key);
    const list = new ListObjectsV2Command({ Bucket: "bucket" });
    expect((await s3.send(list)).KeyCount).toBe(0);
    await expect(iam.send(new GetUserCommand())).rejects.toThrow(
      "because no permissions boundary allows the iam:GetUser action",
    );
    const { User } = await first.iam.send(new GetUserCommand({ UserName: "Member" }));
    expect(User).toMatchObject({
      Tags: [{ Key: "cost", Value: "1" }],
      PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/seed/Lists" },
    });
    const { Role } = await first.iam.send(new GetRoleCommand({ RoleName: "Role" }));
    expect(Role).toMatchObject({ MaxSessionDuration: 7200, Tags: [{ Key: "team", Value: "a" }] });
    await first.close();
    opened = [];
    const second = await start({ state, seed: readSeed(text("iam:GetUser")) });
    const clients = second.as(key);
    await expect(clients.s3.send(list)).rejects.toThrow(/no permissions boundary/);
    expect((await clients.iam.send(new GetUserCommand())).User?.UserName).toBe("Member");
    const { PolicyDocument = "" } = await second.iam.send(
      new GetRolePolicyCommand({ RoleName: "Role", PolicyName: "who" }),
    );
    expect(decodeURIComponent(PolicyDocument)).toContain("iam:GetUser");
    await second.close();
    opened = [];
    rmSync(join(state, ".."), { recursive: true });
  });

  it("makes buckets in other regions, and refuses to move one", async () => {
    const state = join(mkdtempSync(join(tmpdir(), "federation-broker-")), "state");
    const text = (region: string) =>
      `buckets: [{ name: here }, { name: away, region: ${region}, versioning: Enabled, objects: [{ key: k, text: a }] }]`;
    const regions = async (sandbox: Sandbox) => {
      const { Buckets } = await sandbox.s3.send(new ListBucketsCommand({ Prefix: "" }));
      return Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion]);
    };
    const first = await start({ state, seed: readSeed(text("eu-west-1")) });
    const made = [
      ["away", "eu-west-1"],
      ["here", "us-east-1"],
    ];
    expect(await regions(first)).toEqual(made);
    await first.close();
    opened = [];
    const again = text("eu-west-1").replace("region: eu-west-1, ", "");
    const second = await start({ state, seed: readSeed(again) });
    expect(await regions(second)).toEqual(made);
    await second.close();
    opened = [];
    const moved = { state, seed: readSeed(text("us-west-2")), accountId: "111122223333" };
    await expect(startLoopback(moved)).rejects.toMatchObject({
      name: "ConfigurationError",
      message: "The seed's bucket away is in eu-west-1 already: give that region, or another name.",
    });
    rmSync(join(state, ".."), { recursive: true });
  });

  it("makes KMS keys with policies and aliases, and buckets that they encrypt", async () => {
    const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    const arn = `arn:aws:kms:us-east-1:111122223333:key/${id}`;
    const text = (action: string) => `
users: [{ name: Reader, accessKeys: [{ id: ${key.accessKeyId}, secret: ${key.secretAccessKey} }] }]
keys:
  - id: ${id}
    description: of data
    tags: { team: a }
    aliases: [alias/data]
    policy:
      Version: 2012-10-17
      Statement:
        - { Effect: Allow, Principal: { AWS: "111122223333" }, Action: "kms:*", Resource: "*" }
        - { Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:user/Reader" }, Action: "${action}", Resource: "*" }
buckets:
  - { name: bucket, versioning: Enabled, encryption: alias/data, objects: [{ key: k, text: hello }] }
`;
    const state = join(mkdtempSync(join(tmpdir(), "federation-broker-")), "state");
    const first = await start({ state, seed: readSeed(text("kms:DescribeKey")) });
    const described = await first.as(key).kms.send(new DescribeKeyCommand({ KeyId: "alias/data" }));
    expect(described.KeyMetadata).toMatchObject({ Arn: arn, Description: "of data", KeyManager: "CUSTOMER" });
    const head = new HeadObjectCommand({ Bucket: "bucket", Key: "k" });
    const object = await first.s3.send(head);
    expect(object).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: arn });
    await first.close();
    opened = [];
    const second = await start({ state, seed: readSeed(text("kms:GetKeyPolicy")) });
    expect((await second.s3.send(head)).VersionId).toBe(object.VersionId);
    const { kms } = second.as(key);
    await expect(kms.send(new DescribeKeyCommand({ KeyId: id }))).rejects.toThrow(/not authorized/);
    const { Policy = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId: id }));
    expect(JSON.parse(Policy).Statement[1].Action).toBe("kms:GetKeyPolicy");
    await second.close();
    opened = [];
    rmSync(join(state, ".."), { recursive: true });
  });

  it("may be JSON, and may be empty", () => {
    expect(readSeed('{"users":[{"name":"a"}]}')).toEqual({ users: [{ name: "a" }] });
    expect(readSeed("")).toEqual({});
    expect(readSeed("# nothing yet\n")).toEqual({});
  });

  it("applied again to a state changes nothing but what it says otherwise", async () => {
    const state = join(mkdtempSync(join(tmpdir(), "federation-broker-")), "state");
    const first = await start({ state, seed: readSeed(seedText) });
    const head = new HeadObjectCommand({ Bucket: "bucket", Key: "folder/hello.txt" });
    const { VersionId } = await first.s3.send(head);
    await first.close();
    opened = [];
    const changed = seedText.replace('"s3:*", ', "").replace("base64: AP8=", "text: other");
    const second = await start({ state, seed: readSeed(changed) });
    expect(VersionId).toBeTypeOf("string");
    expect((await second.s3.send(head)).VersionId).toBe(VersionId);
    const { Body } = await second.s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "binary" }));
    expect(await Body?.transformToString()).toBe("other");
    const { PolicyDocument } = await second.iam.send(
      new GetUserPolicyCommand({ UserName: "Broker", PolicyName: "federation" }),
    );
    expect(decodeURIComponent(PolicyDocument ?? "")).not.toContain("s3:");
    await second.close();
    opened = [];
    rmSync(join(state, ".."), { recursive: true });
  });

  it.each([
    [
      "a bad policy",
      "users: [{ name: ok }, { name: Broker, policies: { p: { Version: 2012-10-17 } } }]",
      "The seed's users[1] is refused: MalformedPolicyDocument: Syntax errors in policy.",
    ],
    [
      "a bad name",
      "buckets: [{ name: B }]",
      "The seed's buckets[0] is refused: InvalidBucketName: The specified bucket is not valid.",
    ],
    [
      "a key policy that locks the account out",
      "keys: [{ id: 1234abcd-12ab-34cd-56ef-1234567890ab, policy: { Version: 2012-10-17, Statement: { Effect: Allow, Principal: { AWS: '111122223333' }, Action: 'kms:Decrypt', Resource: '*' } } }]",
      "The seed's keys[0] is refused: MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    ],
    [
      "another user's key",
      `users: [{ name: a, accessKeys: [{ id: ${key.accessKeyId}, secret: ${key.secretAccessKey} }] }, { name: b, accessKeys: [{ id: ${key.accessKeyId}, secret: ${key.secretAccessKey} }] }]`,
      "The seed's access key AKIAIOSFODNN7EXAMPLE is another user's, or has another secret.",
    ],
  ])("is refused where AWS would refuse it, for %s, and the port is free again", async (_, text, message) => {
    const options = { seed: readSeed(text), accountId: "111122223333" };
    await expect(startLoopback(options)).rejects.toMatchObject({ name: "ConfigurationError", message });
  });

  it.each([
    ["users: {}", "The seed's users must be a list."],
    ["[]", "The seed's content must be a map with policies, groups, roles, users, keys, buckets."],
    ["user: []", "The seed's user is unknown: expected policies, groups, roles, users, keys, buckets."],
    ["users: [{ path: / }]", "The seed's users[0].name is missing."],
    ["users: [{ name: 1 }]", "The seed's users[0].name must be text (put numbers and dates in quotes)."],
    [
      "users: [{ name: a, policies: { p: 1 } }]",
      "The seed's users[0].policies.p must be a policy document, or its JSON text.",
    ],
    [
      "users: [{ name: a, accessKeys: [{ id: AKIA, secret: b }] }]",
      "The seed's users[0].accessKeys[0].id must be AKIA and 16 capital letters or digits.",
    ],
    [
      "buckets: [{ name: a, versioning: true }]",
      "The seed's buckets[0].versioning must be Enabled or Suspended.",
    ],
    [
      "buckets: [{ name: a, region: mars-north-1 }]",
      "The seed's buckets[0].region must be a region of the partition aws.",
    ],
    [
      "buckets: [{ name: a, objects: [{ key: k, text: a, base64: b }] }]",
      "The seed's buckets[0].objects[0] must be an object with text or base64, not both.",
    ],
    [
      "roles: [{ name: a, trust: {}, maximumSessionDuration: 1.5 }]",
      "The seed's roles[0].maximumSessionDuration must be a whole number.",
    ],
    [
      "users: [{ name: a, tags: { __proto__: { b: c } } }]",
      "The seed's users[0].tags.__proto__ must be text (put numbers and dates in quotes).",
    ],
    [
      "users: [{ name: a, constructor: b }]",
      "The seed's users[0].constructor is unknown: expected name, path, tags, policies, attachedPolicies, permissionsBoundary, groups, accessKeys.",
    ],
    ["keys: [{ id: key }]", "The seed's keys[0].id must be a UUID in lower case."],
    [
      "users: [",
      "The seed is neither YAML nor JSON: Flow sequence in block collection must be sufficiently indented and end with a ] (line 1, column 9).",
    ],
    ["a: 1\na: 2", "The seed is neither YAML nor JSON: Map keys must be unique (line 2, column 1)."],
  ])("is refused by the place of its mistake: %s", (text, message) => {
    expect(() => readSeed(text)).toThrow(expect.objectContaining({ name: "ConfigurationError", message }));
  });
});
