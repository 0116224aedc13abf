// An access key id contains its account.
import { GetAccessKeyInfoCommand } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import { accessKeyIdOf, accountOfKey } from "../../loopback/access-key-id.ts";
import { testInSharedSandbox as it, sandbox } from "./sandbox.ts";
import { createUser } from "./seed.ts";

it("of the newer form, as tools read it", () => {
  // The example of Tal Be'ery, A short note on AWS KEY ID, medium.com.
  expect(accountOfKey("ASIAQNZGKIQY56JQ7WML")).toBe("029608264753");
});

it.each(["000000000000", "012345678901", "999999999999"])("whatever its number: %s", (id) => {
  const random = (length: number) => Buffer.alloc(length, 0xff);
  const key = accessKeyIdOf({ id, random }, "AKIA");
  expect(key).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(accountOfKey(key)).toBe(id);
});

it.each(["AKIAIOSFODNN7EXAMPLE", "AIDAQNZGKIQY56JQ7WML", "AKIA1", ""])(
  "but not of the older form: %s",
  (id) => {
    expect(accountOfKey(id)).toBeUndefined();
  },
);

it("GetAccessKeyInfo gives the account of root's key, a user's and a session's", async () => {
  const user = await createUser(sandbox, "Ann", [{ Action: "sts:*" }]);
  const session = await sandbox.federate(user, { Name: "User1" });
  for (const AccessKeyId of [sandbox.root.accessKeyId, user.accessKeyId, session.accessKeyId]) {
    const { Account } = await sandbox.as(user).sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }));
    expect(Account).toBe(sandbox.loopback.accountId);
  }
});

it("GetAccessKeyInfo gives no account for a key id that contains none", async () => {
  const asked = sandbox.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: "AKIAIOSFODNN7EXAMPLE" }));
  await expect(asked).rejects.toMatchObject({
    ...{ name: "ValidationError", $metadata: { httpStatusCode: 400 } },
    message: "The access key with id AKIAIOSFODNN7EXAMPLE does not exist.",
  });
});
