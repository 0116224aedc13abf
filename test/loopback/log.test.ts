// The log: one line for each request answered, telling who, what and why, and never a secret.
import {
  CreateBucketCommand,
  GetObjectCommand,
  GetObjectTorrentCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import { readableLogLine } from "../../commands/loopback/readable-log-line.ts";
import { send, sendForm, sendSigned, signed } from "./raw.ts";
import { testInOwnSandbox as it, sandbox } from "./sandbox.ts";
import { createUser, document, putBucketPolicy } from "./seed.ts";

it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});

const list = new ListObjectsV2Command({ Bucket: "bucket" });

it("every request leaves one line, with the id that its answer carries", async () => {
  const before = sandbox.log.length;
  const { headers } = await sendSigned(sandbox, { path: "/bucket?list-type=2" });
  expect(sandbox.log.slice(before)).toEqual([
    {
      id: headers["x-amz-request-id"],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      principal: `arn:aws:iam::${sandbox.loopback.accountId}:root`,
      ...{ operation: "s3:ListObjectsV2", status: 200, decision: "allowed" },
    },
  ]);
});

it("a denial is logged with its reason and its session", async () => {
  const broker = await createUser(sandbox, "Broker", [{ Action: "sts:*" }]);
  const keys = await sandbox.federate(broker, { Name: "User1", Policy: document({ Action: "s3:*" }) });
  await sandbox
    .as(keys)
    .s3.send(list)
    .catch(() => {});
  expect(sandbox.log.at(-1)).toMatchObject({
    principal: `arn:aws:sts::${sandbox.loopback.accountId}:federated-user/User1`,
    ...{ operation: "s3:ListObjectsV2", status: 403, decision: "implicitDeny" },
    ...{ reason: "because no identity-based policy allows the s3:ListBucket action", error: "AccessDenied" },
  });
  expect(sandbox.log.at(-1)).not.toHaveProperty("because");
});

it("an allowed request is logged with every statement that it needed, a denied one with the denial's", async () => {
  const statements = [{ Action: "s3:Get*" }, { Sid: "Lists", Action: ["s3:ListBucket", "sts:*"] }];
  const broker = await createUser(sandbox, "Broker", statements);
  const Policy = document({ Action: "s3:ListBucket" });
  const keys = await sandbox.federate(broker, { Name: "User1", Policy });
  await sandbox.as(keys).s3.send(list);
  expect(sandbox.log.at(-1)).toMatchObject({
    ...{ operation: "s3:ListObjectsV2", status: 200, decision: "allowed" },
    because: [
      { policy: "identity", document: 1, name: "own", statement: 2, sid: "Lists" },
      { policy: "session", document: 1, statement: 1 },
    ],
  });
  const Resource = "arn:aws:s3:::bucket";
  await putBucketPolicy(sandbox, "bucket", { Effect: "Deny", Principal: "*", Action: "s3:List*", Resource });
  await expect(sandbox.as(keys).s3.send(list)).rejects.toThrow();
  expect(sandbox.log.at(-1)).toMatchObject({
    ...{ decision: "explicitDeny", error: "AccessDenied" },
    ...{ reason: "with an explicit deny in a resource-based policy" },
    because: [{ policy: "resource", document: 1, statement: 1 }],
  });
});

