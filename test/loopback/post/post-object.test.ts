// Browsers' uploads over the wire: signed by a policy, and authorized as the signer's own PutObject.

import { createHmac } from "node:crypto";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Keys } from "../clients.ts";
import { basicTime, send } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  const elsewhere = {
    Bucket: "elsewhere",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } as const,
  };
  await sandbox.s3.send(new CreateBucketCommand(elsewhere));
});

type Fields = Readonly<Record<string, string>>;

interface Form {
  readonly keys?: Keys;
  readonly conditions?: readonly unknown[];
  readonly fields?: Fields;
  readonly file?: string;
  readonly filename?: string;
  readonly bucket?: string;
  readonly expires?: Date;
  readonly region?: string;
  /** Changes the fields after the policy was signed; undefined takes one away. */
  readonly change?: Readonly<Record<string, string | undefined>>;
}

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const at = (seconds: number) => new Date(Date.now() + seconds * 1000);

function signedFields({ keys = sandbox.root, conditions = [], fields = {}, ...form }: Form): Fields {
  const date = basicTime(new Date());
  const scope = `${date.slice(0, 8)}/${form.region ?? "us-east-1"}/s3/aws4_request`;
  const own: Fields = {
    key: "posted/key",
    ...fields,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${keys.accessKeyId}/${scope}`,
    "X-Amz-Date": date,
    ...(keys.sessionToken !== undefined && { "X-Amz-Security-Token": keys.sessionToken }),
  };
  const spoken = new Set(conditions.flatMap((one) => (Array.isArray(one) ? String(one[1]).slice(1) : [])));
  const exact = Object.entries({ bucket: "bucket", ...own }).flatMap(([name, value]) =>
    spoken.has(name) ? [] : [{ [name]: value }],
  );
  const expiration = (form.expires ?? at(60)).toISOString();
  const policy = JSON.stringify({ expiration, conditions: [...exact, ...conditions] });
  const Policy = Buffer.from(policy).toString("base64");
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  return { ...own, Policy, "X-Amz-Signature": hmac(key, Policy).toString("hex") };
}

const boundary = "boundary";
const part = (name: string, value: string, filename?: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n\r\n${value}\r\n`;

function sendParts(parts: readonly string[], bucket = "bucket") {
  return send(sandbox.loopback.endpoint, {
    ...{ method: "POST", path: `/${bucket}`, body: `${parts.join("")}--${boundary}--\r\n` },
    headers: [["Content-Type", `multipart/form-data; boundary=${boundary}`]],
  });
}

function post(form: Form = {}) {
  const { file = "hello", filename = "photo.png", change = {} } = form;
  const fields = Object.entries({ ...signedFields(form), ...change });
  const parts = fields.flatMap(([name, value]) => (value === undefined ? [] : [part(name, value)]));
  return sendParts([...parts, part("file", file, filename)], form.bucket);
}

async function stored(Key = "posted/key") {
  const { Body, ...rest } = await sandbox.s3.send(new GetObjectCommand({ Bucket: "bucket", Key }));
  return { body: await Body?.transformToString(), ...rest };
}

describe("a form", () => {
  it("uploads what its policy allows", async () => {
    const fields = { "Content-Type": "image/png", "x-amz-meta-color": "blue" };
    const answer = await post({ fields });
    expect(answer).toMatchObject({ status: 204, body: "" });
    expect(answer.headers.location).toBe(`${sandbox.loopback.endpoint}/bucket/posted%2Fkey`);
    expect(await stored()).toMatchObject({
      ...{ body: "hello", ContentType: "image/png", Metadata: { color: "blue" } },
    });
  });

  it("may ask for encryption with a KMS key, which its signer then needs", async () => {
    const { KeyMetadata } = await sandbox.kms.send(new CreateKeyCommand({}));
    const fields = {
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": KeyMetadata?.KeyId ?? "",
    };
    expect(await post({ fields })).toMatchObject({ status: 204 });
    expect(await stored()).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: KeyMetadata?.Arn });
    const keys = await createUser(sandbox, "without-key", [{ Action: "s3:PutObject" }]);
    expect(await post({ keys, fields })).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
      message: expect.stringContaining("is not authorized to perform: kms:GenerateDataKey on resource: "),
    });
  });

  it("cannot ask for a KMS key in a bucket of another region, and who may not write learns nothing of it", async () => {
    const fields = { "x-amz-server-side-encryption": "aws:kms" };
    const conditions = [["eq", "$bucket", "elsewhere"]];
    const form = { bucket: "elsewhere", region: "eu-west-1", fields, conditions };
    const writes = await createUser(sandbox, "writes-elsewhere", [{ Action: "s3:PutObject" }]);
    for (const keys of [writes, sandbox.root])
      expect(await post({ ...form, keys })).toMatchObject({
        ...{ status: 501, code: "NotImplemented" },
        message: "The loopback's KMS is in us-east-1 only, and the bucket elsewhere is in eu-west-1.",
      });
    const nobody = await createUser(sandbox, "writes-nowhere", [{ Action: "kms:*" }]);
    expect(await post({ ...form, keys: nobody })).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("may name its key after the file", async () => {
    const conditions = [["starts-with", "$key", "user/ann/"]];
    const fields = { key: "user/ann/${filename}" };
    expect(await post({ fields, conditions, filename: "C:\\photos\\$&.png" })).toMatchObject({ status: 204 });
    expect(await stored("user/ann/$&.png")).toMatchObject({ body: "hello" });
  });

  it("is answered as it asks", async () => {
    expect(await post({ fields: { success_action_status: "200" } })).toMatchObject({ status: 200, body: "" });
    const created = await post({ fields: { success_action_status: "201" } });
    expect(created).toMatchObject({ status: 201 });
    expect(created.body).toContain(
      `<PostResponse><Location>${sandbox.loopback.endpoint}/bucket/posted%2Fkey</Location><Bucket>bucket</Bucket><Key>posted/key</Key><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></PostResponse>`,
    );
    const redirected = await post({ fields: { success_action_redirect: "http://site.example/done?a=1" } });
    expect(redirected).toMatchObject({ status: 303 });
    expect(redirected.headers.location).toBe(
      "http://site.example/done?a=1&bucket=bucket&key=posted%2Fkey&etag=%225d41402abc4b2a76b9719d911017c592%22",
    );
    const script = await post({ fields: { success_action_redirect: "javascript:alert(1)" } });
    expect(script).toMatchObject({ status: 204 });
  });

  it("may be a session's, with its token", async () => {
    const Policy = '{"Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}';
    const keys = await sandbox.federate(sandbox.root, { Name: "one", Policy });
    expect(await post({ keys })).toMatchObject({ status: 204 });
    const { accessKeyId, secretAccessKey } = keys;
    expect(await post({ keys: { accessKeyId, secretAccessKey } })).toMatchObject({
      ...{ status: 403, code: "InvalidAccessKeyId" },
    });
  });
});

