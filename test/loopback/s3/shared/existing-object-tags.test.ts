// s3:ExistingObjectTag follows the action: some see the tags of the object, others never do.
// Pinned against AWS by justincormack/argmin: crates/auth/src/bucket_policy/condition_key.rs,
// crates/s3-tests/tests/object_attributes_auth.rs.
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const named = { Bucket: "bucket", Key: "key" };
let VersionId = "";
let UploadId = "";
it.beforeAll(async ({ sandbox: { s3: root } }) => {
  await root.send(new s3.CreateBucketCommand({ Bucket: "bucket", ObjectLockEnabledForBucket: true }));
  const put = new s3.PutObjectCommand({ ...named, Body: "x", Tagging: "team=a" });
  VersionId = (await root.send(put)).VersionId ?? "";
  UploadId = (await root.send(new s3.CreateMultipartUploadCommand(named))).UploadId ?? "";
});

const version = () => ({ ...named, VersionId });
const Tagging = { TagSet: [{ Key: "team", Value: "a" }] };
const Retention = { Mode: "GOVERNANCE", RetainUntilDate: new Date("2100-01-01") } as const;
const ObjectAttributes: s3.ObjectAttributes[] = ["ETag"];
const CopySource = "bucket/key";
const part = { PartNumber: 1, CopySource };

type Row = readonly [action: string, command: () => object];

const seen: readonly Row[] = [
  ["s3:GetObject", () => new s3.GetObjectCommand(named)],
  ["s3:GetObject", () => new s3.HeadObjectCommand(named)],
  ["s3:GetObjectVersion", () => new s3.GetObjectCommand(version())],
  ["s3:GetObjectAcl", () => new s3.GetObjectAclCommand(named)],
  ["s3:GetObjectVersionAcl", () => new s3.GetObjectAclCommand(version())],
  ["s3:PutObjectAcl", () => new s3.PutObjectAclCommand({ ...named, ACL: "private" })],
  ["s3:PutObjectVersionAcl", () => new s3.PutObjectAclCommand({ ...version(), ACL: "private" })],
  ["s3:GetObjectTagging", () => new s3.GetObjectTaggingCommand(named)],
  ["s3:GetObjectVersionTagging", () => new s3.GetObjectTaggingCommand(version())],
  ["s3:PutObjectTagging", () => new s3.PutObjectTaggingCommand({ ...named, Tagging })],
  ["s3:PutObjectVersionTagging", () => new s3.PutObjectTaggingCommand({ ...version(), Tagging })],
  // The source of a part.
  ["s3:GetObject", () => new s3.UploadPartCopyCommand({ ...named, ...part, UploadId })],
];

const unseen: readonly Row[] = [
  ["s3:GetObjectAttributes", () => new s3.GetObjectAttributesCommand({ ...named, ObjectAttributes })],
  [
    "s3:GetObjectVersionAttributes",
    () => new s3.GetObjectAttributesCommand({ ...version(), ObjectAttributes }),
  ],
  ["s3:GetObject", () => new s3.CopyObjectCommand({ ...named, Key: "copy", CopySource })],
  ["s3:GetObjectTagging", () => new s3.CopyObjectCommand({ ...named, Key: "copy", CopySource })],
  ["s3:PutObject", () => new s3.PutObjectCommand({ ...named, Body: "y" })],
  ["s3:DeleteObject", () => new s3.DeleteObjectCommand(named)],
  ["s3:DeleteObjectVersion", () => new s3.DeleteObjectCommand(version())],
  ["s3:GetObjectRetention", () => new s3.GetObjectRetentionCommand(named)],
  ["s3:PutObjectRetention", () => new s3.PutObjectRetentionCommand({ ...named, Retention })],
  ["s3:GetObjectLegalHold", () => new s3.GetObjectLegalHoldCommand(named)],
  [
    "s3:PutObjectLegalHold",
    () => new s3.PutObjectLegalHoldCommand({ ...named, LegalHold: { Status: "OFF" } }),
  ],
  [
    "s3:BypassGovernanceRetention",
    () => new s3.PutObjectRetentionCommand({ ...named, Retention, BypassGovernanceRetention: true }),
  ],
];

const name = ([action]: Row, index: number) => `${action.replace(":", "-")}-${index}`;

/** One who may do an action only on objects of team a, and everything else. */
const keeper = async (user: string, action: string) => {
  const Condition = { StringEquals: { "s3:ExistingObjectTag/team": "a" } };
  const others = { NotAction: action } as unknown as { Action: string };
  return sandbox.as(await createUser(sandbox, user, [others, { Action: action, Condition }])).s3;
};

describe("the tags of an existing object", () => {
  it.each(seen.map((row, index) => [name(row, index), ...row] as const))(
    "are seen by %s",
    async (user, action, command) => {
      const client = await keeper(`seen-${user}`, action);
      await expect(client.send(command() as s3.GetObjectCommand)).resolves.toBeDefined();
    },
  );

  it.each(unseen.map((row, index) => [name(row, index), ...row] as const))(
    "are not seen by %s",
    async (user, action, command) => {
      const client = await keeper(`unseen-${user}`, action);
      await expect(client.send(command() as s3.GetObjectCommand)).rejects.toMatchObject({
        name: "AccessDenied",
        message: expect.stringContaining(`because no identity-based policy allows the ${action} action`),
      });
    },
  );

  it.each([
    ["s3:DeleteObjectTagging", () => new s3.DeleteObjectTaggingCommand({ ...named, Key: "untagged" })],
    [
      "s3:DeleteObjectVersionTagging",
      () => new s3.DeleteObjectTaggingCommand({ ...named, Key: "untagged", VersionId: tagged }),
    ],
  ] as const)("are seen by %s, which takes them away", async (action, command) => {
    const put = new s3.PutObjectCommand({ ...named, Key: "untagged", Body: "x", Tagging: "team=a" });
    tagged = (await sandbox.s3.send(put)).VersionId ?? "";
    const client = await keeper(action.replace(":", "-"), action);
    await expect(client.send(command())).resolves.toBeDefined();
    await expect(client.send(command())).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

let tagged = "";
