// A federated user who looks for a way out: nothing outside the scope can be read, written, or even detected.
import { createHash, createHmac } from "node:crypto";
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Keys } from "../clients.ts";
import { basicTime, type Headers, type RawRequest, type Reply, send, sendSigned, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";
import { presigned } from "../signature/presign.ts";

/** May read and write below in/ of one bucket, list there, and nothing else; its creator may do all of S3. */
let session: Required<Keys>;
let uploadId: string;
let version: string;
const secret = "the secret";
it.beforeAll(async ({ sandbox }) => {
  for (const Bucket of ["bucket", "other"]) {
    await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
    for (const Key of ["secret", "in", "inside", "in/key", "in/../secret", "IN/key"]) {
      const Body = Bucket === "bucket" && Key.startsWith("in/") ? "open" : secret;
      await sandbox.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body, Tagging: "team=red" }));
    }
  }
  const VersioningConfiguration = { Status: "Enabled" as const };
  await sandbox.s3.send(new s3.PutBucketVersioningCommand({ Bucket: "bucket", VersioningConfiguration }));
  const put = { Bucket: "bucket", Key: "secret", Body: secret };
  version = (await sandbox.s3.send(new s3.PutObjectCommand(put))).VersionId ?? "";
  const broker = await createUser(sandbox, "Broker", [{ Action: ["sts:*", "s3:*"] }]);
  const Policy = document(
    { Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource: "arn:aws:s3:::bucket/in/*" },
    {
      ...{ Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket" },
      Condition: { StringLike: { "s3:prefix": "in/*" } },
    },
  );
  session = await sandbox.federate(broker, { Name: "User1", Policy });
  const upload = await sandbox
    .as(session)
    .s3.send(new s3.CreateMultipartUploadCommand({ Bucket: "bucket", Key: "in/upload" }));
  uploadId = upload.UploadId ?? "";
});

const ask = (raw: RawRequest, keys: Keys = session) => sendSigned(sandbox, raw, { keys });
const copyFrom = (source: string, ...more: Headers): RawRequest => ({
  ...{ method: "PUT", path: "/bucket/in/copy" },
  headers: [["x-amz-copy-source", source], ...more],
});

/** Everything that lies outside the scope, as root sees it. */
async function outside(): Promise<string> {
  const found: string[] = [];
  for (const Bucket of ["bucket", "other"]) {
    const { Versions = [] } = await sandbox.s3.send(new s3.ListObjectVersionsCommand({ Bucket }));
    for (const { Key, VersionId, ETag } of Versions)
      if (Bucket === "other" || !Key?.startsWith("in/")) found.push(`${Bucket} ${Key} ${VersionId} ${ETag}`);
  }
  return found.join("\n");
}

