// The life of a KMS key: made, described, changed, disabled, deleted after a time of waiting.
// Texts: https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html, and AWS's answers as recorded in
// localstack/localstack tests/aws/services/kms/test_kms.snapshot.json.
import * as kms from "@aws-sdk/client-kms";
import { expect } from "vitest";
import type { Sandbox } from "../clients.ts";
import { refused } from "../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
const missing = "1234abcd-12ab-34cd-56ef-1234567890ab";

async function newKey(
  input: kms.CreateKeyCommandInput = {},
  { kms: client }: Pick<Sandbox, "kms"> = sandbox,
) {
  const { KeyMetadata } = await client.send(new kms.CreateKeyCommand(input));
  return { KeyId: KeyMetadata?.KeyId ?? "", Arn: KeyMetadata?.Arn ?? "" };
}

const arnOf = (id: string) => `arn:aws:kms:us-east-1:${sandbox.loopback.accountId}:key/${id}`;

it("a new key is enabled, symmetric and of the account's region", async () => {
  const before = Date.now();
  const { KeyMetadata } = await sandbox.kms.send(
    new kms.CreateKeyCommand({ Description: "test key 123", Tags: [{ TagKey: "team", TagValue: "red" }] }),
  );
  const KeyId = KeyMetadata?.KeyId ?? "";
  expect(KeyId).toMatch(uuid);
  expect(KeyMetadata).toEqual({
    ...{ AWSAccountId: sandbox.loopback.accountId, Arn: arnOf(KeyId), KeyId },
    CreationDate: expect.any(Date),
    ...{ CustomerMasterKeySpec: "SYMMETRIC_DEFAULT", KeySpec: "SYMMETRIC_DEFAULT" },
    ...{ Description: "test key 123", Enabled: true, KeyState: "Enabled", KeyManager: "CUSTOMER" },
    ...{ EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"], KeyUsage: "ENCRYPT_DECRYPT" },
    ...{ MultiRegion: false, Origin: "AWS_KMS" },
  });
  expect(Math.abs((KeyMetadata?.CreationDate?.getTime() ?? 0) - before)).toBeLessThan(5000);
  for (const id of [KeyId, arnOf(KeyId)]) {
    const described = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId: id }));
    expect(described.KeyMetadata).toEqual(KeyMetadata);
  }
  const { Tags, Truncated } = await sandbox.kms.send(new kms.ListResourceTagsCommand({ KeyId }));
  expect({ Tags, Truncated }).toEqual({ Tags: [{ TagKey: "team", TagValue: "red" }], Truncated: false });
});

it.each([
  [missing, () => `Key '${arnOf(missing)}' does not exist`],
  ["fake-key-id", () => "Invalid keyId 'fake-key-id'"],
  ["134f2428cec14b25a1ae9048164dba47", () => "Invalid keyId '134f2428cec14b25a1ae9048164dba47'"],
  ["mrk-fake-key-id", () => "Invalid keyId 'mrk-fake-key-id'"],
  [
    "mrk-d3b95762d3b95762d3b95762d3b95762",
    () => `Key '${arnOf("mrk-d3b95762d3b95762d3b95762d3b95762")}' does not exist`,
  ],
  [`arn:aws:kms:ap-southeast-1:111122223333:key/${missing}`, () => "Invalid arn ap-southeast-1"],
  ["alias/none", () => `Alias ${arnOf("").replace("key/", "alias/none")} is not found.`],
])("%s is no key", async (KeyId, message) => {
  await expect(sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }))).rejects.toMatchObject(
    refused("NotFoundException", 400, message()),
  );
});

