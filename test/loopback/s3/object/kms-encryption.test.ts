// Objects encrypted by KMS keys: which key, what answers say of it, and what reading and writing need of KMS.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
// Errors: AWS's answers as recorded in localstack/localstack tests/aws/services/s3/test_s3.snapshot.json
// (test_s3_sse_validate_kms_key, test_s3_sse_validate_kms_key_state), and boto/botocore#377.
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Keys } from "../../clients.ts";
import { send, sendSigned } from "../../raw.ts";
import { refused } from "../../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document, putBucketPolicy } from "../../seed.ts";

const Body = "data";
const iam = (resource: string) => `arn:aws:iam::${sandbox.loopback.accountId}:${resource}`;

interface Made {
  readonly Bucket: string;
  readonly id: string;
  readonly key: string;
}

async function newKey(Policy?: string) {
  const { KeyMetadata } = await sandbox.kms.send(new kms.CreateKeyCommand({ Policy }));
  return { id: KeyMetadata?.KeyId ?? "", key: KeyMetadata?.Arn ?? "" };
}

async function newBucket(Bucket: string, rule?: s3.ServerSideEncryptionRule): Promise<string> {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
  const ServerSideEncryptionConfiguration = { Rules: rule === undefined ? [] : [rule] };
  if (rule !== undefined)
    await sandbox.s3.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  return Bucket;
}

/** A bucket whose default encryption is a key with this policy. */
async function encrypted(name: string, { policy, bucketKey }: { policy?: string; bucketKey?: boolean } = {}) {
  const { id, key } = await newKey(policy);
  const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key } as const;
  const rule = {
    ApplyServerSideEncryptionByDefault: byDefault,
    ...(bucketKey && { BucketKeyEnabled: true }),
  };
  return { Bucket: await newBucket(name, rule), id, key } satisfies Made;
}

const put = (Bucket: string, more: Partial<s3.PutObjectCommandInput> = {}, keys: Keys = sandbox.root) =>
  sandbox.as(keys).s3.send(new s3.PutObjectCommand({ Bucket, Key: "k", Body, ...more }));
const get = (Bucket: string, keys: Keys = sandbox.root) =>
  sandbox.as(keys).s3.send(new s3.GetObjectCommand({ Bucket, Key: "k" }));
const head = (Bucket: string, more: Partial<s3.HeadObjectCommandInput> = {}, keys: Keys = sandbox.root) =>
  sandbox.as(keys).s3.send(new s3.HeadObjectCommand({ Bucket, Key: "k", ...more }));

