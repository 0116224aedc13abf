// Signature Version 2: AWS's examples, the signatures of botocore, and what S3 refuses.
import { createHmac } from "node:crypto";
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, describe, expect } from "vitest";
import { sign2, stringToSign2 } from "../../../loopback/signature/signature-version-2.ts";
import { type Sandbox, startSandbox } from "../clients.ts";
import { type RawRequest, send } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { putBucketPolicy } from "../seed.ts";
import { wireRequest } from "../wire/request.ts";
import cases from "./version-2.json" with { type: "json" };

const keys = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const recorded = new Date("2026-09-21T14:13:20Z");

describe("AWS's example", () => {
  it.each(cases.aws)(
    "$name is signed as AWS signs it",
    ({ method, url, headers, date, stringToSign, signature }) => {
      const text = stringToSign2(
        wireRequest(method, url, headers as unknown as Record<string, string>),
        date,
      );
      expect(text).toBe(stringToSign);
      expect(sign2(keys.secretAccessKey, text)).toBe(signature);
    },
  );
});

describe("a request signed by botocore", () => {
  let old: Sandbox;
  it.beforeAll(async () => {
    old = await startSandbox({ root: keys, now: () => recorded });
    const bucket = ["PUT", "/bucket", "\n/bucket"] as const;
    expect(await ask(old, ...signed(...bucket))).toMatchObject({ status: 200 });
  });
  afterAll(() => old.close());

  const sent = ({ method, url, headers }: (typeof cases.botocore)[number]): RawRequest => ({
    ...{ method, path: url, headers: Object.entries(headers as Readonly<Record<string, string>>) },
  });

  it.each(cases.botocore)("is taken: $name", async (one) => {
    const answer = await send(old.loopback.endpoint, sent(one));
    expect(answer.code).not.toBe("SignatureDoesNotMatch");
    expect(answer.status).toBe(one.status);
  });

  it.each(cases.botocore.filter(({ name }) => !name.includes("session")))(
    "is refused with one letter changed: $name",
    async (one) => {
      const raw = sent(one);
      const change = (text: string) =>
        text.replace(
          /(Signature=|EXAMPLE:)(.)/,
          (_, before, letter) => `${before}${letter === "A" ? "B" : "A"}`,
        );
      const headers = raw.headers?.map(
        ([name, value]) => [name, name === "authorization" ? change(value) : value] as const,
      );
      const answer = await send(old.loopback.endpoint, {
        ...raw,
        path: change(raw.path ?? ""),
        headers: headers ?? [],
      });
      expect(answer).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
      expect(answer.body).not.toContain("<CanonicalRequest>");
    },
  );

  /** Signed here, as the page says; the text after the date is the resource. */
  function signed(method: string, path: string, rest: string): [string, RawRequest] {
    const date = "Mon, 21 Sep 2026 14:13:20 GMT";
    const signature = createHmac("sha1", keys.secretAccessKey)
      .update(`${method}\n\n\n${date}${rest}`)
      .digest("base64");
    const headers = [
      ["Date", date],
      ["Authorization", `AWS ${keys.accessKeyId}:${signature}`],
    ] as const;
    return [path, { method, headers }];
  }
});

const ask = ({ loopback }: Pick<Sandbox, "loopback">, path: string, raw: RawRequest = {}) =>
  send(loopback.endpoint, { ...raw, path });

const hmac = (secret: string, text: string) => createHmac("sha1", secret).update(text).digest("base64");