const ways: readonly (readonly [string, () => RawRequest])[] = [
  ["a neighbour's name", () => ({ path: "/bucket/inside" })],
  ["the folder's own name", () => ({ path: "/bucket/in" })],
  ["other letters", () => ({ path: "/bucket/IN/key" })],
  ["another bucket", () => ({ path: "/other/in/key" })],
  ["two slashes", () => ({ path: "//bucket/secret" })],
  ["a bucket that is said twice", () => ({ path: "/bucket/../other/in/key" })],
  ["a slash in the bucket", () => ({ path: "/bucket%2Fsecret" })],
  ["a slash before the key", () => ({ path: "/bucket//secret" })],
  ["an old version", () => ({ path: `/bucket/secret?versionId=${version}` })],
  ["a version of what is within", () => ({ path: "/bucket/in/key?versionId=null" })],
  [
    "the attributes",
    () => ({ path: "/bucket/secret?attributes", headers: [["x-amz-object-attributes", "ETag"]] }),
  ],
  ["the tags", () => ({ path: "/bucket/in/key?tagging" })],
  ["all that the bucket holds", () => ({ path: "/bucket?list-type=2" })],
  ["a prefix that begins otherwise", () => ({ path: "/bucket?list-type=2&prefix=in" })],
  ["a prefix in another parameter's letters", () => ({ path: "/bucket?list-type=2&Prefix=in/" })],
  ["an empty prefix before the right one", () => ({ path: "/bucket?list-type=2&prefix=&prefix=in/" })],
  ["versions", () => ({ path: "/bucket?versions&prefix=in/" })],
  ["uploads", () => ({ path: "/bucket?uploads&prefix=in/" })],
  ["a copy", () => copyFrom("bucket/secret")],
  ["a copy by a leading slash", () => copyFrom("/bucket/secret")],
  ["a copy in another encoding", () => copyFrom("bucket%2Fsecret")],
  ["a copy of an old version", () => copyFrom(`bucket/secret?versionId=${version}`)],
  ["a copy of another bucket", () => copyFrom("other/in/key")],
  ["a copy from two sources", () => copyFrom("bucket/in/key", ["x-amz-copy-source", "bucket/secret"])],
  [
    "a part that is copied",
    () => ({ ...copyFrom("bucket/secret"), path: `/bucket/in/upload?partNumber=1&uploadId=${uploadId}` }),
  ],
  [
    "a part of an upload of another key",
    () => ({ method: "PUT", path: `/bucket/secret?partNumber=1&uploadId=${uploadId}`, body: "x" }),
  ],
  [
    "the upload completed as another key",
    () => ({
      ...{ method: "POST", path: `/bucket/secret?uploadId=${uploadId}` },
      body: "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
    }),
  ],
  ["a write", () => ({ method: "PUT", path: "/bucket/secret", body: "x" })],
  [
    "a write under a condition",
    () => ({ method: "PUT", path: "/bucket/secret", headers: [["If-None-Match", "*"]] }),
  ],
  [
    "a write of the tags",
    () => ({ method: "PUT", path: "/bucket/in/new", headers: [["x-amz-tagging", "a=b"]] }),
  ],
  [
    "a write of the list",
    () => ({ method: "PUT", path: "/bucket/in/new", headers: [["x-amz-acl", "private"]] }),
  ],
  ["a delete", () => ({ method: "DELETE", path: "/bucket/secret" })],
  ["a delete of a version within", () => ({ method: "DELETE", path: "/bucket/in/key?versionId=null" })],
  ["the policy", () => ({ method: "PUT", path: "/bucket?policy", body: "{}" })],
  ["a subresource twice", () => ({ path: "/bucket?list-type=2&prefix=in/&policy" })],
  ["a bucket of one's own", () => ({ method: "PUT", path: "/mine" })],
];

describe.each(ways)("by %s", (_, raw) => {
  it("nothing is read and nothing changed", async () => {
    const before = await outside();
    const answer = await ask(raw());
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain(secret);
    expect(await outside()).toBe(before);
  });
});

it("a key with ../ is a key like any other: its letters decide the scope, and it leads nowhere", async () => {
  expect(await ask({ path: "/bucket/in/../secret" })).toMatchObject({ status: 200, body: "open" });
  expect(await ask({ path: "/bucket/in/../../other/in/key" })).toMatchObject({
    status: 400,
    code: "InvalidURI",
  });
});

it("only the part of a batch within the scope is deleted", async () => {
  await ask({ method: "PUT", path: "/bucket/in/gone", body: "x" });
  const before = await outside();
  const key = (name: string) => `<Object><Key>${name}</Key></Object>`;
  const names = ["secret", "in/gone", "in", "&#105;nside", "IN/key"];
  const batch = (objects: string) =>
    ask({ method: "POST", path: "/bucket?delete", body: `<Delete>${objects}</Delete>` });
  const two = await batch("<Object><Key>in/gone</Key><Key>secret</Key></Object>");
  expect(two).toMatchObject({ status: 400, code: "MalformedXML" });
  const answer = await batch(names.map(key).join(""));
  expect(answer.status).toBe(200);
  expect([...answer.body.matchAll(/<Deleted><Key>([^<]*)/g)].map(([, name]) => name)).toEqual(["in/gone"]);
  expect(await outside()).toBe(before);
});