describe("what answers say", () => {
  it("a bucket's default key encrypts what is written without a header", async () => {
    const { Bucket, key } = await encrypted("default");
    const told = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key };
    const written = await put(Bucket);
    expect(written).toMatchObject(told);
    // Only without a KMS key is it the MD5: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
    expect(written.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(written.ETag).not.toBe('"8d777f385d3dfec8815d20f7496026dc"');
    const read = await get(Bucket);
    expect(read).toMatchObject({ ...told, ETag: written.ETag });
    expect(await read.Body?.transformToString()).toBe(Body);
    const asked = await head(Bucket);
    expect(asked).toMatchObject({ ...told, ETag: written.ETag });
    expect(asked).not.toHaveProperty("BucketKeyEnabled");
    const { ServerSideEncryptionConfiguration } = await sandbox.s3.send(
      new s3.GetBucketEncryptionCommand({ Bucket }),
    );
    expect(ServerSideEncryptionConfiguration).toEqual({
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key } }],
    });
  });

  it("a header goes before the default, and a bucket key is told", async () => {
    const { Bucket } = await encrypted("headers", { bucketKey: true });
    const { id, key } = await newKey();
    expect(await put(Bucket)).toMatchObject({ BucketKeyEnabled: true });
    const plain = await put(Bucket, { ServerSideEncryption: "AES256" });
    expect(plain).toMatchObject({
      ServerSideEncryption: "AES256",
      ETag: '"8d777f385d3dfec8815d20f7496026dc"',
    });
    expect(plain).not.toHaveProperty("SSEKMSKeyId");
    const other = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: id } as const;
    expect(await put(Bucket, other)).toMatchObject({ SSEKMSKeyId: key, BucketKeyEnabled: true });
    const without = await put(Bucket, { ...other, BucketKeyEnabled: false });
    expect(without).not.toHaveProperty("BucketKeyEnabled");
    await put(Bucket, { ...other, ServerSideEncryption: "aws:kms:dsse", BucketKeyEnabled: true });
    const dual = await head(Bucket);
    expect(dual).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key });
    expect(dual).not.toHaveProperty("BucketKeyEnabled");
  });

  it("an alias stands for its key", async () => {
    const Bucket = await newBucket("aliases");
    const { id, key } = await newKey();
    await sandbox.kms.send(new kms.CreateAliasCommand({ AliasName: "alias/mine", TargetKeyId: id }));
    for (const SSEKMSKeyId of ["alias/mine", key.replace(/key\/.*/, "alias/mine")])
      expect(await put(Bucket, { ServerSideEncryption: "aws:kms", SSEKMSKeyId })).toMatchObject({
        SSEKMSKeyId: key,
      });
  });

  it("without a key it is the one that AWS manages for S3, which everyone in the account may use", async () => {
    const Bucket = await newBucket("managed");
    const Resource = "arn:aws:s3:::managed/*";
    const keys = await createUser(sandbox, "managed", [
      { Action: ["s3:GetObject", "s3:PutObject"], Resource },
    ]);
    expect((await sandbox.kms.send(new kms.ListAliasesCommand({}))).Aliases).not.toContainEqual(
      expect.objectContaining({ AliasName: "alias/aws/s3" }),
    );
    const { SSEKMSKeyId } = await put(Bucket, { ServerSideEncryption: "aws:kms" }, keys);
    const { KeyMetadata } = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId: "alias/aws/s3" }));
    expect(KeyMetadata).toMatchObject({ Arn: SSEKMSKeyId, KeyManager: "AWS", KeyState: "Enabled" });
    await expect(get(Bucket, keys)).resolves.toMatchObject({ SSEKMSKeyId });
    await expect(
      put(Bucket, { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "alias/aws/s3" }, keys),
    ).resolves.toMatchObject({ SSEKMSKeyId });
    const deletion = new kms.ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId });
    await expect(sandbox.kms.send(deletion)).rejects.toMatchObject({ name: "AccessDeniedException" });
    const direct = sandbox.as(keys).kms.send(new kms.DescribeKeyCommand({ KeyId: SSEKMSKeyId }));
    await expect(direct).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("a copy has the encryption of where it is written", async () => {
    const { Bucket, key } = await encrypted("copies");
    const from = await encrypted("copied-from");
    await put(from.Bucket);
    const CopySource = "copied-from/k";
    const copy = new s3.CopyObjectCommand({ Bucket, Key: "k", CopySource });
    expect(await sandbox.s3.send(copy)).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: key });
    const plain = new s3.CopyObjectCommand({ Bucket, Key: "k", CopySource, ServerSideEncryption: "AES256" });
    const answer = await sandbox.s3.send(plain);
    expect(answer).toMatchObject({ ServerSideEncryption: "AES256" });
    expect(answer.CopyObjectResult?.ETag).toBe('"8d777f385d3dfec8815d20f7496026dc"');
    expect(await head(Bucket)).not.toHaveProperty("SSEKMSKeyId");
  });

  it("an upload in parts has the encryption that it began with", async () => {
    const { Bucket, key } = await encrypted("parts", { bucketKey: true });
    const told = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key, BucketKeyEnabled: true };
    const begun = await sandbox.s3.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: "k" }));
    expect(begun).toMatchObject(told);
    const upload = { Bucket, Key: "k", UploadId: begun.UploadId };
    const part = await sandbox.s3.send(new s3.UploadPartCommand({ ...upload, PartNumber: 1, Body }));
    expect(part).toMatchObject(told);
    const Parts = [{ PartNumber: 1, ETag: part.ETag }];
    const completion = new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
    expect(await sandbox.s3.send(completion)).toMatchObject(told);
    expect(await head(Bucket)).toMatchObject(told);
  });
});