describe("the signer of a form", () => {
  it("needs s3:PutObject on the key", async () => {
    const keys = await createUser(sandbox, "poster", [
      { Action: "s3:PutObject", Resource: "arn:aws:s3:::bucket/mine/*" },
    ]);
    expect(await post({ keys, fields: { key: "mine/a" } })).toMatchObject({ status: 204 });
    const { accountId } = sandbox.loopback;
    expect(await post({ keys, fields: { key: "yours/a" } })).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
      message: `User: arn:aws:iam::${accountId}:user/poster is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::bucket/yours/a" because no identity-based policy allows the s3:PutObject action`,
    });
  });

  it("is anonymous without a policy: only the bucket can allow it", async () => {
    const anonymous = () => sendParts([part("key", "public"), part("file", "hello", "a")], "open");
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "open" }));
    expect(await anonymous()).toMatchObject({ status: 403, code: "AccessDenied", message: "Access Denied" });
  });
});

describe("a form is refused", () => {
  it.each<[string, Form]>([
    ["another signature", { change: { "X-Amz-Signature": "a".repeat(64) } }],
    ["a short signature", { change: { "X-Amz-Signature": "a" } }],
    ["another policy", { change: { Policy: Buffer.from("{}").toString("base64") } }],
    ["another secret", { keys: { accessKeyId: "", secretAccessKey: "wrong" } }],
  ])("with %s", async (_, form) => {
    const keys = form.keys && { ...form.keys, accessKeyId: sandbox.root.accessKeyId };
    expect(await post({ ...form, ...(keys && { keys }) })).toMatchObject({
      ...{ status: 403, code: "SignatureDoesNotMatch" },
      message:
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    });
  });

  it.each(["Policy", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"])(
    "without its %s",
    async (name) => {
      expect(await post({ change: { [name]: undefined } })).toMatchObject({
        ...{ status: 400, code: "InvalidArgument" },
        message: `Bucket POST must contain a field named '${name.toLowerCase()}'.  If it is specified, please check the order of the fields.`,
      });
    },
  );

  it.each<[string, Form, string]>([
    [
      "another algorithm",
      { change: { "X-Amz-Algorithm": "AWS4-ECDSA-P256-SHA256" } },
      "Only AWS4-HMAC-SHA256 is supported",
    ],
    [
      "another date",
      { change: { "X-Amz-Date": "2026-01-01" } },
      "X-Amz-Date must be formated via ISO8601 Long format",
    ],
    [
      "no credential",
      { change: { "X-Amz-Credential": "A" } },
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ],
    ["no region", { region: "mars-north-1" }, "the region 'mars-north-1' is wrong; expecting 'us-east-1'"],
    ["an empty key", { change: { key: "" } }, "User key must have a length greater than 0."],
  ])("with %s", async (_, form, message) => {
    expect(await post(form)).toMatchObject({ status: 400, code: "InvalidArgument", message });
  });

  it("when its policy has expired", async () => {
    expect(await post({ expires: at(-1) })).toMatchObject({
      ...{ status: 403, code: "AccessDenied", message: "Invalid according to Policy: Policy expired." },
    });
  });

  it("when its fields differ from its policy", async () => {
    expect(await post({ change: { key: "other" } })).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
      message: 'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "posted/key"]',
    });
    expect(await post({ change: { acl: "public-read" } })).toMatchObject({
      message: "Invalid according to Policy: Extra input fields: acl",
    });
    expect(await post({ bucket: "open" })).toMatchObject({
      message: 'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "bucket"]',
    });
  });

  it("when its file is smaller or larger than its policy allows", async () => {
    const conditions = [["content-length-range", 2, 4]];
    expect(await post({ conditions, file: "four" })).toMatchObject({ status: 204 });
    const large = await post({ conditions, file: "fives" });
    expect(large).toMatchObject({
      ...{ status: 400, code: "EntityTooLarge" },
      message: "Your proposed upload exceeds the maximum allowed size",
    });
    expect(large.body).toContain("<ProposedSize>5</ProposedSize><MaxSizeAllowed>4</MaxSizeAllowed>");
    const small = await post({ conditions, file: "1" });
    expect(small).toMatchObject({
      ...{ status: 400, code: "EntityTooSmall" },
      message: "Your proposed upload is smaller than the minimum allowed size",
    });
    expect(small.body).toContain("<ProposedSize>1</ProposedSize><MinSizeAllowed>2</MinSizeAllowed>");
  });

  it("without a key, a file, or a readable body", async () => {
    expect(await sendParts([part("file", "hello", "a")])).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message:
        "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    });
    expect(await sendParts([part("key", "a")])).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message: "POST requires exactly one file upload per request.",
    });
    const raw = (type: string, body: string) =>
      send(sandbox.loopback.endpoint, {
        ...{ method: "POST", path: "/bucket", headers: [["Content-Type", type]], body },
      });
    const malformed = {
      ...{ status: 400, code: "MalformedPOSTRequest" },
      message: "The body of your POST request is not well-formed multipart/form-data.",
    };
    expect(await raw("multipart/form-data", "hello")).toMatchObject(malformed);
    expect(await raw("multipart/form-data; boundary=b", "hello")).toMatchObject(malformed);
    expect(await raw("multipart/form-data; boundary=b", "")).toMatchObject(malformed);
    const other = await raw("application/json", "{}");
    expect(other).toMatchObject({ status: 412, code: "PreconditionFailed" });
    expect(other.body).toContain(
      "<Condition>Bucket POST must be of the enclosure-type multipart/form-data</Condition>",
    );
  });
});

