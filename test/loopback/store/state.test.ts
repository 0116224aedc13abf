// State in a folder: it survives; it is for one loopback at a time; and what cannot be kept is never acknowledged.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CreateUserCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startLoopback } from "../../../loopback/start-loopback.ts";
import { type Sandbox, startSandbox } from "../clients.ts";
import { createUser } from "../seed.ts";
import { objectsOf } from "./objects-of.ts";

let folder: string;
let opened: Sandbox[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "federation-broker-"));
  opened = [];
});
afterEach(async () => {
  for (const sandbox of opened) await sandbox.close();
  rmSync(folder, { recursive: true });
});

const state = () => join(folder, "state");
const file = () => join(state(), "loopback.sqlite");

async function start(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ state: state(), ...options });
  opened.push(sandbox);
  return sandbox;
}

async function stop(sandbox: Sandbox): Promise<void> {
  opened = opened.filter((one) => one !== sandbox);
  await sandbox.close();
}

describe("a state folder", () => {
  it("keeps the account, its keys, its sessions and all that was written", async () => {
    const first = await start({ region: "eu-central-1" });
    const keys = await createUser(first, "Broker", [{ Action: "*" }]);
    const session = await first.federate(keys, { Name: "User1" });
    await first.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    await first.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "hello" }));
    await stop(first);

    const second = await start();
    const { accountId, region, accessKeyId, secretAccessKey } = second.loopback;
    expect({ accountId, region, accessKeyId, secretAccessKey }).toEqual({
      ...{ accountId: first.loopback.accountId, region: "eu-central-1" },
      ...{ accessKeyId: first.loopback.accessKeyId, secretAccessKey: first.loopback.secretAccessKey },
    });
    expect(await objectsOf(second.as(keys))).toEqual(new Map([["key", "hello"]]));
    expect(await second.as(session).sts.send(new GetCallerIdentityCommand())).toMatchObject({
      Arn: `arn:aws:sts::${accountId}:federated-user/User1`,
    });
  });

  it("keeps the regions of buckets, and the constraints that they were made with", async () => {
    const first = await start();
    const LocationConstraint = "EU" as const;
    const elsewhere = { Bucket: "european", CreateBucketConfiguration: { LocationConstraint } };
    await first.s3.send(new CreateBucketCommand(elsewhere));
    await stop(first);
    const second = await start();
    const { Buckets } = await second.s3.send(new ListBucketsCommand({ Prefix: "" }));
    expect(Buckets).toMatchObject([{ Name: "european", BucketRegion: "eu-west-1" }]);
    const location = new GetBucketLocationCommand({ Bucket: "european" });
    expect(await second.s3.send(location)).toMatchObject({ LocationConstraint: "EU" });
  });

  it("is made in a region of the partition alone", async () => {
    await expect(startLoopback({ state: state(), region: "us-gov-west-1" })).rejects.toMatchObject({
      name: "ConfigurationError",
      message: "us-gov-west-1 is no region of the partition aws: give one such as eu-central-1.",
    });
  });

  it("can be read by nobody else", async () => {
    const sandbox = await start();
    await createUser(sandbox, "User");
    expect(statSync(state()).mode & 0o777).toBe(0o700);
    for (const suffix of ["", "-wal"]) expect(statSync(file() + suffix).mode & 0o777).toBe(0o600);
    await stop(sandbox);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it("may get another root key, but no other account or region", async () => {
    await stop(await start({ accountId: "111122223333" }));
    const root = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x".repeat(40) };
    await stop(await start({ root, accountId: "111122223333" }));
    const again = await start();
    expect(again.root).toEqual(root);
    await stop(again);
    await expect(startLoopback({ state: state(), accountId: "444455556666" })).rejects.toThrow(
      `The state in ${state()} is of the account 111122223333: leave --account 444455556666 out, or give another folder.`,
    );
    await expect(startLoopback({ state: state(), region: "eu-west-1" })).rejects.toThrow(
      `The state in ${state()} is of the region us-east-1: leave --region eu-west-1 out, or give another folder.`,
    );
  });

  it("is for one loopback at a time", async () => {
    await start();
    await expect(startLoopback({ state: state() })).rejects.toThrow(
      `The state folder ${state()} cannot be used: another loopback uses it. Give another with --state.`,
    );
  });

  const foreign = (sql: string) => {
    mkdirSync(state());
    const database = new DatabaseSync(file());
    database.exec(sql);
    database.close();
  };
  it.each<[string, () => void, string]>([
    [
      "a file",
      () => writeFileSync(state(), ""),
      "The state folder STATE cannot be used: it is no folder. Give another with --state.",
    ],
    [
      "a folder whose database is none",
      () => {
        mkdirSync(state());
        writeFileSync(file(), "no database, but long enough to be taken for one".repeat(50));
      },
      "The state folder STATE cannot be used: loopback.sqlite in it is no SQLite database. Give another with --state.",
    ],
    [
      "another program's database",
      () => foreign("CREATE TABLE a (b)"),
      "The folder STATE holds no state of a loopback: give another folder.",
    ],
    [
      "a newer loopback's",
      () => foreign("PRAGMA application_id = 0x66626c61; PRAGMA user_version = 1000"),
      "The state in STATE was made by a newer loopback: use that one, or give another folder.",
    ],
    [
      "an older loopback's",
      () => foreign("PRAGMA application_id = 0x66626c61; PRAGMA user_version = 1; CREATE TABLE users (id)"),
      "The state in STATE was made by an older loopback, whose tables differ: give another folder.",
    ],
  ])("may not be %s", async (_, make, message) => {
    make();
    await expect(startLoopback({ state: state() })).rejects.toMatchObject({
      name: "ConfigurationError",
      message: message.replace("STATE", state()),
    });
  });

  // Version ids bear a seal since version 2: in a state of 0.1.0 none would be one that was issued.
  it("may not be one of 0.1.0, even where its tables look the same", async () => {
    await stop(await start());
    const database = new DatabaseSync(file());
    database.exec("PRAGMA user_version = 1");
    database.close();
    await expect(startLoopback({ state: state() })).rejects.toMatchObject({
      name: "ConfigurationError",
      message: `The state in ${state()} was made by an older loopback, whose tables differ: give another folder.`,
    });
  });

  it.each<[string, (whole: Buffer) => Buffer, string]>([
    ["empty", () => Buffer.alloc(0), "loopback.sqlite in it is empty"],
    ["cut within its header", (whole) => whole.subarray(0, 50), "its database is damaged"],
    ["cut in its middle", (whole) => whole.subarray(0, whole.length / 2), "its database is damaged"],
    [
      "overwritten in its middle",
      (whole) => whole.fill(0xff, 4096, whole.length / 2),
      "its database is damaged",
    ],
    ["overwritten at its end", (whole) => whole.fill(0xff, whole.length - 8192), "its database is damaged"],
  ])("whose file is %s is refused", async (_, damage, cause) => {
    const sandbox = await start();
    await createUser(sandbox, "somebody");
    await stop(sandbox);
    writeFileSync(file(), damage(readFileSync(file())));
    await expect(startLoopback({ state: state() })).rejects.toMatchObject({
      name: "ConfigurationError",
      message: `The state folder ${state()} cannot be used: ${cause}. Give another with --state.`,
    });
  });

  it("must be writable", async () => {
    await expect(startLoopback({ state: "/sys/federation-broker" })).rejects.toThrow(
      /^The state folder \/sys\/federation-broker cannot be used: it may (not be written|only be read)\. Give/,
    );
  });
});

