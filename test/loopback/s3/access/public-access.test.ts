// Block Public Access and Object Ownership: what they refuse, and which grants they cancel.
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetBucketAclCommand,
  GetBucketPolicyStatusCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  type ObjectCannedACL,
  type ObjectOwnership,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Clients } from "../../clients.ts";
import { send } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, putBucketPolicy } from "../../seed.ts";

let count = 0;

type Flag = "BlockPublicAcls" | "IgnorePublicAcls" | "BlockPublicPolicy" | "RestrictPublicBuckets";

/** A bucket with an object, and with only these flags of Block Public Access. */
async function newBucket(ObjectOwnership: ObjectOwnership, ...flags: Flag[]): Promise<string> {
  count += 1;
  const Bucket = `bucket-${count}`;
  await sandbox.s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership }));
  await block(Bucket, ...flags);
  await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "key", Body: "hello" }));
  return Bucket;
}

async function block(Bucket: string, ...flags: Flag[]): Promise<void> {
  const chosen = Object.fromEntries(flags.map((flag) => [flag, true]));
  const PublicAccessBlockConfiguration = { BlockPublicAcls: false, ...chosen };
  await sandbox.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
}

const everyone = (Bucket: string) =>
  putBucketPolicy(sandbox, Bucket, {
    ...{ Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` },
  });
const anonymously = (path: string, method = "GET") =>
  send(sandbox.loopback.endpoint, { method, path, body: method === "PUT" ? "x" : "" });
const hidden = { status: 403, code: "AccessDenied", message: "Access Denied" };
const publicRead = { ACL: "public-read" as const };

describe("BlockPublicPolicy", () => {
  it("refuses a policy that is public, and takes one that is not", async () => {
    const Bucket = await newBucket("BucketOwnerEnforced", "BlockPublicPolicy");
    const message = `User: arn:aws:iam::${sandbox.loopback.accountId}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${Bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`;
    await expect(everyone(Bucket)).rejects.toMatchObject({
      ...{ name: "AccessDenied", message, $metadata: { httpStatusCode: 403 } },
    });
    await putBucketPolicy(sandbox, Bucket, {
      ...{ Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `arn:aws:s3:::${Bucket}/*` },
    });
  });

  it("is on for a new bucket", async () => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "fresh" }));
    await expect(everyone("fresh")).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

describe("RestrictPublicBuckets", () => {
  it("keeps everyone outside the account out, and the policy's denials still apply", async () => {
    const Bucket = await newBucket("BucketOwnerEnforced");
    const keys = await createUser(sandbox, "insider");
    const read = () => anonymously(`/${Bucket}/key`);
    await everyone(Bucket);
    expect(await read()).toMatchObject({ status: 200, body: "hello" });
    await block(Bucket, "RestrictPublicBuckets");
    expect(await read()).toMatchObject(hidden);
    expect(await sandbox.s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).toMatchObject({
      PolicyStatus: { IsPublic: true },
    });
    const insider = sandbox.as(keys).s3;
    await expect(insider.send(new GetObjectCommand({ Bucket, Key: "key" }))).resolves.toBeDefined();
  });

  it("leaves a policy alone that is not public", async () => {
    const Bucket = await newBucket("BucketOwnerEnforced", "RestrictPublicBuckets");
    await putBucketPolicy(sandbox, Bucket, {
      ...{ Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` },
      Condition: { IpAddress: { "aws:SourceIp": "127.0.0.1" } },
    });
    expect(await anonymously(`/${Bucket}/key`)).toMatchObject({ status: 200 });
  });
});

describe("where the owner owns everything, access control lists", () => {
  const refusal = {
    ...{ name: "AccessControlListNotSupported", message: "The bucket does not allow ACLs" },
    $metadata: { httpStatusCode: 400 },
  };

  it.each<ObjectCannedACL>(["public-read", "authenticated-read", "public-read-write"])(
    "are refused: %s",
    async (ACL) => {
      const Bucket = await newBucket("BucketOwnerEnforced");
      const put = (client: Clients["s3"]) =>
        client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x", ACL }));
      await expect(put(sandbox.s3)).rejects.toMatchObject(refusal);
      await expect(
        sandbox.s3.send(new PutObjectAclCommand({ Bucket, Key: "key", ACL })),
      ).rejects.toMatchObject(refusal);
      await expect(
        sandbox.s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" })),
      ).rejects.toMatchObject(refusal);
    },
  );

  it.each<ObjectCannedACL>(["private", "bucket-owner-full-control"])(
    "may say what holds: %s",
    async (ACL) => {
      const Bucket = await newBucket("BucketOwnerEnforced");
      await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x", ACL }));
      const { Owner, Grants } = await sandbox.s3.send(new GetObjectAclCommand({ Bucket, Key: "k" }));
      expect(Grants).toEqual([
        { Grantee: { Type: "CanonicalUser", ID: Owner?.ID }, Permission: "FULL_CONTROL" },
      ]);
    },
  );

  it("that were set before do not count, but prevent enforcing ownership", async () => {
    const Bucket = await newBucket("ObjectWriter");
    await sandbox.s3.send(new PutObjectAclCommand({ Bucket, Key: "key", ...publicRead }));
    await sandbox.s3.send(new PutBucketAclCommand({ Bucket, ...publicRead }));
    const enforce = () =>
      sandbox.s3.send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        }),
      );
    await expect(enforce()).rejects.toMatchObject({
      name: "InvalidBucketAclWithObjectOwnership",
      message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    });
    await sandbox.s3.send(new PutBucketAclCommand({ Bucket, ACL: "private" }));
    expect(await anonymously(`/${Bucket}/key`)).toMatchObject({ status: 200 });
    await enforce();
    expect(await anonymously(`/${Bucket}/key`)).toMatchObject(hidden);
  });
});

describe("BlockPublicAcls", () => {
  const start = async (Bucket: string) => {
    const upload = { Bucket, Key: "parts" };
    const { UploadId } = await sandbox.s3.send(
      new CreateMultipartUploadCommand({ ...upload, ...publicRead }),
    );
    const { ETag } = await sandbox.s3.send(
      new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: "x" }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    return () =>
      sandbox.s3.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
  };

  it("that is set during an upload refuses to complete it", async () => {
    const Bucket = await newBucket("ObjectWriter");
    const complete = await start(Bucket);
    await block(Bucket, "BlockPublicAcls");
    const message = `User: arn:aws:iam::${sandbox.loopback.accountId}:root is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::${Bucket}/parts" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`;
    await expect(complete()).rejects.toMatchObject({
      ...{ name: "AccessDenied", message, $metadata: { httpStatusCode: 403 } },
    });
    await block(Bucket);
    await complete();
    expect(await anonymously(`/${Bucket}/parts`)).toMatchObject({ status: 200, body: "x" });
  });

  it("is the only setting that refuses to complete an upload", async () => {
    const Bucket = await newBucket("ObjectWriter");
    const complete = await start(Bucket);
    await block(Bucket, "IgnorePublicAcls");
    await complete();
    expect(await anonymously(`/${Bucket}/parts`)).toMatchObject(hidden);
  });
});

describe("where access control lists count", () => {
  it("an object that everyone may read is read by everyone, and its neighbours are not", async () => {
    const Bucket = await newBucket("ObjectWriter");
    await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "open*", Body: "open", ...publicRead }));
    await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "open sesame", Body: "shut" }));
    expect(await anonymously(`/${Bucket}/open*`)).toMatchObject({ status: 200, body: "open" });
    expect(await anonymously(`/${Bucket}/open%20sesame`)).toMatchObject(hidden);
    expect(await anonymously(`/${Bucket}/key`)).toMatchObject(hidden);
    expect(await anonymously(`/${Bucket}`)).toMatchObject(hidden);
    expect(await anonymously(`/${Bucket}/open*?acl`)).toMatchObject(hidden);
  });

  it("a bucket that everyone may read is listed, one that everyone may write is written", async () => {
    const Bucket = await newBucket("ObjectWriter");
    await sandbox.s3.send(new PutBucketAclCommand({ Bucket, ...publicRead }));
    expect(await anonymously(`/${Bucket}`)).toMatchObject({ status: 200 });
    expect(await anonymously(`/${Bucket}/new`, "PUT")).toMatchObject(hidden);
    await sandbox.s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read-write" }));
    expect(await anonymously(`/${Bucket}/new`, "PUT")).toMatchObject({ status: 200 });
    expect(await anonymously(`/${Bucket}/key`)).toMatchObject(hidden);
    expect(await anonymously(`/${Bucket}/key`, "DELETE")).toMatchObject(hidden);
  });

  it("everyone with an account is not everyone", async () => {
    const Bucket = await newBucket("ObjectWriter");
    await sandbox.s3.send(new PutObjectAclCommand({ Bucket, Key: "key", ACL: "authenticated-read" }));
    expect(await anonymously(`/${Bucket}/key`)).toMatchObject(hidden);
    const keys = await createUser(sandbox, "authenticated");
    await expect(
      sandbox.as(keys).s3.send(new GetObjectCommand({ Bucket, Key: "key" })),
    ).resolves.toBeDefined();
  });

  it("BlockPublicAcls refuses public lists, IgnorePublicAcls ignores them", async () => {
    const Bucket = await newBucket("ObjectWriter", "BlockPublicAcls");
    await expect(
      sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x", ...publicRead })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringMatching(
        / because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access\.$/,
      ),
    });
    await block(Bucket, "IgnorePublicAcls");
    await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x", ...publicRead }));
    expect(await anonymously(`/${Bucket}/k`)).toMatchObject(hidden);
    const ignored = await sandbox.s3.send(new GetObjectAclCommand({ Bucket, Key: "k" }));
    expect(ignored.Grants).toHaveLength(1);
    await block(Bucket);
    expect(await anonymously(`/${Bucket}/k`)).toMatchObject({ status: 200 });
  });

  it("a list may be written in headers or in a body, and comes back", async () => {
    const Bucket = await newBucket("ObjectWriter");
    const uri = "http://acs.amazonaws.com/groups/global/AllUsers";
    const { Owner } = await sandbox.s3.send(new GetBucketAclCommand({ Bucket }));
    await sandbox.s3.send(
      new PutBucketAclCommand({ Bucket, GrantRead: `uri="${uri}"`, GrantFullControl: `id="${Owner?.ID}"` }),
    );
    const Grants = [
      {
        Grantee: { Type: "CanonicalUser" as const, ID: Owner?.ID ?? "" },
        Permission: "FULL_CONTROL" as const,
      },
      { Grantee: { Type: "Group" as const, URI: uri }, Permission: "READ" as const },
    ];
    expect((await sandbox.s3.send(new GetBucketAclCommand({ Bucket }))).Grants).toEqual(Grants);
    await sandbox.s3.send(
      new PutObjectAclCommand({ Bucket, Key: "key", AccessControlPolicy: { Owner, Grants } }),
    );
    expect((await sandbox.s3.send(new GetObjectAclCommand({ Bucket, Key: "key" }))).Grants).toEqual(Grants);
  });

  it.each([
    [{ ACL: "mine" as "private" }, "InvalidArgument"],
    [{ GrantRead: 'emailAddress="a@example.com"' }, "UnresolvableGrantByEmailAddress"],
    [{ GrantRead: 'id="ann"' }, "InvalidArgument"],
    [{ GrantRead: "everyone" }, "InvalidArgument"],
    [{ ACL: "private" as const, GrantRead: 'id="ann"' }, "InvalidRequest"],
    [{}, "MissingSecurityHeader"],
  ])("a list that is none is refused: %j", async (input, name) => {
    const Bucket = await newBucket("ObjectWriter");
    await expect(sandbox.s3.send(new PutBucketAclCommand({ Bucket, ...input }))).rejects.toMatchObject({
      name,
    });
  });
});
