// Whose a body is that has not arrived: users and roles have one name for all their keys and sessions.
import { afterAll, expect, it } from "vitest";
import { iamOperations } from "../../loopback/iam/operations.ts";
import { judgeHead } from "../../loopback/judge-head.ts";
import { openAccount } from "../../loopback/open-account.ts";
import type { Call, Operation } from "../../loopback/operation.ts";
import { insertBucket } from "../../loopback/store/bucket.ts";
import { userNamed } from "../../loopback/store/user.ts";
import { stsOperations } from "../../loopback/sts/operations.ts";
import type { Keys } from "./clients.ts";
import { signed } from "./raw.ts";
import { document } from "./seed.ts";
import { wireRequest } from "./wire/request.ts";

const account = openAccount({ accountId: "123456789012" });
afterAll(() => account.store.close());
insertBucket(account.store, { name: "bucket", region: "us-east-1", created: 0 });

const root: Call["caller"] = { principal: { type: "Root", arn: "arn:aws:iam::123456789012:root" } };

function run<Output>(table: Readonly<Record<string, unknown>>, name: string, input: object, caller = root) {
  const request = wireRequest("POST", "/", {});
  const call: Call = { account, caller, request, region: "us-east-1" };
  return (table[name] as Operation<object, Output>).handle(input, call);
}

interface Made {
  readonly AccessKey: { readonly AccessKeyId: string; readonly SecretAccessKey: string };
}

interface Federated {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
  };
}

function newKey(UserName: string): Keys {
  const { AccessKey } = run<Made>(iamOperations, "CreateAccessKey", { UserName });
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}

function newUser(UserName: string): void {
  run(iamOperations, "CreateUser", { UserName });
  const PolicyDocument = document({ Action: "s3:*" });
  run(iamOperations, "PutUserPolicy", { UserName, PolicyName: "own", PolicyDocument });
}

async function senderOf(keys: Keys): Promise<string> {
  const raw = signed(
    "http://127.0.0.1:4566",
    { method: "PUT", path: "/bucket/k" },
    { keys, service: "s3", payloadHash: "UNSIGNED-PAYLOAD" },
  );
  const headers = Object.fromEntries(raw.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const { sender } = await judgeHead(
    wireRequest("PUT", "/bucket/k", headers),
    { seen: account },
    { judgements: [] },
  );
  return sender;
}

/** A session that the user makes, or else root. */
function newSession(Name: string, UserName?: string): Keys {
  const user = UserName === undefined ? undefined : userNamed(account.store, UserName);
  const principal = { type: "User", arn: `arn:aws:iam::123456789012:user/${UserName}`, tags: {} } as const;
  const Policy = document({ Action: "s3:*" });
  const caller = user === undefined ? root : { principal, user };
  const { Credentials } = run<Federated>(stsOperations, "GetFederationToken", { Name, Policy }, caller);
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

it("A user is one sender with each key and in each session, and another user is another", async () => {
  newUser("ann");
  newUser("bob");
  const ann = await senderOf(newKey("ann"));
  expect(await senderOf(newKey("ann"))).toBe(ann);
  expect(await senderOf(newSession("one", "ann"))).toBe(ann);
  expect(await senderOf(newSession("two", "ann"))).toBe(ann);
  expect(await senderOf(newKey("bob"))).not.toBe(ann);
});

it("Root is one sender in each session", async () => {
  const { accessKeyId, secretAccessKey } = account.root;
  const sender = await senderOf({ accessKeyId, secretAccessKey });
  expect(await senderOf(newSession("one"))).toBe(sender);
  expect(await senderOf(newSession("two"))).toBe(sender);
});

it("A form of STS or IAM and a browser's form are nobody's until more has come", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const seen = { seen: account };
  expect(await judgeHead(wireRequest("POST", "/", form), seen, { judgements: [] })).toEqual({
    sender: "unproved",
  });
  const multipart = { "content-type": "multipart/form-data; boundary=b" };
  const judged = await judgeHead(wireRequest("POST", "/bucket", multipart), seen, { judgements: [] });
  expect(judged).toEqual({ sender: "unproved", byStart: expect.any(Function) });
});