describe("a disk that is full", () => {
  it("is an internal error in each service's words, harms nothing, and ends with the disk's fullness", async () => {
    const first = await start();
    await first.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    await first.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "old" }));
    await stop(first);
    const pages = statSync(file()).size / 4096;
    const full = await start({ maximumPages: pages + 8 });
    const put = new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "x".repeat(100_000) });
    await expect(full.s3.send(put)).rejects.toMatchObject({
      ...{ name: "InternalError", $metadata: { httpStatusCode: 500 } },
      message: "We encountered an internal error. Please try again.",
    });
    expect(full.log.at(-1)).toMatchObject({ error: "InternalError", status: 500 });
    expect(full.log.at(-1)?.reason).toContain("database or disk is full");
    expect(await objectsOf(full)).toEqual(new Map([["key", "old"]]));
    const users: string[] = [];
    const failure = await (async () => {
      for (let n = 0; n < 500; n++) {
        const UserName = `user-${n}-${"x".repeat(50)}`;
        await full.iam.send(new CreateUserCommand({ UserName, Path: `/${"p".repeat(500)}/` }));
        users.push(UserName);
      }
    })().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      ...{ name: "ServiceFailureException", Code: "ServiceFailure", $metadata: { httpStatusCode: 500 } },
      message: "The request processing has failed because of an unknown error, exception or failure.",
    });
    await full.s3.send(new DeleteObjectCommand({ Bucket: "bucket", Key: "key" }));
    const { Users = [] } = await full.iam.send(new ListUsersCommand({ MaxItems: 1000 }));
    expect(Users.map(({ UserName }) => UserName)).toEqual(users.toSorted());
    await stop(full);
    const roomy = await start();
    await roomy.s3.send(put);
    expect((await objectsOf(roomy)).get("key")?.length).toBe(100_000);
  });
});