describe("a form cannot smuggle", () => {
  it("a second key", async () => {
    const fields = Object.entries(signedFields({})).map(([name, value]) => part(name, value));
    for (const name of ["key", "Key"]) {
      const answer = await sendParts([...fields, part(name, "other"), part("file", "hello", "a")]);
      expect(answer).toMatchObject({ status: 400, code: "InvalidArgument" });
    }
  });

  it("fields behind its file", async () => {
    const fields = Object.entries(signedFields({})).map(([name, value]) => part(name, value));
    const answer = await sendParts([
      ...fields,
      part("file", "hello", "a"),
      part("key", "other"),
      part("acl", "public-read"),
    ]);
    expect(answer).toMatchObject({ status: 204 });
    expect(answer.headers.location).toBe(`${sandbox.loopback.endpoint}/bucket/posted%2Fkey`);
  });

  it("another operation, by its headers, whoever signed it", async () => {
    for (const name of ["x-amz-copy-source", "x-amz-tagging", "if-match", "Authorization", "Host"]) {
      const answer = await post({ fields: { [name]: "bucket/posted/key" } });
      expect(answer).toMatchObject({ status: 501, code: "NotImplemented" });
    }
  });

  it("a field that is not served, unless its signer may not upload at all", async () => {
    const fields = { tagging: "<Tagging><TagSet></TagSet></Tagging>" };
    expect(await post({ fields })).toMatchObject({
      ...{ status: 501, code: "NotImplemented" },
      message: "The loopback does not serve the form field tagging.",
    });
    const keys = await createUser(sandbox, "no-uploader");
    expect(await post({ keys, fields })).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("a key that climbs out of its bucket", async () => {
    expect(await post({ fields: { key: "../open/a" } })).toMatchObject({ status: 400, code: "InvalidURI" });
    const conditions = [["starts-with", "$key", "a/"]];
    const climbing = await post({ conditions, fields: { key: "a/${filename}" }, filename: "../../open/x" });
    expect(climbing).toMatchObject({ status: 204 });
    expect(await stored("a/x")).toMatchObject({ body: "hello" });
  });

  it("a value that no header can carry", async () => {
    const answer = await post({ fields: { "x-amz-meta-a": "1\r\nx-amz-acl: public-read" } });
    expect(answer).toMatchObject({ status: 400, code: "InvalidArgument" });
  });
});

describe("a form with Signature Version 2", () => {
  const sha1 = (secret: string, text: string) => createHmac("sha1", secret).update(text).digest("base64");

  function send2(change: Fields = {}, conditions: readonly unknown[] = []) {
    const conditioned = [{ bucket: "bucket" }, { key: "posted/old" }, ...conditions];
    const text = JSON.stringify({ expiration: at(60).toISOString(), conditions: conditioned });
    const policy = Buffer.from(text).toString("base64");
    const { accessKeyId, secretAccessKey } = sandbox.root;
    const own = { key: "posted/old", AWSAccessKeyId: accessKeyId, policy };
    const fields = { ...own, signature: sha1(secretAccessKey, policy), ...change };
    const sent = Object.entries(fields).filter(([, value]) => value !== "none");
    return sendParts([...sent.map(([name, value]) => part(name, value)), part("file", "hello", "a")]);
  }

  it("uploads", async () => {
    expect(await send2()).toMatchObject({ status: 204 });
    expect(await stored("posted/old")).toMatchObject({ body: "hello" });
  });

  it("signs its policy, and the policy decides", async () => {
    expect(await send2({ signature: "b" })).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(await send2({ key: "posted/other" })).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await send2({ AWSAccessKeyId: "AKIAIOSFODNN7NOBODYS" })).toMatchObject({
      ...{ status: 403, code: "InvalidAccessKeyId" },
    });
  });

  it.each(["policy", "AWSAccessKeyId", "signature"])("needs its %s", async (name) => {
    expect(await send2({ [name]: "none" })).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message: `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    });
  });

  it("cannot ask for encryption with a KMS key", async () => {
    const encryption = { "x-amz-server-side-encryption": "aws:kms" };
    expect(await send2(encryption, [encryption])).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message:
        "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
    });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingRouting.html
it("A form for a bucket of another region is taken if it is signed for that region, and redirected otherwise", async () => {
  const form = { bucket: "elsewhere", conditions: [["eq", "$bucket", "elsewhere"]] };
  expect(await post(form)).toMatchObject({ status: 301, code: "PermanentRedirect" });
  expect(await post({ ...form, region: "eu-west-1" })).toMatchObject({ status: 204 });
});
