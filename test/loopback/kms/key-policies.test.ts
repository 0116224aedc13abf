// The key policy decides about its key, together with the policies of the caller.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
import { DeleteAccessKeyCommand, DeleteUserCommand } from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import { expect } from "vitest";
import type { Keys } from "../clients.ts";
import { refused } from "../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";

const iam = (resource: string) => `arn:aws:iam::${sandbox.loopback.accountId}:${resource}`;
const account = () => ({ Principal: { AWS: iam("root") }, Action: "kms:*" });

async function newKey(Policy?: string, keys: Keys = sandbox.root) {
  const { KeyMetadata } = await sandbox.as(keys).kms.send(new kms.CreateKeyCommand({ Policy }));
  return { KeyId: KeyMetadata?.KeyId ?? "", Arn: KeyMetadata?.Arn ?? "" };
}

const describeAs = (keys: Keys, KeyId: string) =>
  sandbox.as(keys).kms.send(new kms.DescribeKeyCommand({ KeyId }));

const denied = (user: string, action: string, Arn: string, reason: string) =>
  refused(
    "AccessDeniedException",
    400,
    `User: ${iam(`user/${user}`)} is not authorized to perform: ${action} on resource: ${Arn} ${reason}`,
  );

it("the policy of a key without one hands the key to the account", async () => {
  const { KeyId, Arn } = await newKey();
  const { Policy = "", PolicyName } = await sandbox.kms.send(new kms.GetKeyPolicyCommand({ KeyId }));
  expect(PolicyName).toBe("default");
  expect(JSON.parse(Policy)).toEqual({
    ...{ Version: "2012-10-17", Id: "key-default-1" },
    Statement: [
      {
        ...{ Sid: "Enable IAM User Permissions", Effect: "Allow" },
        ...{ Principal: { AWS: iam("root") }, Action: "kms:*", Resource: "*" },
      },
    ],
  });
  const { PolicyNames } = await sandbox.kms.send(new kms.ListKeyPoliciesCommand({ KeyId }));
  expect(PolicyNames).toEqual(["default"]);
  const allowed = await createUser(sandbox, "allowed", [{ Action: "kms:DescribeKey", Resource: Arn }]);
  await expect(describeAs(allowed, KeyId)).resolves.toBeDefined();
  await expect(describeAs(await createUser(sandbox, "powerless"), KeyId)).rejects.toMatchObject(
    denied(
      "powerless",
      "kms:DescribeKey",
      Arn,
      "because no identity-based policy allows the kms:DescribeKey action",
    ),
  );
});

it("whom the key policy does not allow, no identity policy allows, root neither", async () => {
  const admin = await createUser(sandbox, "admin", [{ Action: "kms:*" }]);
  const named = await createUser(sandbox, "named");
  const others = await createUser(sandbox, "others", [{ Action: "kms:*" }]);
  const use = { Principal: { AWS: iam("user/named") }, Action: "kms:DescribeKey" };
  const own = { Principal: { AWS: iam("user/admin") }, Action: "kms:*" };
  const { KeyId, Arn } = await newKey(document(own, use), admin);
  await expect(describeAs(named, KeyId)).resolves.toBeDefined();
  const reason = "because no resource-based policy allows the kms:DescribeKey action";
  await expect(describeAs(others, KeyId)).rejects.toMatchObject(
    denied("others", "kms:DescribeKey", Arn, reason),
  );
  await expect(describeAs(sandbox.root, KeyId)).rejects.toMatchObject({ name: "AccessDeniedException" });
});

it("a Deny of the key policy holds for everyone that it names", async () => {
  const deny = { Effect: "Deny", Principal: "*", Action: "kms:DescribeKey" } as const;
  const { KeyId } = await newKey(document(account(), deny));
  await expect(describeAs(sandbox.root, KeyId)).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringMatching(/ with an explicit deny in a resource-based policy$/),
  });
});

it("kms:CallerAccount is the account, and a direct call has no kms:ViaService", async () => {
  const { accountId } = sandbox.loopback;
  const when = (Condition: unknown) => ({ Principal: "*", Action: "kms:DescribeKey", Condition });
  const change = { Principal: { AWS: iam("root") }, Action: "kms:PutKeyPolicy" };
  const byAccount = await newKey(
    document(change, when({ StringEquals: { "kms:CallerAccount": accountId } })),
  );
  await expect(describeAs(sandbox.root, byAccount.KeyId)).resolves.toBeDefined();
  const byService = await newKey(
    document(change, when({ StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } })),
  );
  await expect(describeAs(sandbox.root, byService.KeyId)).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
  const direct = await newKey(document(change, when({ Bool: { "aws:ViaAWSService": "false" } })));
  await expect(describeAs(sandbox.root, direct.KeyId)).resolves.toBeDefined();
});

