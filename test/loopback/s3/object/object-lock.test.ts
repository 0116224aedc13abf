// Object Lock: versions that nobody deletes before their time, who may lock them, and what is refused.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { refused } from "../../refused.ts";
import { sandbox, testInOwnSandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const Bucket = "locked";
const Key = "key";
const day = 86_400_000;
let time: number;
const it = testInOwnSandbox.extend("options", () => {
  time = Date.now();
  return { now: () => new Date(time) };
});
it.beforeEach(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket: "plain" }));
});

/** Sends an operation on the key by its name. */
function send<Answer = Record<string, unknown>>(operation: string, input: object = {}, client = sandbox.s3) {
  const commands = new Map<string, unknown>(Object.entries(s3));
  const Command = commands.get(`${operation}Command`) as new (input: object) => s3.HeadBucketCommand;
  return client.send(new Command({ Bucket, Key, ...input })) as Promise<unknown> as Promise<Answer>;
}

const inDays = (count: number) => new Date(Math.floor(time / 1000) * 1000 + count * day);
const put = async (input: object = {}) =>
  (await send<s3.PutObjectCommandOutput>("PutObject", { Body: "hello", ...input })).VersionId ?? "";
const governance = (days: number) => ({
  ObjectLockMode: "GOVERNANCE",
  ObjectLockRetainUntilDate: inDays(days),
});
const compliance = (days: number) => ({
  ObjectLockMode: "COMPLIANCE",
  ObjectLockRetainUntilDate: inDays(days),
});
const retention = (Mode: string, days: number) => ({ Retention: { Mode, RetainUntilDate: inDays(days) } });
const protectedBy = refused("AccessDenied", 403, "Access Denied because object protected by object lock.");
const malformed = refused(
  "MalformedXML",
  400,
  "The XML you provided was not well-formed or did not validate against our published schema",
);
const bypass = { BypassGovernanceRetention: true };

