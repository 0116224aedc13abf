// sts:GetCallerIdentity names the signer, for every kind of caller.
import { GetUserCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import type { Keys } from "../clients.ts";
import { sendForm } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

const identity = async (keys: Keys) => {
  const { Account, Arn, UserId } = await sandbox.as(keys).sts.send(new GetCallerIdentityCommand());
  return { Account, Arn, UserId };
};

it("root is the account", async () => {
  const Account = sandbox.loopback.accountId;
  expect(Account).toMatch(/^\d{12}$/);
  expect(await identity(sandbox.root)).toEqual({
    Account,
    Arn: `arn:aws:iam::${Account}:root`,
    UserId: Account,
  });
});

it("a user is named with its path, and has an id of its own", async () => {
  const Account = sandbox.loopback.accountId;
  const keys = await createUser(sandbox, "Ann", [], { Path: "/team/" });
  const { User } = await sandbox.iam.send(new GetUserCommand({ UserName: "Ann" }));
  expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
  const Arn = `arn:aws:iam::${Account}:user/team/Ann`;
  expect(await identity(keys)).toEqual({ Account, Arn, UserId: User?.UserId });
});

it("a session is a federated user, whoever made it", async () => {
  const Account = sandbox.loopback.accountId;
  const broker = await createUser(sandbox, "Broker", [{ Action: "sts:GetFederationToken" }]);
  for (const creator of [broker, sandbox.root]) {
    const keys = await sandbox.federate(creator, { Name: "User1" });
    const Arn = `arn:aws:sts::${Account}:federated-user/User1`;
    expect(await identity(keys)).toEqual({ Account, Arn, UserId: `${Account}:User1` });
  }
});

it("the answer on the wire is AWS's", async () => {
  const { body } = await sendForm(sandbox, "sts", "Action=GetCallerIdentity&Version=2011-06-15");
  const account = sandbox.loopback.accountId;
  expect(body.replace(/<RequestId>[^<]*/, "<RequestId>")).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>\n<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>${account}</UserId><Account>${account}</Account><Arn>arn:aws:iam::${account}:root</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId></RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
});