interface Url {
  readonly method?: string;
  readonly path?: string;
  readonly expires?: number | string;
  readonly amazon?: readonly string[];
  readonly session?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** A presigned URL; `amazon` are the lines of x-amz-* headers that are sent beside it. */
function presigned({ method = "GET", path = "/bucket/key", amazon = [], ...more }: Url = {}): string {
  const { expires = Math.floor(Date.now() / 1000) + 60, session = sandbox.root } = more;
  const token = "sessionToken" in session ? session.sessionToken : undefined;
  const lines = [...amazon, ...(token === undefined ? [] : [`x-amz-security-token:${token}`])].toSorted();
  const signature = hmac(session.secretAccessKey, [method, "", "", expires, ...lines, path].join("\n"));
  const parameters = new URLSearchParams({
    AWSAccessKeyId: session.accessKeyId,
    Expires: String(expires),
    Signature: signature,
    ...(token !== undefined && { "x-amz-security-token": token }),
  });
  return `${path}?${String(parameters).replaceAll("+", "%20")}`;
}

/** The Authorization header of a read of /bucket/key. */
function byHeader(date: string, lines: readonly string[] = [], line = date): RawRequest {
  const signature = hmac(
    sandbox.root.secretAccessKey,
    ["GET", "", "", line, ...lines, "/bucket/key"].join("\n"),
  );
  const amazon = lines.map((one) => one.split(":") as [string, string]);
  return {
    headers: [
      ...(line === "" ? [] : [["Date", date] as const]),
      ...amazon.map(([name, ...value]) => [name, value.join(":")] as const),
      ["Authorization", `AWS ${sandbox.root.accessKeyId}:${signature}`],
    ],
  };
}

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "hello" }));
});

describe("a presigned URL of Signature Version 2", () => {
  it("gets an object, and no other", async () => {
    expect(await ask(sandbox, presigned())).toMatchObject({ status: 200, body: "hello" });
    expect(await ask(sandbox, presigned().replace("/bucket/key", "/bucket/other"))).toMatchObject({
      ...{ status: 403, code: "SignatureDoesNotMatch" },
      message:
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    });
  });

  it("is good for its method and its subresource alone", async () => {
    for (const method of ["PUT", "DELETE"])
      expect(await ask(sandbox, presigned(), { method })).toMatchObject({ code: "SignatureDoesNotMatch" });
    for (const more of ["acl", "versionId=null", "tagging", "response-content-type=text/html"])
      expect(await ask(sandbox, `${presigned()}&${more}`)).toMatchObject({ code: "SignatureDoesNotMatch" });
  });

  it("carries a session's token, and is good for nothing without it", async () => {
    const Policy = '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    const session = await sandbox.federate(sandbox.root, { Name: "one", Policy });
    expect(await ask(sandbox, presigned({ session }))).toMatchObject({ status: 200, body: "hello" });
    const { accessKeyId, secretAccessKey } = session;
    expect(await ask(sandbox, presigned({ session: { accessKeyId, secretAccessKey } }))).toMatchObject({
      code: "InvalidAccessKeyId",
    });
  });

  it("takes no header of AWS's that it does not sign", async () => {
    const url = presigned({ method: "PUT", path: "/bucket/put" });
    const put = (headers: RawRequest["headers"]) =>
      ask(sandbox, url, { method: "PUT", body: "x", ...(headers && { headers }) });
    expect(await put([["x-amz-meta-a", "b"]])).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(await put([["Content-Type", "text/html"]])).toMatchObject({ code: "SignatureDoesNotMatch" });
    expect(await put([])).toMatchObject({ status: 200 });
    const signing = presigned({ method: "PUT", path: "/bucket/put", amazon: ["x-amz-meta-a:b"] });
    const headers = [["x-amz-meta-a", "b"]] as const;
    expect(await ask(sandbox, signing, { method: "PUT", body: "x", headers })).toMatchObject({ status: 200 });
  });

  it("that has expired is refused with its end", async () => {
    const answer = await ask(sandbox, presigned({ expires: 1175139620 }));
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied", message: "Request has expired" });
    expect(answer.body).toContain("<Expires>2007-03-29T03:40:20Z</Expires><ServerTime>");
    expect(answer.body).not.toContain("X-Amz-Expires");
  });

  it.each(["", "soon", "1e9", " 1", "2147483648", "99999999999999999999"])(
    "that ends at %j is refused",
    async (expires) => {
      expect(await ask(sandbox, presigned({ expires }))).toMatchObject({
        ...{ status: 403, code: "AccessDenied" },
        message: `Invalid date (should be seconds since epoch): ${expires}`,
      });
    },
  );

  it.each(["AWSAccessKeyId", "Expires"])("without its %s is refused, and with two", async (name) => {
    const message =
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
    const without = presigned().replace(new RegExp(`${name}=[^&]*`), "a=b");
    for (const path of [without, `${presigned()}&${name}=1`])
      expect(await ask(sandbox, path)).toMatchObject({ status: 403, code: "AccessDenied", message });
  });

  it("without its signature is an anonymous request", async () => {
    const answer = await ask(sandbox, presigned().replace(/&Signature=[^&]*/, ""));
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied", message: "Access Denied" });
  });

  it("of an unknown key is refused by the key, before the signature", async () => {
    const session = { accessKeyId: "AKIAIOSFODNN7NOBODYS", secretAccessKey: "x" };
    expect(await ask(sandbox, presigned({ session }))).toMatchObject({
      status: 403,
      code: "InvalidAccessKeyId",
    });
  });

  it("claims no Version 4 beside it", async () => {
    expect(await ask(sandbox, `${presigned()}&X-Amz-Algorithm=AWS4-HMAC-SHA256`)).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message:
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
    });
  });

  it("does not read an object that a KMS key encrypts, and writes none into a bucket that one does", async () => {
    const Bucket = "encrypted";
    await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const } }];
    await sandbox.s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }),
    );
    await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" }));
    const refusal = {
      ...{ status: 400, code: "InvalidArgument" },
      message:
        "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
    };
    expect(await ask(sandbox, presigned({ path: "/encrypted/k" }))).toMatchObject(refusal);
    const url = presigned({ method: "PUT", path: "/encrypted/put" });
    expect(await ask(sandbox, url, { method: "PUT", body: "x" })).toMatchObject(refusal);
  });

  it.each(["aws:kms", "aws:kms:dsse"])("cannot ask for encryption with %s", async (encryption) => {
    const url = presigned({
      ...{ method: "PUT", path: "/bucket/put" },
      amazon: [`x-amz-server-side-encryption:${encryption}`],
    });
    const headers = [["x-amz-server-side-encryption", encryption]] as const;
    const answer = await ask(sandbox, url, { method: "PUT", body: "x", headers });
    expect(answer).toMatchObject({
      ...{ status: 400, code: "InvalidArgument" },
      message:
        "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
    });
    expect(answer.body).toContain(
      "<ArgumentName>Authorization</ArgumentName><ArgumentValue>null</ArgumentValue>",
    );
  });
});

