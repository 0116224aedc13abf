// DeleteObjects: every key separately.
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type ObjectIdentifier,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Clients } from "../../clients.ts";
import { send, sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const Bucket = "bucket";
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
});

const put = (Key: string) => sandbox.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
const remove = (Objects: ObjectIdentifier[], { s3 }: Pick<Clients, "s3"> = sandbox, Quiet?: boolean) =>
  s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, ...(Quiet && { Quiet }) } }));
const exists = (Key: string) =>
  sandbox.s3.send(new GetObjectCommand({ Bucket, Key })).then(
    () => true,
    () => false,
  );

describe("DeleteObjects", () => {
  it("deletes keys that exist and keys that do not", async () => {
    await put("a");
    const answer = await remove([{ Key: "a" }, { Key: "missing" }]);
    expect(answer.Deleted).toEqual([{ Key: "a" }, { Key: "missing" }]);
    expect(answer).not.toHaveProperty("Errors");
    expect(await exists("a")).toBe(false);
  });

  it("shows only errors if it is quiet", async () => {
    await put("a");
    const answer = await remove([{ Key: "a" }], sandbox, true);
    expect(answer).not.toHaveProperty("Deleted");
    expect(await exists("a")).toBe(false);
  });

  it("is allowed and denied for each key alone", async () => {
    for (const key of ["public/a", "secret/b"]) await put(key);
    const keys = await createUser(sandbox, "cleaner", [
      { Action: "s3:DeleteObject", Resource: "arn:aws:s3:::bucket/public/*" },
    ]);
    const answer = await remove([{ Key: "secret/b" }, { Key: "public/a" }], sandbox.as(keys));
    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(answer.Deleted).toEqual([{ Key: "public/a" }]);
    const arn = `arn:aws:iam::${sandbox.loopback.accountId}:user/cleaner`;
    expect(answer.Errors).toEqual([
      {
        ...{ Key: "secret/b", Code: "AccessDenied" },
        Message: `User: ${arn} is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::bucket/secret/b" because no identity-based policy allows the s3:DeleteObject action`,
      },
    ]);
    expect([await exists("public/a"), await exists("secret/b")]).toEqual([false, true]);
  });

  it("deletes nothing for callers without permission, or for anonymous ones", async () => {
    await put("kept");
    const keys = await createUser(sandbox, "powerless");
    const answer = await remove([{ Key: "kept" }], sandbox.as(keys));
    expect(answer.Errors?.map(({ Code }) => Code)).toEqual(["AccessDenied"]);
    const body = "<Delete><Object><Key>kept</Key></Object></Delete>";
    const raw = { method: "POST", path: "/bucket?delete", body };
    expect((await send(sandbox.loopback.endpoint, raw)).body).toContain(
      "<Error><Key>kept</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
    );
    expect(await exists("kept")).toBe(true);
  });

  it("needs s3:DeleteObjectVersion for versions, and makes markers without", async () => {
    await sandbox.s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
    );
    const { VersionId = "" } = await put("versioned");
    const keys = await createUser(sandbox, "marker", [{ Action: "s3:DeleteObject" }]);
    const client = sandbox.as(keys);
    const denied = await remove([{ Key: "versioned", VersionId }], client);
    expect(denied.Errors).toMatchObject([{ Key: "versioned", VersionId, Code: "AccessDenied" }]);
    const hidden = await remove([{ Key: "versioned" }], client);
    const [marker] = hidden.Deleted ?? [];
    expect(marker).toMatchObject({ Key: "versioned", DeleteMarker: true });
    const gone = await remove([
      { Key: "versioned", VersionId },
      { Key: "versioned", VersionId: marker?.DeleteMarkerVersionId ?? "" },
      { Key: "versioned", VersionId: "no version" },
    ]);
    expect(gone.Deleted).toMatchObject([
      { VersionId },
      { DeleteMarker: true, DeleteMarkerVersionId: marker?.DeleteMarkerVersionId },
    ]);
    expect(gone.Errors).toMatchObject([
      { Code: "NoSuchVersion", Message: "The specified version does not exist." },
    ]);
  });

  it("obeys entity tags", async () => {
    await put("matched");
    const answer = await remove([{ Key: "matched", ETag: '"other"' }]);
    expect(answer.Errors).toMatchObject([{ Key: "matched", Code: "PreconditionFailed" }]);
  });

  it("shows whether an entity tag is right only to callers who may read the object", async () => {
    for (const key of ["read/a", "unread/b", "unread/c"]) await put(key);
    const keys = await createUser(sandbox, "comparer", [
      { Action: "s3:DeleteObject" },
      { Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/read/*" },
    ]);
    const ETag = '"other"';
    const named = [{ Key: "unread/b", ETag }, { Key: "unread/c" }, { Key: "read/a", ETag }];
    const answer = await remove(named, sandbox.as(keys));
    expect(answer.Errors).toMatchObject([
      { Key: "unread/b", Code: "AccessDenied", Message: expect.stringContaining("s3:GetObject on resource") },
      { Key: "read/a", Code: "PreconditionFailed" },
    ]);
    expect(answer.Deleted).toMatchObject([{ Key: "unread/c" }]);
  });

  it.each([
    ["nothing", "<Delete></Delete>"],
    ["no body", ""],
    ["an object without a key", "<Delete><Object><VersionId>null</VersionId></Object></Delete>"],
    ["more than a thousand keys", `<Delete>${"<Object><Key>k</Key></Object>".repeat(1001)}</Delete>`],
  ])("of %s is malformed", async (_, body) => {
    const answer = await sendSigned(sandbox, { method: "POST", path: "/bucket?delete", body });
    expect(answer).toMatchObject({ status: 400, code: "MalformedXML" });
  });
});