describe("a signature for one place", () => {
  const url = (query: Record<string, string> = {}, method = "GET") => {
    const { host } = new URL(sandbox.loopback.endpoint);
    return presigned({ keys: session, host, method, path: "/bucket/in/key", query });
  };
  const { stringify } = JSON;
  it.each<[string, (path: string) => RawRequest]>([
    ["another path", (path) => ({ path: path.replace("/in/key", "/secret") })],
    ["a parameter more", (path) => ({ path: `${path}&versionId=null` })],
    ["a parameter before", (path) => ({ path: path.replace("?", "?acl&") })],
    ["another method", (path) => ({ method: "DELETE", path })],
    ["another host", (path) => ({ path, headers: [["Host", "other.localhost"]] })],
    ["a header of S3's", (path) => ({ path, headers: [["x-amz-copy-source", "bucket/secret"]] })],
    ["two signatures", (path) => ({ path, headers: [["Authorization", "AWS4-HMAC-SHA256 Credential=a"]] })],
  ])("is worth nothing with %s", async (_, change) => {
    const before = await outside();
    const answer = await send(sandbox.loopback.endpoint, change(url()));
    expect(stringify([answer.status >= 400, answer.body.includes(secret)])).toBe("[true,false]");
    expect(await outside()).toBe(before);
  });

  it("in the header is not valid for another host, path, query or body", async () => {
    const { endpoint } = sandbox.loopback;
    const raw = { method: "PUT", path: "/bucket/in/new", body: "mine" };
    const whole = signed(endpoint, raw, { keys: session, service: "s3" });
    const host = (name: string) =>
      whole.headers.map(([key, value]) => [key, key === "Host" ? name : value] as const);
    const changes: readonly RawRequest[] = [
      { ...whole, headers: host("other.localhost") },
      { ...whole, path: "/bucket/secret" },
      { ...whole, path: "/bucket/in/new?tagging" },
      { ...whole, body: "yours" },
      { ...whole, headers: [...whole.headers, ["x-amz-copy-source", "bucket/in/key"]] },
    ];
    for (const change of changes) expect((await send(endpoint, change)).status).toBeGreaterThanOrEqual(400);
  });
});

describe("what is there, and what is not, outside the scope", () => {
  const strip = ({ status, body, headers }: Reply, name: string) => ({
    ...{ status, type: headers["content-type"], length: body.length - 2 * name.length },
    body: body.replaceAll(name, "KEY").replaceAll(/<(RequestId|HostId)>[^<]*/g, ""),
  });
  const md5 = '"0ca6b0ebed4b1d4b1bb01de5b4b4a6ec"';
  const asked: readonly (readonly [string, (key: string) => RawRequest])[] = [
    ["GET", (key) => ({ path: `/bucket/${key}` })],
    ["HEAD", (key) => ({ method: "HEAD", path: `/bucket/${key}` })],
    [
      "HEAD with If-Match",
      (key) => ({ method: "HEAD", path: `/bucket/${key}`, headers: [["If-Match", md5]] }),
    ],
    ["GET with If-None-Match", (key) => ({ path: `/bucket/${key}`, headers: [["If-None-Match", "*"]] })],
    ["GET of a range", (key) => ({ path: `/bucket/${key}`, headers: [["Range", "bytes=0-0"]] })],
    ["GET of a version", (key) => ({ path: `/bucket/${key}?versionId=null` })],
    [
      "GET of attributes",
      (key) => ({ path: `/bucket/${key}?attributes`, headers: [["x-amz-object-attributes", "ETag"]] }),
    ],
    ["GET of tags", (key) => ({ path: `/bucket/${key}?tagging` })],
    ["GET of the list", (key) => ({ path: `/bucket/${key}?acl` })],
    ["GET of the retention", (key) => ({ path: `/bucket/${key}?retention` })],
    ["PUT", (key) => ({ method: "PUT", path: `/bucket/${key}`, body: "x" })],
    [
      "PUT with If-None-Match",
      (key) => ({ method: "PUT", path: `/bucket/${key}`, headers: [["If-None-Match", "*"]] }),
    ],
    ["PUT with If-Match", (key) => ({ method: "PUT", path: `/bucket/${key}`, headers: [["If-Match", md5]] })],
    ["DELETE", (key) => ({ method: "DELETE", path: `/bucket/${key}` })],
    [
      "DELETE with If-Match",
      (key) => ({ method: "DELETE", path: `/bucket/${key}`, headers: [["If-Match", "*"]] }),
    ],
    ["DELETE of a version", (key) => ({ method: "DELETE", path: `/bucket/${key}?versionId=null` })],
    ["a copy", (key) => copyFrom(`bucket/${key}`)],
    ["a copy under a condition", (key) => copyFrom(`bucket/${key}`, ["x-amz-copy-source-if-match", md5])],
    [
      "a part that is copied",
      (key) => ({
        ...copyFrom(`bucket/${key}`),
        path: `/bucket/in/upload?partNumber=1&uploadId=${uploadId}`,
      }),
    ],
    [
      "a batch",
      (key) => ({
        ...{ method: "POST", path: "/bucket?delete" },
        body: `<Delete><Object><Key>${key}</Key><ETag>${md5}</ETag></Object></Delete>`,
      }),
    ],
  ];

  it.each(asked)("cannot be told from each other by %s", async (_, raw) => {
    const [there, missing] = ["secret", "absent"];
    const answers = [await ask(raw(there)), await ask(raw(missing))] as const;
    expect(strip(answers[0], there)).toEqual(strip(answers[1], missing));
  });
});

