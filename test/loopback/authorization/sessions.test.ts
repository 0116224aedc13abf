// Federated sessions, judged again at each request: their permissions end with their broker.
import {
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Clients, Keys } from "../clients.ts";
import { testInOwnSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document, putBucketPolicy, putPolicy } from "../seed.ts";

let broker: Keys;
let session: Clients;
const list = new ListObjectsV2Command({ Bucket: "bucket" });
const listing = { Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket" };

it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "hello" }));
  broker = await createUser(sandbox, "Broker", [listing, { Action: "sts:GetFederationToken*" }]);
  session = sandbox.as(await sandbox.federate(broker, { Name: "User1", Policy: document(listing) }));
});

const arn = () => `arn:aws:sts::${sandbox.loopback.accountId}:federated-user/User1`;
const deleteKey = () =>
  sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "Broker", AccessKeyId: broker.accessKeyId }));

describe("a federated session", () => {
  it("may do what its policy and its broker's both allow", async () => {
    expect((await session.s3.send(list)).Contents?.map(({ Key }) => Key)).toEqual(["key"]);
  });

  it("may not do what only one of them allows", async () => {
    const read = new GetObjectCommand({ Bucket: "bucket", Key: "key" });
    const refused = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
    const sentence = (reason: string) =>
      `User: ${arn()} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::bucket/key" because no ${reason} allows the s3:GetObject action`;
    const wide = await sandbox.federate(broker, { Name: "User1", Policy: document({ Action: "s3:*" }) });
    await expect(sandbox.as(wide).s3.send(read)).rejects.toMatchObject({
      ...refused,
      message: sentence("identity-based policy"),
    });
    await putPolicy(sandbox, "Broker", { Action: "s3:*" });
    await expect(session.s3.send(read)).rejects.toMatchObject({
      ...refused,
      message: sentence("session policy"),
    });
  });

  it("without a policy may do nothing", async () => {
    await putPolicy(sandbox, "Broker", { Action: "*" });
    const bare = sandbox.as(await sandbox.federate(broker, { Name: "User1" }));
    await expect(bare.s3.send(list)).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: ${arn()} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::bucket" because no session policy allows the s3:ListBucket action`,
    });
  });

  it("is denied at once when its broker's policy is deleted", async () => {
    await session.s3.send(list);
    await sandbox.iam.send(new DeleteUserPolicyCommand({ UserName: "Broker", PolicyName: "own" }));
    await expect(session.s3.send(list)).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: ${arn()} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::bucket" because no identity-based policy allows the s3:ListBucket action`,
    });
  });

  it("is denied at once when its broker is denied", async () => {
    await putPolicy(sandbox, "Broker", { Action: "s3:*" }, { Effect: "Deny", Action: "s3:ListBucket" });
    await expect(session.s3.send(list)).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: ${arn()} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::bucket" with an explicit deny in an identity-based policy`,
    });
  });

  it("survives the key that made it", async () => {
    await deleteKey();
    await expect(session.s3.send(list)).resolves.toMatchObject({ KeyCount: 1 });
  });

  it("ends with its broker, even if a bucket policy grants something to its name", async () => {
    await putBucketPolicy(sandbox, "bucket", {
      ...{ Principal: { AWS: arn() }, Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket" },
    });
    await sandbox.iam.send(new DeleteUserPolicyCommand({ UserName: "Broker", PolicyName: "own" }));
    await expect(session.s3.send(list)).resolves.toMatchObject({ KeyCount: 1 });
    await deleteKey();
    await sandbox.iam.send(new DeleteUserCommand({ UserName: "Broker" }));
    await expect(session.s3.send(list)).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
    await expect(session.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
  });

  it("does not pass to a new user of its broker's name", async () => {
    await deleteKey();
    await sandbox.iam.send(new DeleteUserPolicyCommand({ UserName: "Broker", PolicyName: "own" }));
    await sandbox.iam.send(new DeleteUserCommand({ UserName: "Broker" }));
    await createUser(sandbox, "Broker", [{ Action: "*" }]);
    await expect(session.s3.send(list)).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
  });

  it("is denied by a bucket policy that denies its broker", async () => {
    const principal = `arn:aws:iam::${sandbox.loopback.accountId}:user/Broker`;
    await putBucketPolicy(sandbox, "bucket", {
      ...{ Effect: "Deny", Principal: { AWS: principal }, Action: "s3:*" },
      Resource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
    });
    const denied = (caller: string) => ({
      name: "AccessDenied",
      message: `User: ${caller} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::bucket" with an explicit deny in a resource-based policy`,
    });
    await expect(sandbox.as(broker).s3.send(list)).rejects.toMatchObject(denied(principal));
    await expect(session.s3.send(list)).rejects.toMatchObject(denied(arn()));
  });

  it("may not call IAM or federate, with any policies", async () => {
    await putPolicy(sandbox, "Broker", { Action: "*" });
    const wide = sandbox.as(
      await sandbox.federate(broker, { Name: "User1", Policy: document({ Action: "*" }) }),
    );
    await expect(wide.iam.send(new ListUsersCommand())).rejects.toMatchObject({
      ...{ name: "InvalidClientTokenId", message: "The security token included in the request is invalid" },
      $metadata: { httpStatusCode: 403 },
    });
    await expect(wide.sts.send(new GetFederationTokenCommand({ Name: "User2" }))).rejects.toMatchObject({
      ...{ name: "AccessDenied", message: "Cannot call GetFederationToken with session credentials" },
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe("a session that root made", () => {
  it("may do what its policy allows, and lasts an hour at the most", async () => {
    const { Credentials } = await sandbox.sts.send(
      new GetFederationTokenCommand({ Name: "User1", DurationSeconds: 129_600, Policy: document(listing) }),
    );
    const lifetime = (Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    expect(lifetime).toBeGreaterThan(3_590_000);
    expect(lifetime).toBeLessThanOrEqual(3_600_000);
    const byRoot = sandbox.as(
      await sandbox.federate(sandbox.root, { Name: "User1", Policy: document(listing) }),
    );
    await expect(byRoot.s3.send(list)).resolves.toMatchObject({ KeyCount: 1 });
    await expect(
      byRoot.s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "key" })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });
});
