// S3's condition keys: each has the request's value, and is absent if the request has none.
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const version = "n".repeat(32);
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "x", Tagging: "team=a" }));
});

type Headers = readonly (readonly [string, string])[];
interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Headers;
  readonly body?: string;
}

const put = (...headers: Headers): Request => ({ method: "PUT", path: "/bucket/new", headers, body: "x" });
const list = (query: string): Request => ({ path: `/bucket?${query}` });
const tagged = "<Tagging><TagSet><Tag><Key>team</Key><Value>a</Value></Tag></TagSet></Tagging>";
const inRegion = (region: string): Request => ({
  ...{ method: "PUT", path: "/new-bucket" },
  body: `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`,
});

/** A condition on an Allow, a request for which it holds and one for which it does not. */
const rows: readonly (readonly [string, object, Request, Request])[] = [
  ["s3:prefix", { StringEquals: { "s3:prefix": "a/" } }, list("prefix=a/"), list("prefix=b/")],
  ["s3:delimiter", { StringEquals: { "s3:delimiter": "/" } }, list("delimiter=/"), list("")],
  [
    "s3:max-keys",
    { NumericLessThanEquals: { "s3:max-keys": "10" } },
    list("max-keys=10"),
    list("max-keys=11"),
  ],
  ["s3:max-keys, unsaid", { Null: { "s3:max-keys": "true" } }, list("list-type=2"), list("max-keys=1")],
  [
    "s3:prefix of versions",
    { StringEquals: { "s3:prefix": "a/" } },
    list("versions&prefix=a/"),
    list("versions"),
  ],
  [
    "s3:VersionId",
    { StringEquals: { "s3:VersionId": version } },
    { path: `/bucket/key?versionId=${version}` },
    { path: "/bucket/key?versionId=null" },
  ],
  [
    "s3:x-amz-acl",
    { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    put(["x-amz-acl", "bucket-owner-full-control"]),
    put(),
  ],
  [
    "s3:x-amz-grant-read",
    { Null: { "s3:x-amz-grant-read": "true" } },
    put(),
    put(["x-amz-grant-read", 'uri="http://acs.amazonaws.com/groups/global/AllUsers"']),
  ],
  [
    "s3:x-amz-server-side-encryption",
    { StringEquals: { "s3:x-amz-server-side-encryption": "AES256" } },
    put(["x-amz-server-side-encryption", "AES256"]),
    put(),
  ],
  [
    "s3:x-amz-storage-class",
    { StringNotEquals: { "s3:x-amz-storage-class": "GLACIER" } },
    put(["x-amz-storage-class", "STANDARD_IA"]),
    put(["x-amz-storage-class", "GLACIER"]),
  ],
  [
    "s3:x-amz-copy-source",
    { StringEquals: { "s3:x-amz-copy-source": "/bucket/key" } },
    put(["x-amz-copy-source", "/bucket/key"]),
    put(),
  ],
  // The header itself is compared: no slash is taken off, nothing is decoded (justincormack/argmin).
  [
    "s3:x-amz-copy-source, as the header has it",
    { StringEquals: { "s3:x-amz-copy-source": "bucket/k%65y" } },
    put(["x-amz-copy-source", "bucket/k%65y"]),
    put(["x-amz-copy-source", "bucket/key"]),
  ],
  [
    "s3:x-amz-copy-source with a version",
    { StringLike: { "s3:x-amz-copy-source": "bucket/key?versionId=*" } },
    put(["x-amz-copy-source", "bucket/key?versionId=null"]),
    put(["x-amz-copy-source", "/bucket/key?versionId=null"]),
  ],
  [
    "s3:x-amz-metadata-directive",
    { StringEquals: { "s3:x-amz-metadata-directive": "COPY" } },
    put(["x-amz-copy-source", "bucket/key"], ["x-amz-metadata-directive", "COPY"]),
    put(["x-amz-copy-source", "bucket/key"]),
  ],
  [
    "s3:x-amz-website-redirect-location",
    { Null: { "s3:x-amz-website-redirect-location": "true" } },
    put(),
    put(["x-amz-website-redirect-location", "/other"]),
  ],
  [
    "s3:x-amz-content-sha256",
    { StringNotEquals: { "s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD" } },
    put(),
    put(["x-amz-content-sha256", "UNSIGNED-PAYLOAD"]),
  ],
  ["s3:if-none-match", { StringEquals: { "s3:if-none-match": "*" } }, put(["If-None-Match", "*"]), put()],
  [
    "s3:if-match",
    { StringEquals: { "s3:if-match": '"other"' } },
    put(["If-Match", '"other"']),
    put(["If-Match", '"another"']),
  ],
  [
    "s3:ObjectCreationOperation",
    { Bool: { "s3:ObjectCreationOperation": "true" } },
    put(),
    { method: "POST", path: "/bucket/new?uploads" },
  ],
  [
    "s3:RequestObjectTag",
    { StringEquals: { "s3:RequestObjectTag/team": "a" } },
    put(["x-amz-tagging", "team=a"]),
    put(["x-amz-tagging", "team=b"]),
  ],
  [
    "s3:RequestObjectTag of a body",
    { StringEquals: { "s3:RequestObjectTag/team": "a" } },
    { method: "PUT", path: "/bucket/key?tagging", body: tagged },
    { method: "PUT", path: "/bucket/key?tagging", body: tagged.replace("team", "owner") },
  ],
  [
    "s3:RequestObjectTagKeys",
    { "ForAllValues:StringEquals": { "s3:RequestObjectTagKeys": ["team"] } },
    put(["x-amz-tagging", "team=a"]),
    put(["x-amz-tagging", "team=a&owner=b"]),
  ],
  [
    "s3:ExistingObjectTag",
    { StringEquals: { "s3:ExistingObjectTag/team": "a" } },
    { path: "/bucket/key" },
    { path: "/bucket/untagged" },
  ],
  [
    "s3:LocationConstraint",
    { StringEquals: { "s3:LocationConstraint": "eu-west-1" } },
    inRegion("eu-west-1"),
    inRegion("us-west-2"),
  ],
  [
    "s3:x-amz-object-ownership",
    { StringEquals: { "s3:x-amz-object-ownership": "BucketOwnerEnforced" } },
    { method: "PUT", path: "/owned", headers: [["x-amz-object-ownership", "BucketOwnerEnforced"]] },
    { method: "PUT", path: "/owned", headers: [["x-amz-object-ownership", "ObjectWriter"]] },
  ],
];

describe("a condition on a key of S3", () => {
  it.each([...rows])("%s has the request's value", async (name, Condition, holds, fails) => {
    const user = name.replace(/[^a-z]/gi, "-");
    // What a write reads besides is allowed without a condition.
    const reads = { Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObject*Tagging"] };
    const writes = holds.path === "/bucket/new";
    const keys = await createUser(sandbox, user, [{ Action: "s3:*", Condition }, ...(writes ? [reads] : [])]);
    const ask = async ({ headers = [], ...request }: Request) => {
      const [payloadHash] = headers.flatMap(([key, value]) =>
        key === "x-amz-content-sha256" ? [value] : [],
      );
      const others = headers.filter(([key]) => key !== "x-amz-content-sha256");
      const signing = { keys, ...(payloadHash !== undefined && { payloadHash }) };
      return sendSigned(sandbox, { ...request, headers: others }, signing);
    };
    expect((await ask(holds)).code).not.toBe("AccessDenied");
    expect(await ask(fails)).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it.each([
    ["s3:authType", "REST-HEADER"],
    ["s3:signatureversion", "AWS4-HMAC-SHA256"],
  ])("%s is of a signature in headers: %s", async (key, value) => {
    const allow = (wanted: string) => ({
      ...{ Action: "s3:ListBucket", Condition: { StringEquals: { [key]: wanted } } },
    });
    const name = key.replace(":", "-");
    const right = await createUser(sandbox, `right-${name}`, [allow(value)]);
    const wrong = await createUser(sandbox, `wrong-${name}`, [allow("POST")]);
    expect(await sendSigned(sandbox, list(""), { keys: right })).toMatchObject({ status: 200 });
    expect(await sendSigned(sandbox, list(""), { keys: wrong })).toMatchObject({ status: 403 });
  });

  it("s3:ResourceAccount is the bucket's", async () => {
    const Condition = { StringEquals: { "s3:ResourceAccount": sandbox.loopback.accountId } };
    const keys = await createUser(sandbox, "own-account", [{ Action: "s3:ListBucket", Condition }]);
    expect(await sendSigned(sandbox, list(""), { keys })).toMatchObject({ status: 200 });
  });
});

it("a tag that a policy denies is not hidden behind one whose key differs in case", async () => {
  const deny = (key: string) => ({
    ...{ Effect: "Deny" as const, Action: "s3:*" },
    Condition: { StringEquals: { [key]: "secret" } },
  });
  const writer = await createUser(sandbox, "hider", [{ Action: "s3:*" }, deny("s3:RequestObjectTag/class")]);
  const reader = await createUser(sandbox, "seeker", [
    { Action: "s3:*" },
    deny("s3:ExistingObjectTag/class"),
  ]);
  const Tagging = "Class=public&class=secret";
  const write = new PutObjectCommand({ Bucket: "bucket", Key: "hidden", Body: "x", Tagging });
  await expect(sandbox.as(writer).s3.send(write)).rejects.toMatchObject({ name: "AccessDenied" });
  await sandbox.s3.send(write);
  const read = new GetObjectCommand({ Bucket: "bucket", Key: "hidden" });
  await expect(sandbox.as(reader).s3.send(read)).rejects.toMatchObject({ name: "AccessDenied" });
});