describe("a URL of Signature Version 2", () => {
  it.each(cases.changed)("cannot change $name: $method $query", async (one) => {
    const { method, url, query, amazon, resource, status, code } = one;
    const expires = Math.floor(Date.now() / 1000) + 60;
    const text = [method, "", "", expires, ...amazon, resource].join("\n");
    const { accessKeyId, secretAccessKey } = sandbox.root;
    const signature = encodeURIComponent(hmac(secretAccessKey, text));
    const path = `${url}?AWSAccessKeyId=${accessKeyId}&Expires=${expires}&Signature=${signature}&${query}`;
    expect(await ask(sandbox, path, { method })).toMatchObject({ status, code });
  });

  it("takes parameters that mean nothing to S3", async () => {
    const path = `${presigned()}&id=1&retentions&x-id=GetObject`;
    expect(await ask(sandbox, path)).toMatchObject({ status: 200, body: "hello" });
  });
});

describe("an Authorization header of Signature Version 2", () => {
  const http = (offset = 0) => new Date(Date.now() + offset * 60_000).toUTCString();

  it("is good with its date, in either zone, or with x-amz-date", async () => {
    expect(await ask(sandbox, "/bucket/key", byHeader(http()))).toMatchObject({ status: 200, body: "hello" });
    const zoned = http().replace("GMT", "+0000");
    expect(await ask(sandbox, "/bucket/key", byHeader(zoned))).toMatchObject({ status: 200 });
    const amazon = byHeader(http(), [`x-amz-date:${http()}`], "");
    expect(await ask(sandbox, "/bucket/key", amazon)).toMatchObject({ status: 200 });
  });

  it("signs the headers that are sent: a parameter of the same name is none", async () => {
    const { headers = [] } = byHeader(http(), ["x-amz-meta-a:b"]);
    const others = headers.filter(([name]) => name !== "x-amz-meta-a");
    const moved = await ask(sandbox, "/bucket/key?x-amz-meta-a=b", { headers: others });
    expect(moved).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(await ask(sandbox, "/bucket/key?x-amz-meta-a=c", { headers })).toMatchObject({ status: 200 });
  });

  // Its tagKeys are not signed. botocore, data/s3control/2018-08-20/service-2.json: signatureVersion s3v4, and no other.
  it("is good for no operation of S3 Control", async () => {
    const { accessKeyId, secretAccessKey } = sandbox.root;
    const account = ["x-amz-account-id", sandbox.loopback.accountId] as const;
    const path = "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Abucket";
    for (const method of ["GET", "DELETE"]) {
      const date = http();
      const signature = hmac(secretAccessKey, [method, "", "", date, account.join(":"), path].join("\n"));
      const headers = [
        account,
        ["Date", date],
        ["Authorization", `AWS ${accessKeyId}:${signature}`],
      ] as const;
      expect(await ask(sandbox, `${path}?tagKeys=a`, { method, headers })).toMatchObject({
        ...{ status: 403, code: "SignatureDoesNotMatch" },
      });
    }
  });

  it("carries a session's token in a header alone", async () => {
    const Policy = '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    const session = await sandbox.federate(sandbox.root, { Name: "one", Policy });
    const token = ["x-amz-security-token", session.sessionToken ?? ""] as const;
    const date = http();
    const signature = hmac(
      session.secretAccessKey,
      ["GET", "", "", date, token.join(":"), "/bucket/key"].join("\n"),
    );
    const headers = [
      ["Date", date],
      ["Authorization", `AWS ${session.accessKeyId}:${signature}`],
    ] as const;
    const sent = { headers: [...headers, token] };
    expect(await ask(sandbox, "/bucket/key", sent)).toMatchObject({ status: 200, body: "hello" });
    const query = `${token[0]}=${encodeURIComponent(token[1])}`;
    expect(await ask(sandbox, `/bucket/key?${query}`, { headers })).toMatchObject({
      ...{ status: 403, code: "InvalidAccessKeyId" },
    });
  });

  it.each(["?retention", "?legal-hold", "?attributes"])(
    "is good for no operation that Version 2 does not sign: %s",
    async (query) => {
      const answer = await ask(sandbox, `/bucket/key${query}`, byHeader(http()));
      expect(answer).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    },
  );

  it("claims no presigned URL beside it, of either version", async () => {
    for (const query of ["X-Amz-Algorithm=AWS4-HMAC-SHA256", "Signature=b"])
      expect(await ask(sandbox, `/bucket/key?${query}`, byHeader(http()))).toMatchObject({
        ...{ status: 400, code: "InvalidArgument" },
        message: expect.stringMatching(/^Only one auth mechanism allowed/),
      });
  });

  it.each([-16, 16])("of a clock that is %i minutes off is refused", async (minutes) => {
    const date = http(minutes);
    const answer = await ask(sandbox, "/bucket/key", byHeader(date));
    expect(answer).toMatchObject({ status: 403, code: "RequestTimeTooSkewed" });
    expect(answer.body).toContain(`<RequestTime>${date}</RequestTime>`);
  });

  it.each(["", "yesterday", "Tue, 27 Mar 2007"])("with the date %j is refused", async (date) => {
    expect(await ask(sandbox, "/bucket/key", byHeader(date))).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
      message: "AWS authentication requires a valid Date or x-amz-date header",
    });
  });

  it.each([
    ["AWS garbage", "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature"],
    ["AWS A:", "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature"],
    ["AWS A:b:c", "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature"],
    ["AWS  A:b", "Authorization header is invalid -- one and only one ' ' (space) required"],
    ["AWS", "Authorization header is invalid -- one and only one ' ' (space) required"],
  ])("that is malformed is refused: %j", async (header, message) => {
    const headers = [
      ["Date", http()],
      ["Authorization", header],
    ] as const;
    const answer = await ask(sandbox, "/bucket/key", { headers });
    expect(answer).toMatchObject({ status: 400, code: "InvalidArgument", message });
    expect(answer.body).toContain(
      `<ArgumentName>Authorization</ArgumentName><ArgumentValue>${header}</ArgumentValue>`,
    );
  });
});