it("a key's tags count in conditions", async () => {
  const { KeyId } = await newKey();
  const tagged = { StringEquals: { "aws:ResourceTag/team": "red" } };
  const keys = await createUser(sandbox, "red", [{ Action: "kms:DescribeKey", Condition: tagged }]);
  await expect(describeAs(keys, KeyId)).rejects.toMatchObject({ name: "AccessDeniedException" });
  await sandbox.kms.send(new kms.TagResourceCommand({ KeyId, Tags: [{ TagKey: "team", TagValue: "red" }] }));
  await expect(describeAs(keys, KeyId)).resolves.toBeDefined();
});

const lockout = "The new key policy will not allow you to update the key policy in the future.";
const unchangeable = () => document({ Principal: { AWS: iam("root") }, Action: "kms:DescribeKey" });

it("a policy that would lock its author out is refused, unless the check is bypassed", async () => {
  const refusal = refused("MalformedPolicyDocumentException", 400, lockout);
  await expect(newKey(unchangeable())).rejects.toMatchObject(refusal);
  const { KeyId } = await newKey();
  const put = (more: object) =>
    sandbox.kms.send(new kms.PutKeyPolicyCommand({ KeyId, Policy: unchangeable(), ...more }));
  await expect(put({})).rejects.toMatchObject(refusal);
  await put({ BypassPolicyLockoutSafetyCheck: true });
  await expect(put({ BypassPolicyLockoutSafetyCheck: true })).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
  await expect(describeAs(sandbox.root, KeyId)).resolves.toBeDefined();
});

it("the account in the policy is enough for that check, another user of it is not", async () => {
  const keys = await createUser(sandbox, "creator", [{ Action: "kms:CreateKey" }]);
  await expect(newKey(document(account()), keys)).resolves.toBeDefined();
  const forAdmin = document({ Principal: { AWS: iam("user/admin") }, Action: "kms:*" });
  await expect(newKey(forAdmin, keys)).rejects.toMatchObject({ message: lockout });
});

it("policies can demand that the check is made", async () => {
  const Condition = { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } };
  const keys = await createUser(sandbox, "careful", [
    { Action: "kms:*" },
    { Effect: "Deny", Action: ["kms:CreateKey", "kms:PutKeyPolicy"], Condition },
  ]);
  const { KeyId } = await newKey(undefined, keys);
  const { kms: client } = sandbox.as(keys);
  const put = (bypass?: boolean) =>
    client.send(
      new kms.PutKeyPolicyCommand({
        ...{ KeyId, Policy: document(account()) },
        ...(bypass !== undefined && { BypassPolicyLockoutSafetyCheck: bypass }),
      }),
    );
  await put();
  await put(false);
  await expect(put(true)).rejects.toMatchObject({ name: "AccessDeniedException" });
});

it.each([
  [
    () => document({ ...account(), Principal: { AWS: iam("user/nobody") } }),
    "Policy contains a statement with one or more invalid principals.",
  ],
  [() => "{", undefined],
  [
    () =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "kms:*", Resource: "*" },
      }),
    undefined,
  ],
])("a document that is no key policy is refused (%#)", async (policy, message) => {
  await expect(newKey(policy())).rejects.toMatchObject({
    name: "MalformedPolicyDocumentException",
    ...(message !== undefined && { message }),
  });
});

it("a user of the same name as one that was deleted gets none of its permissions", async () => {
  const before = await createUser(sandbox, "again");
  const use = { Principal: { AWS: iam("user/again") }, Action: "kms:DescribeKey" };
  const { KeyId } = await newKey(document(account(), use));
  await expect(describeAs(before, KeyId)).resolves.toBeDefined();
  await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "again", AccessKeyId: before.accessKeyId }));
  await sandbox.iam.send(new DeleteUserCommand({ UserName: "again" }));
  const after = await createUser(sandbox, "again");
  await expect(describeAs(after, KeyId)).rejects.toMatchObject({ name: "AccessDeniedException" });
  const { Policy = "" } = await sandbox.kms.send(new kms.GetKeyPolicyCommand({ KeyId }));
  expect(JSON.parse(Policy).Statement[1].Principal.AWS).toMatch(/^AIDA/);
});

it("a key has one policy, which is called default", async () => {
  const { KeyId } = await newKey();
  const other = sandbox.kms.send(new kms.GetKeyPolicyCommand({ KeyId, PolicyName: "mine" }));
  await expect(other).rejects.toMatchObject(refused("NotFoundException", 400, "No such policy exists"));
});

it("a federated session needs the key policy, its creator's policies and its own", async () => {
  const { KeyId, Arn } = await newKey();
  const creator = await createUser(sandbox, "federates", [
    { Action: "sts:GetFederationToken" },
    { Action: "kms:DescribeKey" },
  ]);
  const own = document({ Action: "kms:DescribeKey", Resource: Arn });
  const allowed = await sandbox.federate(creator, { Name: "User1", Policy: own });
  await expect(describeAs(allowed, KeyId)).resolves.toBeDefined();
  const silent = await sandbox.federate(creator, { Name: "User1" });
  await expect(describeAs(silent, KeyId)).rejects.toMatchObject({
    message: `User: arn:aws:sts::${sandbox.loopback.accountId}:federated-user/User1 is not authorized to perform: kms:DescribeKey on resource: ${Arn} because no session policy allows the kms:DescribeKey action`,
  });
});
