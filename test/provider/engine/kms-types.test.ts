// Every resource type of KMS: made, read, compared, changed and deleted on a loopback.
// Properties: https://www.pulumi.com/registry/packages/aws/api-docs/kms/key/
import { CreateKeyCommand, DescribeKeyCommand } from "@aws-sdk/client-kms";
import { describe, expect } from "vitest";
import { connect } from "../../../provider/aws/clients.ts";
import { createResource } from "../../../provider/lifecycle/lifecycle.ts";
import { resourceTypeOf } from "../../../provider/types/resource-types.ts";
import { testInSharedSandbox as it, sandbox } from "../../loopback/sandbox.ts";
import { type Life, live } from "./life.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const arn = /^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/;
const region = "us-east-1";

const policy = (action: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:root"},"Action":["kms:PutKeyPolicy","kms:GetKeyPolicy","kms:DescribeKey","kms:ListResourceTags","kms:GetKeyRotationStatus","kms:ScheduleKeyDeletion","${action}"],"Resource":"*"}]}`;

const made = {
  ...{ arn, keyId: uuid, region, customerMasterKeySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" },
  ...{ bypassPolicyLockoutSafetyCheck: false, multiRegion: false },
};

const plain: Life = {
  type: "aws:kms/key:Key",
  inputs: {},
  id: uuid,
  state: {
    ...{ ...made, description: "", enableKeyRotation: false, isEnabled: true, tagsAll: { stack: "test" } },
    policy: /^\{\n {2}"Version": "2012-10-17",\n {2}"Id": "key-default-1",/,
  },
  next: {
    inputs: {
      ...{ description: "of data", enableKeyRotation: true, rotationPeriodInDays: 90 },
      ...{ deletionWindowInDays: 7, tags: { a: "1" } },
    },
    changes: [
      ...["description add", "enableKeyRotation add", "rotationPeriodInDays add"],
      ...["deletionWindowInDays add", "tags.a add"],
    ],
    state: {
      ...{ ...made, description: "of data", enableKeyRotation: true, rotationPeriodInDays: 90 },
      ...{ isEnabled: true, deletionWindowInDays: 7, tags: { a: "1" }, tagsAll: { a: "1", stack: "test" } },
      policy: /^\{\n {2}"Version": "2012-10-17",\n {2}"Id": "key-default-1",/,
    },
  },
};

describe("a resource of the type lives as AWS's provider lets it live:", () => {
  it("aws:kms/key:Key", () => live(sandbox, plain));

  it("aws:kms/key:Key, disabled, with a policy", () =>
    live(sandbox, {
      type: "aws:kms/key:Key",
      inputs: { policy: policy("kms:*"), isEnabled: false },
      id: uuid,
      state: {
        ...{ ...made, description: "", enableKeyRotation: false, isEnabled: false },
        ...{ tagsAll: { stack: "test" }, policy: policy("kms:*") },
      },
      next: {
        inputs: { policy: policy("kms:EnableKey"), isEnabled: true },
        changes: ["isEnabled add", "policy update"],
        state: {
          ...{ ...made, description: "", enableKeyRotation: false, isEnabled: true },
          ...{ tagsAll: { stack: "test" }, policy: policy("kms:EnableKey") },
        },
      },
    }));

  it("aws:kms/key:Key, which another kind replaces", () =>
    live(sandbox, {
      ...plain,
      next: {
        inputs: { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "RSA_2048", multiRegion: true },
        changes: [
          ...["customerMasterKeySpec update replaces", "keyUsage update replaces"],
          "multiRegion add replaces",
        ],
      },
    }));

  it("aws:kms/alias:Alias", async () => {
    const { kms } = sandbox;
    const keys = [await kms.send(new CreateKeyCommand({})), await kms.send(new CreateKeyCommand({}))];
    const [one = "", other = ""] = keys.map(({ KeyMetadata }) => KeyMetadata?.KeyId ?? "");
    const keyArn = (id: string) => `arn:aws:kms:us-east-1:ACCOUNT:key/${id}`;
    const alias = { name: "alias/data", arn: "arn:aws:kms:us-east-1:ACCOUNT:alias/data", region };
    await live(sandbox, {
      type: "aws:kms/alias:Alias",
      inputs: { name: "alias/data", targetKeyId: one },
      id: "alias/data",
      state: { ...alias, targetKeyId: one, targetKeyArn: keyArn(one) },
      next: {
        inputs: { name: "alias/data", targetKeyId: keyArn(other) },
        changes: ["targetKeyId update"],
        state: { ...alias, targetKeyId: keyArn(other), targetKeyArn: keyArn(other) },
      },
    });
    await live(sandbox, {
      type: "aws:kms/alias:Alias",
      inputs: { name: "alias/data", targetKeyId: one },
      id: "alias/data",
      state: { ...alias, targetKeyId: one, targetKeyArn: keyArn(one) },
      next: { inputs: { name: "alias/other", targetKeyId: one }, changes: ["name update replaces"] },
    });
  });
});

it("a key that cannot be made as it should be is not forgotten", async () => {
  const { endpoint, accountId } = sandbox.loopback;
  const clients = connect({ endpoint, region, credentials: sandbox.root });
  const closed = policy("kms:EnableKey").replaceAll("ACCOUNT", accountId);
  const type = resourceTypeOf("aws:kms/key:Key");
  const creation = createResource(type, clients, { policy: closed, enableKeyRotation: true });
  const error = await creation.catch((one) => one);
  expect(error.message).toContain("is not authorized to perform: kms:EnableKeyRotation on resource: ");
  const { KeyMetadata } = await sandbox.kms.send(new DescribeKeyCommand({ KeyId: error.created.id }));
  expect(KeyMetadata?.Arn).toBe(error.created.outputs.arn);
  clients.destroy();
});