it("a key of another account is denied, whether it exists or not", async () => {
  const KeyId = `arn:aws:kms:us-east-1:444455556666:key/${missing}`;
  await expect(sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }))).rejects.toMatchObject(
    refused(
      "AccessDeniedException",
      400,
      `User: arn:aws:iam::${sandbox.loopback.accountId}:root is not authorized to perform: kms:DescribeKey on resource: ${KeyId} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    ),
  );
});

it("a disabled key can be described and enabled again, and its rotation cannot be changed", async () => {
  const { KeyId, Arn } = await newKey();
  await sandbox.kms.send(new kms.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  await sandbox.kms.send(new kms.DisableKeyCommand({ KeyId }));
  const { KeyMetadata } = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }));
  expect(KeyMetadata).toMatchObject({ Enabled: false, KeyState: "Disabled" });
  await expect(sandbox.kms.send(new kms.DisableKeyRotationCommand({ KeyId }))).rejects.toMatchObject(
    refused("DisabledException", 400, `${Arn} is disabled.`),
  );
  expect(await sandbox.kms.send(new kms.GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
    ...{ KeyId: Arn, KeyRotationEnabled: true, RotationPeriodInDays: 90, NextRotationDate: expect.any(Date) },
  });
  await sandbox.kms.send(new kms.EnableKeyCommand({ KeyId }));
  await sandbox.kms.send(new kms.DisableKeyRotationCommand({ KeyId }));
  const status = await sandbox.kms.send(new kms.GetKeyRotationStatusCommand({ KeyId }));
  expect(status).toMatchObject({ KeyRotationEnabled: false });
  expect(status).not.toHaveProperty("RotationPeriodInDays");
});

it("a description and tags can be changed", async () => {
  const { KeyId } = await newKey({ Tags: [{ TagKey: "a", TagValue: "1" }] });
  await sandbox.kms.send(new kms.UpdateKeyDescriptionCommand({ KeyId, Description: "new" }));
  const Tags = [
    { TagKey: "a", TagValue: "2" },
    { TagKey: "b", TagValue: "" },
  ];
  await sandbox.kms.send(new kms.TagResourceCommand({ KeyId, Tags }));
  expect((await sandbox.kms.send(new kms.ListResourceTagsCommand({ KeyId }))).Tags).toEqual(Tags);
  await sandbox.kms.send(new kms.UntagResourceCommand({ KeyId, TagKeys: ["a"] }));
  expect((await sandbox.kms.send(new kms.ListResourceTagsCommand({ KeyId }))).Tags).toEqual([Tags[1]]);
  const { KeyMetadata } = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }));
  expect(KeyMetadata).toMatchObject({ Description: "new" });
});

it.each([
  [[{ TagKey: "aws:x", TagValue: "v" }], "Tag keys that start with aws: are reserved for AWS."],
  [
    [
      { TagKey: "x", TagValue: "1" },
      { TagKey: "x", TagValue: "2" },
    ],
    "Duplicate tag keys found.",
  ],
])("tags that KMS does not take (%#)", async (Tags, message) => {
  await expect(newKey({ Tags })).rejects.toMatchObject(refused("TagException", 400, message));
});

it("a key is deleted after 7 to 30 days of waiting, and until then nobody uses it", async () => {
  const { KeyId, Arn } = await newKey();
  await sandbox.kms.send(new kms.CreateAliasCommand({ AliasName: "alias/gone", TargetKeyId: KeyId }));
  for (const PendingWindowInDays of [6, 31]) {
    const early = sandbox.kms.send(new kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
    await expect(early).rejects.toMatchObject({ name: "ValidationException" });
  }
  const scheduled = await sandbox.kms.send(
    new kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }),
  );
  expect(scheduled).toMatchObject({ KeyId: Arn, KeyState: "PendingDeletion", PendingWindowInDays: 7 });
  const { KeyMetadata } = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }));
  expect(KeyMetadata).toMatchObject({ ...{ Enabled: false, KeyState: "PendingDeletion" } });
  expect(KeyMetadata?.DeletionDate).toEqual(scheduled.DeletionDate);
  const pending = refused("KMSInvalidStateException", 400, `${Arn} is pending deletion.`);
  for (const command of [
    new kms.EnableKeyCommand({ KeyId }),
    new kms.DisableKeyCommand({ KeyId }),
    new kms.EnableKeyRotationCommand({ KeyId }),
    new kms.ScheduleKeyDeletionCommand({ KeyId }),
    new kms.TagResourceCommand({ KeyId, Tags: [{ TagKey: "k", TagValue: "v" }] }),
    new kms.CreateAliasCommand({ AliasName: "alias/late", TargetKeyId: KeyId }),
  ])
    await expect(sandbox.kms.send(command as kms.EnableKeyCommand)).rejects.toMatchObject(pending);
  const seconds = 8 * 24 * 60 * 60;
  sandbox.wait(seconds);
  const { endpoint, region } = sandbox.loopback;
  // A client corrects its clock by what an answer says, so each is used once.
  const later = async <Output>(work: (client: kms.KMSClient) => Promise<Output>) => {
    const systemClockOffset = seconds * 1000;
    const client = new kms.KMSClient({ endpoint, region, credentials: sandbox.root, systemClockOffset });
    return await work(client).finally(() => client.destroy());
  };
  await expect(later((client) => client.send(new kms.DescribeKeyCommand({ KeyId })))).rejects.toMatchObject(
    refused("NotFoundException", 400, `Key '${Arn}' does not exist`),
  );
  expect((await later((client) => client.send(new kms.ListKeysCommand({})))).Keys).toEqual([]);
  expect((await later((client) => client.send(new kms.ListAliasesCommand({})))).Aliases).toEqual([]);
});

it("a deletion that is cancelled leaves the key disabled", async () => {
  const { KeyId, Arn } = await newKey();
  const cancel = () => sandbox.kms.send(new kms.CancelKeyDeletionCommand({ KeyId }));
  await expect(cancel()).rejects.toMatchObject({ name: "KMSInvalidStateException" });
  await sandbox.kms.send(new kms.ScheduleKeyDeletionCommand({ KeyId }));
  expect(await cancel()).toMatchObject({ KeyId: Arn });
  const { KeyMetadata } = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }));
  expect(KeyMetadata).toMatchObject({ Enabled: false, KeyState: "Disabled" });
  expect(KeyMetadata).not.toHaveProperty("DeletionDate");
});

it("keys are listed in pages", async () => {
  const ids = [(await newKey()).KeyId, (await newKey()).KeyId, (await newKey()).KeyId].toSorted();
  const first = await sandbox.kms.send(new kms.ListKeysCommand({ Limit: 2 }));
  expect(first).toMatchObject({ Truncated: true, NextMarker: expect.any(String) });
  const second = await sandbox.kms.send(new kms.ListKeysCommand({ Limit: 2, Marker: first.NextMarker }));
  expect(second).toMatchObject({ Truncated: false });
  expect(second).not.toHaveProperty("NextMarker");
  const all = [...(first.Keys ?? []), ...(second.Keys ?? [])];
  expect(all).toEqual(ids.map((KeyId) => ({ KeyId, KeyArn: arnOf(KeyId) })));
  await expect(sandbox.kms.send(new kms.ListKeysCommand({ Marker: "!" }))).rejects.toMatchObject({
    name: "InvalidMarkerException",
  });
});

it.each([
  [
    { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" },
    "KMS keys of the spec RSA_2048: S3 encrypts with symmetric keys only",
  ],
  [{ Origin: "EXTERNAL" }, "KMS keys of the origin EXTERNAL: keys here have no key material"],
  [{ MultiRegion: true }, "multi-Region KMS keys: the account has one region"],
] as const)("other kinds of keys are refused by name (%#)", async (input, what) => {
  await expect(newKey(input)).rejects.toMatchObject(
    refused("NotImplemented", 501, `The loopback does not serve ${what}.`),
  );
});

it("a parameter that is not honoured is refused by name", async () => {
  await expect(newKey({ CustomKeyStoreId: "cks-1234567890abcdef0" })).rejects.toMatchObject(
    refused(
      "NotImplemented",
      501,
      "The loopback does not serve the parameter CustomKeyStoreId of kms:CreateKey.",
    ),
  );
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html: its ARNs are
// arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}.
it("an ARN of another partition, or without key/, is not this account's key", async () => {
  const { KeyId, Arn } = await newKey();
  for (const other of [Arn.replace("arn:aws:", "arn:aws-us-gov:"), Arn.replace("key/", "")])
    await expect(sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId: other }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  await expect(sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }))).resolves.toBeDefined();
});

// kms:KeySpec, kms:KeyUsage, kms:KeyOrigin and kms:MultiRegion are what the request asks for:
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
it.each<[string, string, kms.CreateKeyCommandInput]>([
  ["kms:KeySpec", "SYMMETRIC_DEFAULT", { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }],
  ["kms:KeySpec", "SYMMETRIC_DEFAULT", { CustomerMasterKeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }],
  ["kms:KeyUsage", "ENCRYPT_DECRYPT", { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }],
  ["kms:KeyOrigin", "AWS_KMS", { Origin: "EXTERNAL" }],
  ["kms:MultiRegion", "false", { MultiRegion: true }],
])("who may make keys with %s %s only is denied others (%#)", async (name, value, other) => {
  const user = `makes-${name.replace(":", "-")}`;
  const Condition = { StringEquals: { [name]: value } };
  const client = sandbox.as(await createUser(sandbox, user, [{ Action: "kms:CreateKey", Condition }]));
  await expect(newKey(other, client)).rejects.toMatchObject({ name: "AccessDeniedException" });
  await expect(newKey({}, client)).resolves.toBeDefined();
});

it("who may make other keys learns that they are not served", async () => {
  const Condition = { StringEquals: { "kms:KeySpec": "RSA_2048" } };
  const client = sandbox.as(await createUser(sandbox, "rsa", [{ Action: "kms:CreateKey", Condition }]));
  const rsa = { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" } as const;
  await expect(newKey(rsa, client)).rejects.toMatchObject({ name: "NotImplemented" });
  await expect(newKey({}, client)).rejects.toMatchObject({ name: "AccessDeniedException" });
});

// "If you specify a predefined AWS alias (an AWS alias with no key ID), KMS associates the alias with an AWS managed key
// and returns its KeyId and Arn in the response."
// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
it.each(["alias/aws/s3", "ARN"])("%s is a key before its first use", async (name) => {
  const arn = arnOf("").replace("key/", "alias/aws/s3");
  const KeyId = name === "ARN" ? arn : name;
  const denied = sandbox.as(await createUser(sandbox, `describes-nothing-${name.length}`, []));
  const command = new kms.DescribeKeyCommand({ KeyId });
  await expect(denied.kms.send(command)).rejects.toMatchObject({ name: "AccessDeniedException" });
  const before = await sandbox.kms.send(new kms.ListKeysCommand({}));
  expect(before.Keys).toEqual([]);
  const { KeyMetadata } = await sandbox.kms.send(command);
  expect(KeyMetadata).toMatchObject({ KeyManager: "AWS", KeyState: "Enabled" });
  const { Aliases } = await sandbox.kms.send(new kms.ListAliasesCommand({}));
  expect(Aliases).toMatchObject([{ AliasName: "alias/aws/s3", TargetKeyId: KeyMetadata?.KeyId }]);
  expect((await sandbox.kms.send(command)).KeyMetadata).toEqual(KeyMetadata);
});

// "Each tag […] maximum number of tags per resource: 50": https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html
it("a new key has 50 tags at most", async () => {
  const tags = Array.from({ length: 51 }, (_, index) => ({ TagKey: `tag-${index}`, TagValue: "" }));
  await expect(newKey({ Tags: tags })).rejects.toMatchObject(refused("TagException", 400, "Too many tags"));
  await expect(newKey({ Tags: tags.slice(0, 50) })).resolves.toBeDefined();
});

// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html: between 1 and 100, by default 50;
// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html: between 1 and 50, by default 50.
it("aliases are listed 50 at a time, or 100 at most, and tags 50 at most", async () => {
  const { KeyId: TargetKeyId } = await newKey();
  for (let index = 0; index < 51; index++)
    await sandbox.kms.send(new kms.CreateAliasCommand({ AliasName: `alias/${index}`, TargetKeyId }));
  const list = (Limit?: number) => sandbox.kms.send(new kms.ListAliasesCommand({ Limit }));
  const page = await list();
  expect(page).toMatchObject({ Truncated: true, NextMarker: expect.any(String) });
  expect(page.Aliases).toHaveLength(50);
  expect((await list(100)).Aliases).toHaveLength(51);
  await expect(list(101)).rejects.toMatchObject({ name: "ValidationException" });
  const tags = (Limit: number) =>
    sandbox.kms.send(new kms.ListResourceTagsCommand({ KeyId: TargetKeyId, Limit }));
  await expect(tags(50)).resolves.toMatchObject({ Tags: [] });
  await expect(tags(51)).rejects.toMatchObject({ name: "ValidationException" });
});