const unusable = "1234abcd-12ab-34cd-56ef-1234567890ab";

describe("refused is", () => {
  it.each([
    ["fake-key-id", () => "Invalid keyId 'fake-key-id'"],
    [
      unusable,
      () => `Key 'arn:aws:kms:us-east-1:${sandbox.loopback.accountId}:key/${unusable}' does not exist`,
    ],
    [`arn:aws:kms:us-west-2:111122223333:key/${unusable}`, () => "Invalid arn us-west-2"],
    [
      "alias/none",
      () => `Alias arn:aws:kms:us-east-1:${sandbox.loopback.accountId}:alias/none is not found.`,
    ],
  ])("a key that is none: %s", async (SSEKMSKeyId, message) => {
    const Bucket = await newBucket(`no-key-${Buffer.from(SSEKMSKeyId).toString("hex").slice(0, 20)}`);
    const input = { Bucket, Key: "k", ServerSideEncryption: "aws:kms", SSEKMSKeyId } as const;
    const refusal = refused("KMS.NotFoundException", 400, message());
    await expect(put(Bucket, input)).rejects.toMatchObject(refusal);
    const upload = sandbox.s3.send(new s3.CreateMultipartUploadCommand(input));
    await expect(upload).rejects.toMatchObject(refusal);
  });

  it("a key that is disabled, or waits for its deletion, to write and to read", async () => {
    const { Bucket, id, key } = await encrypted("states");
    await put(Bucket);
    await sandbox.kms.send(new kms.DisableKeyCommand({ KeyId: id }));
    const disabled = refused("KMS.DisabledException", 400, `${key} is disabled.`);
    await expect(put(Bucket)).rejects.toMatchObject(disabled);
    await expect(get(Bucket)).rejects.toMatchObject(disabled);
    await expect(head(Bucket)).resolves.toBeDefined();
    await sandbox.kms.send(new kms.ScheduleKeyDeletionCommand({ KeyId: id }));
    const pending = refused("KMS.KMSInvalidStateException", 400, `${key} is pending deletion.`);
    await expect(put(Bucket)).rejects.toMatchObject(pending);
    await expect(get(Bucket)).rejects.toMatchObject(pending);
  });

  it("a key that is disabled while an upload is under way", async () => {
    const { Bucket, id, key } = await encrypted("disabled-parts");
    const { UploadId } = await sandbox.s3.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: "k" }));
    const upload = { Bucket, Key: "k", UploadId };
    const part = () => sandbox.s3.send(new s3.UploadPartCommand({ ...upload, PartNumber: 1, Body }));
    const { ETag } = await part();
    await sandbox.kms.send(new kms.DisableKeyCommand({ KeyId: id }));
    const disabled = refused("KMS.DisabledException", 400, `${key} is disabled.`);
    await expect(part()).rejects.toMatchObject(disabled);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const completion = new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload });
    await expect(sandbox.s3.send(completion)).rejects.toMatchObject(disabled);
  });

  // "Encryption request headers, like x-amz-server-side-encryption, should not be sent for GetObject requests, if your
  // object uses server-side encryption […] you'll get an HTTP 400 Bad Request error."
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html,
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
  it.each(["GET", "HEAD"])("the header of a write at %s", async (method) => {
    const { Bucket } = await encrypted(`header-at-${method.toLowerCase()}`);
    await put(Bucket);
    await put(Bucket, { Key: "plain", ServerSideEncryption: "AES256" });
    for (const [key, value] of [
      ["k", "aws:kms"],
      ["k", "AES256"],
      ["plain", "AES256"],
    ] as const) {
      const headers = [["x-amz-server-side-encryption", value]] as const;
      const reply = await sendSigned(sandbox, { method, path: `/${Bucket}/${key}`, headers });
      expect(reply.status).toBe(400);
      if (method === "GET") expect(reply.body).toContain("<Code>InvalidArgument</Code>");
      const nobody = { method, path: `/${Bucket}/${key}`, headers };
      expect((await send(sandbox.loopback.endpoint, nobody)).status).toBe(403);
    }
  });

  it("a key without the method that needs it", async () => {
    const Bucket = await newBucket("no-method");
    const message =
      "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms";
    for (const ServerSideEncryption of [undefined, "AES256"] as const)
      await expect(put(Bucket, { ServerSideEncryption, SSEKMSKeyId: unusable })).rejects.toMatchObject({
        ...refused("InvalidArgument", 400, message),
        ArgumentName: "x-amz-server-side-encryption",
      });
  });

  it("a caller who did not sign", async () => {
    const { Bucket } = await encrypted("public");
    await put(Bucket);
    await sandbox.s3.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
    await putBucketPolicy(sandbox, Bucket, {
      ...{ Principal: "*", Action: ["s3:GetObject", "s3:PutObject"], Resource: `arn:aws:s3:::${Bucket}/*` },
    });
    const refusal = {
      ...{ status: 400, code: "InvalidArgument" },
      message:
        "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
      body: expect.stringContaining(
        "<ArgumentName>Authorization</ArgumentName><ArgumentValue>null</ArgumentValue>",
      ),
    };
    const { endpoint } = sandbox.loopback;
    expect(await send(endpoint, { path: "/public/k" })).toMatchObject(refusal);
    expect(await send(endpoint, { method: "PUT", path: "/public/new", body: Body })).toMatchObject(refusal);
  });

  it("a parameter that is not honoured, and only to who may write", async () => {
    const { Bucket } = await encrypted("contexts");
    const context = { SSEKMSEncryptionContext: "eyJhIjoiYiJ9" };
    await expect(put(Bucket, context)).rejects.toMatchObject(
      refused(
        "NotImplemented",
        501,
        "The loopback does not serve the parameter SSEKMSEncryptionContext of s3:PutObject.",
      ),
    );
    const keys = await createUser(sandbox, "no-key", [{ Action: "s3:*" }]);
    await expect(put(Bucket, context, keys)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

describe("what a caller needs of KMS", () => {
  const needs = (user: string, action: string, key: string, reason: string) =>
    refused(
      "AccessDenied",
      403,
      `User: ${iam(`user/${user}`)} is not authorized to perform: ${action} on resource: ${key} ${reason}`,
    );
  const noIdentity = (action: string) => `because no identity-based policy allows the ${action} action`;

  it("writing needs kms:GenerateDataKey, reading kms:Decrypt, asking for headers neither", async () => {
    const { Bucket, key } = await encrypted("needs");
    await put(Bucket);
    const none = await createUser(sandbox, "none", [{ Action: "s3:*" }]);
    await expect(put(Bucket, {}, none)).rejects.toMatchObject(
      needs("none", "kms:GenerateDataKey", key, noIdentity("kms:GenerateDataKey")),
    );
    await expect(get(Bucket, none)).rejects.toMatchObject(
      needs("none", "kms:Decrypt", key, noIdentity("kms:Decrypt")),
    );
    await expect(head(Bucket, {}, none)).resolves.toBeDefined();
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html (ChecksumMode)
    await expect(head(Bucket, { ChecksumMode: "ENABLED" }, none)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    const writer = await createUser(sandbox, "writer", [
      { Action: "s3:*" },
      { Action: "kms:GenerateDataKey", Resource: key },
    ]);
    await expect(put(Bucket, {}, writer)).resolves.toBeDefined();
    await expect(get(Bucket, writer)).rejects.toMatchObject({ name: "AccessDenied" });
    const reader = await createUser(sandbox, "reader", [
      { Action: "s3:*" },
      { Action: "kms:Decrypt", Resource: key },
    ]);
    await expect(get(Bucket, reader)).resolves.toBeDefined();
    await expect(put(Bucket, {}, reader)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(put(Bucket, { ServerSideEncryption: "AES256" }, reader)).resolves.toBeDefined();
  });

  it("the action of S3 is judged first", async () => {
    const { Bucket } = await encrypted("first");
    await put(Bucket);
    const nobody = await createUser(sandbox, "nobody-first");
    await expect(get(Bucket, nobody)).rejects.toMatchObject({
      message: expect.stringContaining("is not authorized to perform: s3:GetObject on resource: "),
    });
  });

  it("the key policy decides, too, for the account's root as well", async () => {
    const admin = await createUser(sandbox, "key-admin", [{ Action: ["kms:*", "s3:*"] }]);
    const own = { Principal: { AWS: iam("user/key-admin") }, Action: "kms:*" };
    const { KeyMetadata } = await sandbox
      .as(admin)
      .kms.send(new kms.CreateKeyCommand({ Policy: document(own) }));
    const key = KeyMetadata?.Arn ?? "";
    const Bucket = await newBucket("decided", {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key },
    });
    await expect(put(Bucket, {}, admin)).resolves.toBeDefined();
    const other = await createUser(sandbox, "other-admin", [{ Action: ["kms:*", "s3:*"] }]);
    const reason = "because no resource-based policy allows the kms:Decrypt action";
    await expect(get(Bucket, other)).rejects.toMatchObject(needs("other-admin", "kms:Decrypt", key, reason));
    await expect(get(Bucket)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("a copy needs the source's key to decrypt and the target's to generate", async () => {
    const from = await encrypted("needs-from");
    const to = await encrypted("needs-to");
    await put(from.Bucket);
    const copy = (keys: Keys) =>
      sandbox
        .as(keys)
        .s3.send(new s3.CopyObjectCommand({ Bucket: "needs-to", Key: "k", CopySource: "needs-from/k" }));
    const decrypt = { Action: "kms:Decrypt", Resource: from.key };
    const generate = { Action: "kms:GenerateDataKey", Resource: to.key };
    for (const [name, statements, action, key] of [
      ["only-decrypt", [decrypt], "kms:GenerateDataKey", to.key],
      ["only-generate", [generate], "kms:Decrypt", from.key],
    ] as const) {
      const keys = await createUser(sandbox, name, [{ Action: "s3:*" }, ...statements]);
      await expect(copy(keys)).rejects.toMatchObject(needs(name, action, key, noIdentity(action)));
    }
    const keys = await createUser(sandbox, "copies-both", [{ Action: "s3:*" }, decrypt, generate]);
    await expect(copy(keys)).resolves.toBeDefined();
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
  it("an upload needs kms:GenerateDataKey to begin, kms:Decrypt for its parts and its end", async () => {
    const { Bucket, key } = await encrypted("needs-parts");
    const begins = await createUser(sandbox, "begins", [
      { Action: "s3:*" },
      { Action: "kms:GenerateDataKey", Resource: key },
    ]);
    const { s3: client } = sandbox.as(begins);
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: "k" }));
    const upload = { Bucket, Key: "k", UploadId };
    const denied = needs("begins", "kms:Decrypt", key, noIdentity("kms:Decrypt"));
    const part = new s3.UploadPartCommand({ ...upload, PartNumber: 1, Body });
    await expect(client.send(part)).rejects.toMatchObject(denied);
    await put(Bucket, { Key: "plain", ServerSideEncryption: "AES256" });
    const copied = { ...upload, PartNumber: 1, CopySource: `${Bucket}/plain` };
    await expect(client.send(new s3.UploadPartCopyCommand(copied))).rejects.toMatchObject(denied);
    const Parts = [{ PartNumber: 1, ETag: '"0"' }];
    const completion = new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
    await expect(client.send(completion)).rejects.toMatchObject(denied);
    // "If the upload was created using server-side encryption with KMS keys (SSE-KMS) or dual-layer server-side encryption
    // with KMS keys (DSSE-KMS), you must have permission to the kms:Decrypt action for the ListParts request to succeed."
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
    await expect(client.send(new s3.ListPartsCommand(upload))).rejects.toMatchObject(denied);
    await expect(sandbox.s3.send(new s3.ListPartsCommand(upload))).resolves.toBeDefined();
    const abortion = new s3.AbortMultipartUploadCommand(upload);
    await expect(client.send(abortion)).resolves.toBeDefined();
  });

  it("a part that is copied needs kms:Decrypt for its source, too", async () => {
    const from = await encrypted("part-from");
    await put(from.Bucket);
    const Bucket = await newBucket("part-to");
    const keys = await createUser(sandbox, "copies-parts", [{ Action: "s3:*" }]);
    const { s3: client } = sandbox.as(keys);
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: "k" }));
    const part = { Bucket, Key: "k", UploadId, PartNumber: 1, CopySource: "part-from/k" };
    await expect(client.send(new s3.UploadPartCopyCommand(part))).rejects.toMatchObject(
      needs("copies-parts", "kms:Decrypt", from.key, noIdentity("kms:Decrypt")),
    );
  });

  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
  it.each([
    ["the service", { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }, true],
    ["another service", { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }, false],
    ["that a service asks", { Bool: { "aws:ViaAWSService": "true" } }, true],
    ["that no service asks", { Bool: { "aws:ViaAWSService": "false" } }, false],
    ["the object", { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::BUCKET/k" } }, true],
    ["the bucket", { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::BUCKET" } }, false],
    [
      "the context's keys",
      { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "aws:s3:arn" } },
      true,
    ],
    ["the algorithm", { StringEquals: { "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT" } }, true],
    // The address is not the caller's: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html
    ["the address", { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } }, false],
  ])("a condition on %s", async (name, template, allows) => {
    const Bucket = `conditions-${name.replaceAll(/\W/g, "-")}`;
    const Condition = JSON.parse(JSON.stringify(template).replace("BUCKET", Bucket));
    const { accountId } = sandbox.loopback;
    const use = { Principal: { AWS: iam(`user/${Bucket}`) }, Action: "kms:GenerateDataKey", Condition };
    const keys = await createUser(sandbox, Bucket, [{ Action: "s3:PutObject" }]);
    const change = { Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*" };
    await encrypted(Bucket, { policy: document(change, use) });
    if (allows) await expect(put(Bucket, {}, keys)).resolves.toBeDefined();
    else await expect(put(Bucket, {}, keys)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("with a bucket key the context is the bucket", async () => {
    const Bucket = "bucket-key-context";
    const keys = await createUser(sandbox, Bucket, [{ Action: ["s3:PutObject", "s3:GetObject"] }]);
    const Condition = { StringEquals: { "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${Bucket}` } };
    const change = { Principal: { AWS: iam("root") }, Action: "kms:*" };
    const use = {
      ...{ Principal: { AWS: iam(`user/${Bucket}`) }, Condition },
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    };
    await encrypted(Bucket, { policy: document(change, use), bucketKey: true });
    await expect(put(Bucket, {}, keys)).resolves.toBeDefined();
    await expect(get(Bucket, keys)).resolves.toBeDefined();
    await expect(put(Bucket, { BucketKeyEnabled: false }, keys)).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("a federated session needs it, too, and its own policy must allow it", async () => {
    const { Bucket, key } = await encrypted("federated");
    await put(Bucket);
    const by = await createUser(sandbox, "federating", [
      { Action: ["sts:GetFederationToken", "s3:GetObject", "kms:Decrypt"] },
    ]);
    const read = { Action: "s3:GetObject" };
    const without = await sandbox.federate(by, { Name: "User1", Policy: document(read) });
    await expect(get(Bucket, without)).rejects.toMatchObject(
      refused(
        "AccessDenied",
        403,
        `User: arn:aws:sts::${sandbox.loopback.accountId}:federated-user/User1 is not authorized to perform: kms:Decrypt on resource: ${key} because no session policy allows the kms:Decrypt action`,
      ),
    );
    const both = document(read, { Action: "kms:Decrypt", Resource: key });
    await expect(
      get(Bucket, await sandbox.federate(by, { Name: "User1", Policy: both })),
    ).resolves.toBeDefined();
  });
});

describe("a bucket of another region has its keys there, where the loopback has none", () => {
  let there: s3.S3Client;
  const client = (credentials: Keys) =>
    new s3.S3Client({
      ...{ endpoint: sandbox.loopback.endpoint, region: "eu-west-1", credentials, maxAttempts: 1 },
    });
  const Bucket = "abroad";
  const object = { Bucket, Key: "k" };
  it.beforeAll(async () => {
    there = client(sandbox.root);
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    await there.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    await there.send(new s3.PutObjectCommand({ ...object, Key: "plain", Body }));
  });
  it.afterAll(() => there.destroy());

  const writes = {
    PutObject: (own: object) => new s3.PutObjectCommand({ ...object, Body, ...own }),
    CreateMultipartUpload: (own: object) => new s3.CreateMultipartUploadCommand({ ...object, ...own }),
    CopyObject: (own: object) =>
      new s3.CopyObjectCommand({ ...object, CopySource: `${Bucket}/plain`, ...own }),
  };
  type Write = keyof typeof writes;
  const send = (by: s3.S3Client, write: Write, own: object) =>
    by.send(writes[write](own) as s3.PutObjectCommand);

  it.each(Object.keys(writes) as Write[])(
    "%s under a key is refused by name, and first denied",
    async (write) => {
      const { id, key } = await newKey();
      const s3Only = client(await createUser(sandbox, `abroad-${write}`, [{ Action: "s3:*" }]));
      const nobody = client(await createUser(sandbox, `abroad-no-${write}`, [{ Action: "kms:*" }]));
      for (const SSEKMSKeyId of [undefined, id, key, key.replace("us-east-1", "eu-west-1"), "alias/aws/s3"])
        for (const ServerSideEncryption of ["aws:kms", "aws:kms:dsse"]) {
          const encryption = { ServerSideEncryption, SSEKMSKeyId };
          for (const caller of [there, s3Only])
            await expect(send(caller, write, encryption)).rejects.toMatchObject({
              name: "NotImplemented",
              message: "The loopback's KMS is in us-east-1 only, and the bucket abroad is in eu-west-1.",
            });
          await expect(send(nobody, write, encryption)).rejects.toMatchObject({ name: "AccessDenied" });
        }
      await expect(send(s3Only, write, { Key: "other" })).resolves.toBeDefined();
      s3Only.destroy();
      nobody.destroy();
    },
  );

  it("so is a write by the default of the bucket; what is there is read", async () => {
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    const by = { ...object, Bucket: "abroad-by-default" };
    await there.send(new s3.CreateBucketCommand({ Bucket: by.Bucket, CreateBucketConfiguration }));
    await there.send(new s3.PutObjectCommand({ ...by, Body }));
    const ServerSideEncryptionConfiguration = {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const } }],
    };
    await there.send(
      new s3.PutBucketEncryptionCommand({ Bucket: by.Bucket, ServerSideEncryptionConfiguration }),
    );
    const reader = client(await createUser(sandbox, "abroad-reads", [{ Action: "s3:*" }]));
    await expect(reader.send(new s3.PutObjectCommand({ ...by, Body }))).rejects.toThrow(
      "The loopback's KMS is in us-east-1 only, and the bucket abroad-by-default is in eu-west-1.",
    );
    const read = await reader.send(new s3.GetObjectCommand(by));
    expect(await read.Body?.transformToString()).toBe(Body);
    reader.destroy();
  });
});