describe("a form that a browser posts", () => {
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  /** A form whose policy lets keys begin with in/, with fields added behind those that are signed. */
  function post(fields: Readonly<Record<string, string>>, path = "/bucket", filename = "a.txt") {
    const date = new Date();
    const scope = `${basicTime(date).slice(0, 8)}/us-east-1/s3/aws4_request`;
    const all: Record<string, string> = {
      ...{ "x-amz-algorithm": "AWS4-HMAC-SHA256", "x-amz-credential": `${session.accessKeyId}/${scope}` },
      ...{ "x-amz-date": basicTime(date), "x-amz-security-token": session.sessionToken },
    };
    const conditions = [
      ...[{ bucket: "bucket" }, ["starts-with", "$key", "in/"]],
      ...Object.entries(all).map(([name, value]) => ({ [name]: value })),
    ];
    const expiration = new Date(date.getTime() + 60_000).toISOString();
    const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
    const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${session.secretAccessKey}`);
    const whole = { ...all, policy, "x-amz-signature": hmac(key, policy).toString("hex"), ...fields };
    const boundary = createHash("md5").update(policy).digest("hex");
    const part = (name: string, value: string, more = "") =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const parts = Object.entries(whole).map(([name, value]) => part(name, value));
    const body = `${parts.join("")}${part("file", "posted", `; filename="${filename}"`)}--${boundary}--\r\n`;
    const headers = [["Content-Type", `multipart/form-data; boundary=${boundary}`]] as const;
    return send(sandbox.loopback.endpoint, { method: "POST", path, headers, body });
  }

  it("puts what its policy lets it, where its signer may", async () => {
    expect(await post({ key: "in/posted" })).toMatchObject({ status: 204 });
    expect(await ask({ path: "/bucket/in/posted" })).toMatchObject({ body: "posted" });
  });

  it.each<[string, Readonly<Record<string, string>>, string?, string?]>([
    ["another key", { key: "secret" }],
    ["another bucket", { key: "in/x" }, "/other"],
    ["another bucket, in a field", { key: "in/x", bucket: "bucket" }, "/other"],
    ["a file's name as key", { key: "${filename}" }, "/bucket", "secret"],
    ["a key in other letters", { key: "IN/x" }],
    ["a list of grants", { key: "in/x", acl: "public-read" }],
    ["a copy's source", { key: "in/x", "x-amz-copy-source": "bucket/secret" }],
    ["tags", { key: "in/x", "x-amz-tagging": "a=b" }],
    ["a key that climbs out", { key: "in/../../other/x" }],
  ])("puts nothing with %s", async (_, fields, path, filename) => {
    const before = await outside();
    const answer = await post(fields, path, filename);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await outside()).toBe(before);
  });
});

describe("a variable of a policy", () => {
  const home = document({
    ...{ Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/${aws:PrincipalTag/home}/key" },
    Condition: { StringLike: { "aws:PrincipalTag/pass": "${aws:PrincipalTag/home}" } },
  });
  const readBy = async (home1: string, pass = home1, path = "/bucket/in/key") => {
    const Tags = Object.entries({ home: home1, pass }).map(([Key, Value]) => ({ Key, Value }));
    const keys = await sandbox.federate(sandbox.root, { Name: "User2", Policy: home, Tags });
    return (await ask({ path }, keys)).status;
  };

  it("means its value, with any characters", async () => {
    expect(await readBy("in")).toBe(200);
    // No tag may hold an asterisk or a dollar; what may be held means itself.
    expect(await readBy("in/..", "in/..", "/bucket/in/key")).toBe(403);
    expect(await readBy("@", "anything", "/bucket/in/key")).toBe(403);
  });
});