it("requests that fail before there is a caller or an operation are logged without them", async () => {
  const { endpoint } = sandbox.loopback;
  const unknown = { principal: "-", operation: "-", decision: "-" };
  await sendSigned(sandbox, {}, { keys: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" } });
  expect(sandbox.log.at(-1)).toMatchObject({ ...unknown, status: 403 });
  expect(sandbox.log.at(-1)).toMatchObject({ error: "InvalidAccessKeyId" });
  await send(endpoint, { path: "/%" });
  expect(sandbox.log.at(-1)).toMatchObject({ principal: "anonymous", operation: "-", error: "InvalidURI" });
  const { headers } = await send(endpoint, { path: "/?a=%" });
  expect(sandbox.log.at(-1)).toMatchObject({ ...unknown, status: 400, id: headers["x-amz-request-id"] });
  await send(endpoint, { path: "/bucket/key" });
  expect(sandbox.log.at(-1)).toMatchObject({
    principal: "anonymous",
    operation: "s3:GetObject",
    status: 403,
  });
});

it("an operation that is not served is logged with the reason", async () => {
  const asked = sandbox.s3.send(new GetObjectTorrentCommand({ Bucket: "bucket", Key: "key" }));
  await expect(asked).rejects.toThrow();
  const line = sandbox.log.at(-1);
  expect(line).toMatchObject({
    ...{ operation: "s3:GetObjectTorrent", status: 501, decision: "allowed", error: "NotImplemented" },
    reason: "AWS has closed BitTorrent to all who did not use it before 2021",
  });
  expect(line && readableLogLine(line)).toBe(
    `${line?.time} ${line?.principal} s3:GetObjectTorrent 501 NotImplemented allowed AWS has closed BitTorrent to all who did not use it before 2021`,
  );
});

it("is written for a person with the statements that decided, and their names where they have any", () => {
  const line = {
    ...{ id: "1", time: "2026-01-31T23:59:59.000Z", principal: "arn:aws:iam::111122223333:user/a" },
    ...{ operation: "s3:ListObjectsV2", status: 200, decision: "allowed" },
  };
  const start = "2026-01-31T23:59:59.000Z arn:aws:iam::111122223333:user/a s3:ListObjectsV2";
  expect(readableLogLine(line)).toBe(`${start} 200 allowed`);
  const because = [
    { policy: "identity", document: 2, name: "own", statement: 1, sid: "Lists" } as const,
    { policy: "session", document: 1, statement: 3 } as const,
  ];
  expect(readableLogLine({ ...line, because })).toBe(
    `${start} 200 allowed by identity policy "own" statement 1 (Sid Lists) and session policy 1 statement 3`,
  );
  const denied = { ...line, status: 403, decision: "implicitDeny", error: "AccessDenied", reason: "because" };
  expect(readableLogLine(denied)).toBe(`${start} 403 AccessDenied implicitDeny because`);
});

it("holds no secret, token, signature, body or policy", async () => {
  const broker = await createUser(sandbox, "Broker", [{ Action: "*" }]);
  const planted = "planted-in-a-session-policy";
  const Policy = document({ Action: "s3:*", Resource: `arn:aws:s3:::${planted}` });
  const session = await sandbox.federate(broker, { Name: "User1", Policy });
  await sandbox.as(session).sts.send(new GetCallerIdentityCommand());
  await sandbox
    .as(session)
    .s3.send(list)
    .catch(() => {});
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "planted-in-a-body" }));
  await sandbox.s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "key" }));
  await sendForm(sandbox, "sts", "Action=GetCallerIdentity&Version=2011-06-15", {
    keys: { ...session, sessionToken: `${session.sessionToken.slice(0, -8)}AAAAAAA=` },
  });
  await sandbox
    .as({ ...broker, secretAccessKey: "planted-in-a-secret" })
    .s3.send(list)
    .catch(() => {});
  const request = signed(sandbox.loopback.endpoint, {}, { keys: broker, service: "s3" });
  await send(sandbox.loopback.endpoint, request);
  const [, signature = "none"] = /Signature=(\w+)/.exec(request.headers.at(-1)?.[1] ?? "") ?? [];

  const log = JSON.stringify(sandbox.log);
  expect(sandbox.log.length).toBeGreaterThan(10);
  for (const secret of [
    ...[sandbox.root.secretAccessKey, broker.secretAccessKey, session.secretAccessKey, signature, planted],
    ...[session.sessionToken, session.sessionToken.slice(0, 40), "planted-in-a-body", "planted-in-a-secret"],
  ]) {
    expect(secret.length).toBeGreaterThan(15);
    expect(log).not.toContain(secret);
  }
});