describe("a retention", () => {
  it("of governance protects its version from all who do not bypass it, until its time", async () => {
    const VersionId = await put(governance(2));
    await expect(send("DeleteObject", { VersionId })).rejects.toMatchObject(protectedBy);
    await expect(send("DeleteObject", { VersionId, BypassGovernanceRetention: false })).rejects.toMatchObject(
      protectedBy,
    );
    expect(await send("DeleteObject", { VersionId, ...bypass })).toMatchObject({ VersionId });
    const again = await put(governance(2));
    const remove = () => {
      const path = `/locked/key?versionId=${again}`;
      return sendSigned(sandbox, { method: "DELETE", path }, { date: new Date(time) });
    };
    time += 2 * day - 2000;
    expect(await remove()).toMatchObject({ status: 403, message: protectedBy.message });
    time += 2000;
    expect(await remove()).toMatchObject({ status: 204 });
  });

  it("of compliance protects its version from everybody, also from root with a bypass", async () => {
    const VersionId = await put(compliance(2));
    for (const more of [{}, bypass]) {
      await expect(send("DeleteObject", { VersionId, ...more })).rejects.toMatchObject(protectedBy);
      const shorter = { VersionId, ...retention("COMPLIANCE", 1), ...more };
      await expect(send("PutObjectRetention", shorter)).rejects.toMatchObject(protectedBy);
      const weaker = { VersionId, ...retention("GOVERNANCE", 3), ...more };
      await expect(send("PutObjectRetention", weaker)).rejects.toMatchObject(protectedBy);
      const none = { VersionId, Retention: {}, ...more };
      await expect(send("PutObjectRetention", none)).rejects.toMatchObject(protectedBy);
    }
    await send("PutObjectRetention", { VersionId, ...retention("COMPLIANCE", 3) });
    expect(await send("GetObjectRetention", { VersionId })).toMatchObject(retention("COMPLIANCE", 3));
  });

  it("of governance is prolonged by anyone, and shortened, changed or ended only with a bypass", async () => {
    await put(governance(2));
    await send("PutObjectRetention", retention("GOVERNANCE", 3));
    const steps = [retention("GOVERNANCE", 1), retention("COMPLIANCE", 4), { Retention: {} }];
    for (const step of steps)
      await expect(send("PutObjectRetention", step)).rejects.toMatchObject(protectedBy);
    await send("PutObjectRetention", { ...retention("GOVERNANCE", 1), ...bypass });
    await send("PutObjectRetention", { Retention: {}, ...bypass });
    await expect(send("GetObjectRetention")).rejects.toMatchObject(
      refused(
        "NoSuchObjectLockConfiguration",
        404,
        "The specified object does not have a ObjectLock configuration",
      ),
    );
  });

  it("lets a delete without a version add its marker", async () => {
    const VersionId = await put(compliance(1));
    const marker = await send("DeleteObject");
    expect(marker).toMatchObject({ DeleteMarker: true });
    await expect(send("GetObject")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(send("GetObjectRetention", { VersionId: marker.VersionId })).rejects.toMatchObject({
      ...{ name: "MethodNotAllowed", $metadata: { httpStatusCode: 405 } },
    });
    expect(await send("GetObject", { VersionId })).toMatchObject({ ObjectLockMode: "COMPLIANCE" });
  });
});

it("a legal hold keeps its version until it is taken off, bypass or not", async () => {
  const VersionId = await put();
  await expect(send("GetObjectLegalHold")).rejects.toMatchObject({ name: "NoSuchObjectLockConfiguration" });
  await send("PutObjectLegalHold", { LegalHold: { Status: "ON" } });
  expect(await send("GetObjectLegalHold")).toMatchObject({ LegalHold: { Status: "ON" } });
  for (const more of [{}, bypass])
    await expect(send("DeleteObject", { VersionId, ...more })).rejects.toMatchObject(protectedBy);
  expect(await send("HeadObject")).toMatchObject({ ObjectLockLegalHoldStatus: "ON" });
  await send("PutObjectLegalHold", { LegalHold: { Status: "OFF" } });
  expect(await send("DeleteObject", { VersionId })).toMatchObject({ VersionId });
});

it("DeleteObjects answers for each version whether its lock lets it go", async () => {
  const locks = [governance(1), compliance(1), { ObjectLockLegalHoldStatus: "ON" }, {}];
  const versions: string[] = [];
  for (const lock of locks) versions.push(await put(lock));
  const Delete = { Objects: versions.map((VersionId) => ({ Key, VersionId })) };
  const rows = async (more: object) => {
    const { Deleted = [], Errors = [] } = await send<s3.DeleteObjectsCommandOutput>("DeleteObjects", {
      ...{ Delete, ...more },
    });
    const locked = { Code: "AccessDenied", Message: protectedBy.message };
    for (const error of Errors) expect(error).toMatchObject(locked);
    return [Deleted, Errors].map((list) => list.map(({ VersionId }) => versions.indexOf(VersionId ?? "")));
  };
  expect(await rows({})).toEqual([[3], [0, 1, 2]]);
  expect(await rows(bypass)).toEqual([
    [0, 3],
    [1, 2],
  ]);
});

describe("who may", () => {
  const everything = [
    "s3:DeleteObjectVersion",
    "s3:PutObject",
    "s3:PutObjectRetention",
    "s3:GetObjectVersion",
  ];
  it("bypass governance also needs s3:BypassGovernanceRetention", async () => {
    const keys = await createUser(sandbox, "ann", [{ Action: everything }]);
    const { s3: ann } = sandbox.as(keys);
    const VersionId = await put(governance(1));
    const missing = {
      name: "AccessDenied",
      message: expect.stringContaining("s3:BypassGovernanceRetention"),
    };
    await expect(send("DeleteObject", { VersionId, ...bypass }, ann)).rejects.toMatchObject(missing);
    const Delete = { Objects: [{ Key, VersionId }] };
    expect(await send("DeleteObjects", { Delete, ...bypass }, ann)).toMatchObject({
      Errors: [{ VersionId, Code: "AccessDenied", Message: missing.message }],
    });
    const shorter = { VersionId, ...retention("GOVERNANCE", 0.5), ...bypass };
    await expect(send("PutObjectRetention", shorter, ann)).rejects.toMatchObject(missing);
  });

  it("lock a new object and see locks needs the actions for it", async () => {
    const keys = await createUser(sandbox, "bob", [{ Action: ["s3:PutObject", "s3:GetObject"] }]);
    const { s3: bob } = sandbox.as(keys);
    const write = (lock: object) => send("PutObject", { Body: "x", ...lock }, bob);
    await expect(write(governance(1))).rejects.toMatchObject({
      ...{ name: "AccessDenied", message: expect.stringContaining("s3:PutObjectRetention") },
    });
    await expect(write({ ObjectLockLegalHoldStatus: "ON" })).rejects.toMatchObject({
      ...{ name: "AccessDenied", message: expect.stringContaining("s3:PutObjectLegalHold") },
    });
    await put({ ...governance(1), ObjectLockLegalHoldStatus: "ON" });
    const { ObjectLockMode, ObjectLockLegalHoldStatus } = await send("HeadObject", {}, bob);
    expect([ObjectLockMode, ObjectLockLegalHoldStatus]).toEqual([undefined, undefined]);
  });

  it("retain for how long depends on the policies", async () => {
    const few = { NumericLessThanEquals: { "s3:object-lock-remaining-retention-days": "10" } };
    const keys = await createUser(sandbox, "cid", [
      { Action: ["s3:PutObject", "s3:PutObjectRetention"], Condition: few },
    ]);
    const { s3: cid } = sandbox.as(keys);
    await expect(send("PutObject", { Body: "x", ...governance(10) }, cid)).resolves.toBeDefined();
    await expect(send("PutObject", { Body: "x", ...governance(11) }, cid)).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("make a bucket with it needs the actions of both configurations that it has", async () => {
    const keys = await createUser(sandbox, "dan", [
      { Action: ["s3:CreateBucket", "s3:PutBucketObjectLockConfiguration"] },
    ]);
    const input = { Bucket: "another", ObjectLockEnabledForBucket: true };
    await expect(send("CreateBucket", input, sandbox.as(keys).s3)).rejects.toMatchObject({
      ...{ name: "AccessDenied", message: expect.stringContaining("s3:PutBucketVersioning") },
    });
  });
});

describe("the configuration of a bucket", () => {
  const configure = (configuration: object, bucket = Bucket) =>
    send("PutObjectLockConfiguration", { Bucket: bucket, ObjectLockConfiguration: configuration });
  const byDefault = (DefaultRetention: object) => ({
    ObjectLockEnabled: "Enabled",
    Rule: { DefaultRetention },
  });

  it("is on from the start where the bucket was made with it, versions are too, and both stay", async () => {
    expect(await send("GetObjectLockConfiguration")).toMatchObject({
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
    });
    expect(await send("GetBucketVersioning")).toMatchObject({ Status: "Enabled" });
    await expect(
      send("PutBucketVersioning", { VersioningConfiguration: { Status: "Suspended" } }),
    ).rejects.toMatchObject(
      refused(
        "InvalidBucketState",
        409,
        "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      ),
    );
  });

  it("can come later, once there are versions", async () => {
    await expect(configure({ ObjectLockEnabled: "Enabled" }, "plain")).rejects.toMatchObject(
      refused(
        "InvalidBucketState",
        409,
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      ),
    );
    await send("PutBucketVersioning", {
      ...{ Bucket: "plain", VersioningConfiguration: { Status: "Enabled" } },
    });
    await configure({ ObjectLockEnabled: "Enabled" }, "plain");
    await expect(put({ Bucket: "plain", ...governance(1) })).resolves.toMatch(/./);
  });

  it.each([
    [{ Days: 30 }, 30],
    [{ Years: 1 }, 365],
  ])("retains by default whatever is made: put, copied, or uploaded in parts (%j)", async (period, days) => {
    await put();
    await configure(byDefault({ Mode: "GOVERNANCE", ...period }));
    const kept = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: inDays(days) };
    await put();
    expect(await send("HeadObject")).toMatchObject(kept);
    await send("CopyObject", { Key: "copy", CopySource: `${Bucket}/${Key}` });
    expect(await send("HeadObject", { Key: "copy" })).toMatchObject(kept);
    const { UploadId } = await send("CreateMultipartUpload", { Key: "parts" });
    const part = { Key: "parts", UploadId, PartNumber: 1 };
    const { ETag } = await send("UploadPart", { ...part, Body: "x" });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await send("CompleteMultipartUpload", { Key: "parts", UploadId, MultipartUpload });
    expect(await send("HeadObject", { Key: "parts" })).toMatchObject(kept);
    await put({ Key: "own", ...compliance(1) });
    expect(await send("HeadObject", { Key: "own" })).toMatchObject(compliance(1));
    await configure({ ObjectLockEnabled: "Enabled" });
    await put({ Key: "free" });
    expect(await send("HeadObject", { Key: "free" })).not.toHaveProperty("ObjectLockMode");
  });

  it.each([
    [{}],
    [{ Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } }],
    [{ ObjectLockEnabled: "Disabled" }],
    [{ ObjectLockEnabled: "Enabled", Rule: {} }],
    [byDefault({})],
    [byDefault({ Mode: "GOVERNANCE" })],
    [byDefault({ Days: 1 })],
    [byDefault({ Mode: "governance", Days: 1 })],
    [byDefault({ Mode: "GOVERNANCE", Days: 1, Years: 1 })],
  ])("is malformed: %j", async (configuration) => {
    await expect(configure(configuration)).rejects.toMatchObject(malformed);
  });

  it.each([
    [{ Days: 0 }, "Days", "Default retention period must be a positive integer value."],
    [{ Days: -1 }, "Days", "Default retention period must be a positive integer value."],
    [{ Years: -1 }, "Years", "Default retention period must be a positive integer value."],
    [{ Days: 999_999_999 }, "Days", "Default retention period too large."],
  ])("has no such period: %j", async (period, ArgumentName, message) => {
    const answer = configure(byDefault({ Mode: "GOVERNANCE", ...period }));
    await expect(answer).rejects.toMatchObject({ ...refused("InvalidArgument", 400, message), ArgumentName });
  });
});

describe("without Object Lock in the bucket", () => {
  const missing = refused("InvalidRequest", 400, "Bucket is missing Object Lock Configuration");
  it.each([
    ["GetObjectRetention", {}],
    ["GetObjectLegalHold", {}],
    [
      "PutObjectRetention",
      { Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date("2999-01-01T00:00:00Z") } },
    ],
    ["PutObjectLegalHold", { LegalHold: { Status: "ON" } }],
  ])("%s is refused", async (operation, input) => {
    await put({ Bucket: "plain" });
    await expect(send(operation, { Bucket: "plain", ...input })).rejects.toMatchObject(missing);
  });

  it("a write that locks, and a bypass, are refused", async () => {
    await put({ Bucket: "plain" });
    const noLock = refused("InvalidRequest", 400, "Bucket is missing ObjectLockConfiguration");
    await expect(put({ Bucket: "plain", ...governance(1) })).rejects.toMatchObject(noLock);
    await expect(put({ Bucket: "plain", ObjectLockLegalHoldStatus: "OFF" })).rejects.toMatchObject(noLock);
    const bypassing = refused(
      "InvalidArgument",
      400,
      "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
    );
    const Delete = { Objects: [{ Key }] };
    for (const BypassGovernanceRetention of [true, false]) {
      const input = { Bucket: "plain", BypassGovernanceRetention };
      await expect(send("DeleteObject", input)).rejects.toMatchObject(bypassing);
      await expect(send("DeleteObjects", { ...input, Delete })).rejects.toMatchObject(bypassing);
    }
  });
});

describe("a write's own lock", () => {
  const md5 = ["Content-MD5", "QVKQdpWURg4uSFkikE80XQ=="] as const;
  const raw = (...headers: readonly (readonly [string, string])[]) =>
    sendSigned(sandbox, { method: "PUT", path: "/locked/raw", body: "y", headers });
  const both = "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied";
  const [mode, until, hold] = ["mode", "retain-until-date", "legal-hold"].map(
    (one) => `x-amz-object-lock-${one}`,
  ) as [string, string, string];

  it.each([
    [[[mode, "GOVERNANCE"]], until, both],
    [[[until, "2999-01-01T00:00:00Z"]], mode, both],
    [
      [
        [mode, "governance"],
        [until, "2999-01-01T00:00:00Z"],
      ],
      ...[mode, "Unknown wormMode directive."],
    ],
    [
      [
        [mode, "GOVERNANCE"],
        [until, "abc"],
      ],
      ...[until, "The retain until date must be provided in ISO 8601 format"],
    ],
    [
      [
        [mode, "GOVERNANCE"],
        [until, "2020-01-01T00:00:00Z"],
      ],
      ...[until, "The retain until date must be in the future!"],
    ],
    [[[hold, "wrong"]], hold, "Legal Hold must be either of 'ON' or 'OFF'"],
  ] as const)("is refused: %j", async (headers, argument, message) => {
    const answer = await raw(md5, ...(headers as readonly (readonly [string, string])[]));
    expect(answer).toMatchObject({ status: 400, code: "InvalidArgument", message });
    expect(answer.body).toContain(`<ArgumentName>${argument}</ArgumentName>`);
  });

  it("needs a checksum of the content; the signed hash does not count as one", async () => {
    const refusal = {
      ...{ status: 400, code: "InvalidRequest" },
      message:
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    };
    expect(await raw([hold, "ON"])).toMatchObject(refusal);
    expect(await raw(["Content-MD5", "QSkIDPnL/2CIz6KVVn/U/g=="], [hold, "ON"])).toMatchObject({
      code: "BadDigest",
    });
  });

  it("is told in ISO 8601", async () => {
    await put({ ...governance(1) });
    const { headers } = await sendSigned(sandbox, { method: "HEAD", path: "/locked/key" });
    expect(headers[until]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });
});

it("a retention in the past, or half of one, is refused", async () => {
  await put();
  const past = { Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date("2026-01-01T00:00:00Z") } };
  await expect(send("PutObjectRetention", past)).rejects.toMatchObject({
    ...refused("InvalidArgument", 400, "The retain until date must be in the future!"),
    ArgumentName: "RetainUntilDate",
  });
  for (const Retention of [{ Mode: "GOVERNANCE" }, { RetainUntilDate: inDays(1) }, { Mode: "abc" }])
    await expect(send("PutObjectRetention", { Retention })).rejects.toMatchObject(malformed);
  await expect(send("PutObjectLegalHold", { LegalHold: { Status: "on" } })).rejects.toMatchObject(malformed);
});