describe("policies", () => {
  it.each([
    ["s3:signatureversion", "AWS", [403, 403]],
    ["s3:signatureversion", "AWS4-HMAC-SHA256", [200, 200]],
    ["s3:authType", "REST-HEADER", [403, 200]],
    ["s3:authType", "REST-QUERY-STRING", [200, 403]],
    ["s3:signatureAge", "*", [200, 200]],
  ])("may ask for Signature Version 2: %s %s", async (key, value, [header, url]) => {
    await sandbox.s3.send(new DeletePublicAccessBlockCommand({ Bucket: "bucket" }));
    await putBucketPolicy(sandbox, "bucket", {
      ...{ Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" },
      Condition: { StringLike: { [key]: value } },
    });
    const statuses = [
      (await ask(sandbox, "/bucket/key", byHeader(new Date().toUTCString()))).status,
      (await ask(sandbox, presigned())).status,
    ];
    await putBucketPolicy(sandbox, "bucket", {
      ...{ Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/none" },
    });
    expect(statuses).toEqual([header, url]);
  });
});

it.each([
  ["us-west-1", true],
  ["us-west-2", true],
  ["eu-west-1", true],
  ["sa-east-1", true],
  ["ap-northeast-1", true],
  ["ap-southeast-1", true],
  ["ap-southeast-2", true],
  ["eu-central-1", false],
  ["us-east-2", false],
  ["ap-northeast-2", false],
])("The region %s takes Signature Version 2: %s", async (region, takes) => {
  const elsewhere = await startSandbox({ region, root: keys, now: () => recorded });
  const date = recorded.toUTCString();
  const signature = hmac(keys.secretAccessKey, `GET\n\n\n${date}\n/`);
  const headers = [
    ["Date", date],
    ["Authorization", `AWS ${keys.accessKeyId}:${signature}`],
  ] as const;
  const answer = await ask(elsewhere, "/", { headers });
  await elsewhere.close();
  expect(answer).toMatchObject(
    takes
      ? { status: 200 }
      : {
          ...{ status: 400, code: "InvalidRequest" },
          message:
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
        },
  );
});

it.each([
  ["eu-west-1", 200, ""],
  ["eu-central-1", 400, "InvalidRequest"],
] as const)("A bucket in %s is asked with it from any region: %i", async (region, status, code) => {
  const Bucket = `bucket-in-${region}`;
  const elsewhere = { Bucket, CreateBucketConfiguration: { LocationConstraint: region } };
  await sandbox.s3.send(new CreateBucketCommand(elsewhere));
  const { accessKeyId, secretAccessKey } = sandbox.root;
  const date = new Date().toUTCString();
  const signature = hmac(secretAccessKey, `GET\n\n\n${date}\n/${Bucket}`);
  const headers = [
    ["Date", date],
    ["Authorization", `AWS ${accessKeyId}:${signature}`],
  ] as const;
  expect(await ask(sandbox, `/${Bucket}`, { headers })).toMatchObject({ status, code });
});
