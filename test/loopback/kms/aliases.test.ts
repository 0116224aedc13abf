// Aliases of KMS keys. https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
// Texts: getmoto/moto moto/kms/responses.py and tests/test_kms/test_kms_boto3.py.
import * as kms from "@aws-sdk/client-kms";
import { expect } from "vitest";
import { refused } from "../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

let one: string;
let other: string;
it.beforeAll(async ({ sandbox: { kms: client } }) => {
  const ids = [
    await client.send(new kms.CreateKeyCommand({})),
    await client.send(new kms.CreateKeyCommand({})),
  ];
  [one = "", other = ""] = ids.map(({ KeyMetadata }) => KeyMetadata?.KeyId ?? "");
});

const arnOf = (name: string) => `arn:aws:kms:us-east-1:${sandbox.loopback.accountId}:${name}`;
const create = (AliasName: string, TargetKeyId = one) =>
  sandbox.kms.send(new kms.CreateAliasCommand({ AliasName, TargetKeyId }));

it("an alias stands for its key, by name and by ARN, until it stands for another", async () => {
  await create("alias/data");
  for (const KeyId of ["alias/data", arnOf("alias/data")]) {
    const { KeyMetadata } = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata?.KeyId).toBe(one);
  }
  await sandbox.kms.send(new kms.UpdateAliasCommand({ AliasName: "alias/data", TargetKeyId: other }));
  const { KeyMetadata } = await sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId: "alias/data" }));
  expect(KeyMetadata?.KeyId).toBe(other);
  expect((await sandbox.kms.send(new kms.ListAliasesCommand({ KeyId: one }))).Aliases).toEqual([]);
  expect((await sandbox.kms.send(new kms.ListAliasesCommand({ KeyId: other }))).Aliases).toEqual([
    {
      ...{ AliasName: "alias/data", AliasArn: arnOf("alias/data"), TargetKeyId: other },
      ...{ CreationDate: expect.any(Date), LastUpdatedDate: expect.any(Date) },
    },
  ]);
  await sandbox.kms.send(new kms.DeleteAliasCommand({ AliasName: "alias/data" }));
  await expect(sandbox.kms.send(new kms.DescribeKeyCommand({ KeyId: "alias/data" }))).rejects.toMatchObject(
    refused("NotFoundException", 400, `Alias ${arnOf("alias/data")} is not found.`),
  );
});

it("names that are taken, reserved or no alias's are refused", async () => {
  await create("alias/taken");
  await expect(create("alias/taken", other)).rejects.toMatchObject(
    refused("AlreadyExistsException", 400, `An alias with the name ${arnOf("alias/taken")} already exists`),
  );
  await expect(create("alias/aws/mine")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await expect(create("data")).rejects.toMatchObject({
    name: "InvalidAliasNameException",
    message: expect.stringMatching(/^Alias must start with the prefix "alias\/"\./),
  });
  await expect(create("alias/second", "alias/taken")).rejects.toMatchObject(
    refused("ValidationException", 400, "Aliases must refer to keys. Not aliases"),
  );
  await expect(create("alias/a b")).rejects.toMatchObject(
    refused(
      "ValidationException",
      400,
      "1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9:/_-]+",
    ),
  );
});

it("making an alias needs a permission on the alias and one on the key", async () => {
  const alias = { Action: "kms:CreateAlias", Resource: arnOf("alias/*") };
  const key = { Action: "kms:CreateAlias", Resource: arnOf("key/*") };
  for (const [name, statements, missing] of [
    ["only-alias", [alias], arnOf(`key/${one}`)],
    ["only-key", [key], arnOf("alias/new")],
  ] as const) {
    const { kms: client } = sandbox.as(await createUser(sandbox, name, statements));
    const command = new kms.CreateAliasCommand({ AliasName: "alias/new", TargetKeyId: one });
    await expect(client.send(command)).rejects.toMatchObject(
      refused(
        "AccessDeniedException",
        400,
        `User: arn:aws:iam::${sandbox.loopback.accountId}:user/${name} is not authorized to perform: kms:CreateAlias on resource: ${missing} because no identity-based policy allows the kms:CreateAlias action`,
      ),
    );
  }
  const { kms: client } = sandbox.as(await createUser(sandbox, "both", [alias, key]));
  await client.send(new kms.CreateAliasCommand({ AliasName: "alias/new", TargetKeyId: one }));
});

it("policies see by which alias a key is asked for, and which aliases it has", async () => {
  await create("alias/app-1");
  const by = (key: string, value: string) => ({ StringEquals: { [key]: value } });
  for (const [name, Condition, direct] of [
    ["requested", by("kms:RequestAlias", "alias/app-1"), false],
    ["has", { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/app-1" } }, true],
  ] as const) {
    const keys = await createUser(sandbox, name, [{ Action: "kms:DescribeKey", Condition }]);
    const ask = (KeyId: string) => sandbox.as(keys).kms.send(new kms.DescribeKeyCommand({ KeyId }));
    await expect(ask("alias/app-1")).resolves.toBeDefined();
    if (direct) await expect(ask(one)).resolves.toBeDefined();
    else await expect(ask(one)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(ask(other)).rejects.toMatchObject({ name: "AccessDeniedException" });
  }
});

it("a key is changed under its own name only", async () => {
  await create("alias/own");
  await expect(sandbox.kms.send(new kms.DisableKeyCommand({ KeyId: "alias/own" }))).rejects.toMatchObject(
    refused("NotFoundException", 400, "Invalid keyId 'alias/own'"),
  );
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html, UpdateAlias: a source key that waits for its
// deletion succeeds, a destination key fails.
it("an alias is taken from a key that waits for its deletion, and never given to one", async () => {
  const made = await Promise.all([1, 2].map(() => sandbox.kms.send(new kms.CreateKeyCommand({}))));
  const [from = "", to = ""] = made.map(({ KeyMetadata }) => KeyMetadata?.KeyId ?? "");
  await create("alias/moves", from);
  for (const KeyId of [from, to]) await sandbox.kms.send(new kms.ScheduleKeyDeletionCommand({ KeyId }));
  const move = (TargetKeyId: string) =>
    sandbox.kms.send(new kms.UpdateAliasCommand({ AliasName: "alias/moves", TargetKeyId }));
  await expect(move(to)).rejects.toMatchObject(
    refused("KMSInvalidStateException", 400, `${arnOf(`key/${to}`)} is pending deletion.`),
  );
  await expect(move(other)).resolves.toBeDefined();
});
