// The Authorization header as an attacker writes it: nothing in it may stand in for the signature.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../clients.ts";
import { type Signing, send, signed } from "../raw.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const forged = "a".repeat(64);
const paths = {
  s3: "/",
  sts: "/?Action=GetCallerIdentity&Version=2011-06-15",
  iam: "/?Action=ListUsers&Version=2010-05-08",
};

/** A rightly signed request whose Authorization header is then changed. */
function sendChanged(
  service: "s3" | "sts" | "iam",
  change: (authorization: string) => string,
  signing: Partial<Signing> = {},
) {
  const { endpoint } = sandbox.loopback;
  const whole = signed(endpoint, { path: paths[service] }, { keys: sandbox.root, service, ...signing });
  const headers = whole.headers.map(
    ([name, value]) => [name, name === "Authorization" ? change(value) : value] as const,
  );
  return send(endpoint, { ...whole, headers });
}

const malformed = {
  s3: { status: 400, code: "AuthorizationHeaderMalformed" },
  sts: { status: 400, code: "IncompleteSignature" },
  iam: { status: 400, code: "IncompleteSignature" },
};

describe.each(["s3", "sts", "iam"] as const)("to %s", (service) => {
  it("a made-up signature does not pass", async () => {
    const answer = await sendChanged(service, (header) => header.replace(/[0-9a-f]{64}$/, forged));
    expect(answer).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });

  it.each<[string, (header: string) => string]>([
    [
      "in the region",
      (header) => header.replace("/us-east-1/", `/Signature=${forged}/`).replace(/[0-9a-f]{64}$/, forged),
    ],
    [
      "in the service",
      (header) =>
        header
          .replace(/[0-9a-f]{64}$/, forged)
          .replace(
            /(Credential=[^,]*), /,
            `$1,Credential=A/20260101/us-east-1/Signature=${forged}/aws4_request, `,
          ),
    ],
    [
      "in the headers",
      (header) =>
        header
          .replace("SignedHeaders=", `SignedHeaders=Signature=${forged};`)
          .replace(/[0-9a-f]{64}$/, forged),
    ],
    ["twice", (header) => `${header}, Signature=${forged}`],
  ])("a made-up signature does not pass %s", async (_, change) => {
    const answer = await sendChanged(service, change);
    expect([400, 403]).toContain(answer.status);
  });

  it.each<[string, (header: string) => string]>([
    ["no parts", () => "AWS4-HMAC-SHA256"],
    ["empty parts", () => "AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature="],
    ["an empty key", (header) => header.replace(/Credential=[^/]*/, "Credential=")],
    ["a slash in the key", (header) => header.replace("Credential=", "Credential=A/B/")],
    ["an empty region", (header) => header.replace("/us-east-1/", "//")],
    ["a scope cut short", (header) => header.replace("/aws4_request", "")],
    ["another terminator", (header) => header.replace("aws4_request", "aws5_request")],
    ["a short date", (header) => header.replace(/\/\d{8}\//, "/2026/")],
    ["no signed headers", (header) => header.replace(/SignedHeaders=[^,]*/, "SignedHeaders=")],
    ["no signature", (header) => header.replace(/, Signature=.*$/, "")],
    ["a short signature", (header) => header.slice(0, -1)],
    ["a signature in capitals", (header) => header.replace(/[0-9a-f]{64}$/, (hex) => `${hex.slice(0, 63)}F`)],
    ["a second credential", (header) => `${header}, Credential=A/20260101/us-east-1/${service}/aws4_request`],
    ["a part of its own", (header) => `${header}, Region=us-east-1`],
  ])("a header with %s is malformed", async (_, change) => {
    const answer = await sendChanged(service, change);
    // Without a service in the scope, S3 is asked, unless the version of a form tells otherwise.
    expect(answer).toMatchObject(malformed[service]);
  });

  it.each(["AWS4-ECDSA-P256-SHA256", "AWS4-HMAC-SHA512", "AWS", "Bearer", "Basic", "aws4-hmac-sha256"])(
    "the algorithm %s is refused",
    async (algorithm) => {
      const answer = await sendChanged(service, (header) => header.replace("AWS4-HMAC-SHA256", algorithm));
      expect(answer).toMatchObject({
        status: 400,
        code: service === "s3" ? "InvalidRequest" : "IncompleteSignature",
        message:
          "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
      });
    },
  );
});

describe("the headers that a signature covers", () => {
  const send3 = (extra: readonly (readonly [string, string])[], signedHeaders: readonly string[]) => {
    const { endpoint } = sandbox.loopback;
    const whole = signed(endpoint, { headers: extra }, { keys: sandbox.root, service: "s3", signedHeaders });
    return send(endpoint, whole);
  };
  const own = ["host", "x-amz-content-sha256", "x-amz-date"];

  it("must be host and every x-amz-* header", async () => {
    const refused = {
      ...{ status: 403, code: "AccessDenied" },
      message: "There were headers present in the request which were not signed",
    };
    const answer = await send3([["x-amz-acl", "public-read"]], own);
    expect(answer).toMatchObject(refused);
    expect(answer.body).toContain("<HeadersNotSigned>x-amz-acl</HeadersNotSigned>");
    expect(await send3([], own.slice(1))).toMatchObject(refused);
  });

  it("are listed in lower case", async () => {
    expect(await send3([], ["Host", ...own.slice(1)])).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it.each(["constructor", "__proto__", "tostring", "hasownproperty"])("may be called %s", async (name) => {
    const headers = name === "__proto__" ? [name, ...own] : [...own, name].sort();
    expect(await send3([[name, "1"]], headers)).toMatchObject({ status: 200 });
    expect(await send3([], [...own, name].sort())).toMatchObject({
      status: 403,
      code: "SignatureDoesNotMatch",
    });
  });

  it("count with every one of their values", async () => {
    const twice = [
      ["x-amz-meta-a", "1"],
      ["x-amz-meta-a", "2"],
    ] as const;
    expect(await send3(twice, [...own, "x-amz-meta-a"])).toMatchObject({ status: 200 });
    const { endpoint } = sandbox.loopback;
    const once = signed(
      endpoint,
      { headers: [["x-amz-meta-a", "1"]] },
      { keys: sandbox.root, service: "s3" },
    );
    const added = { ...once, headers: [...once.headers, ["x-amz-meta-a", "2"] as const] };
    expect(await send(endpoint, added)).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });
});

describe("the service in the scope", () => {
  it("that is not served is refused by name", async () => {
    const answer = await sendChanged("s3", (header) => header.replace("/s3/", "/ec2/"));
    expect(answer).toMatchObject({
      ...{ status: 501, code: "NotImplemented" },
      message: 'The loopback serves sts, iam and s3, not "ec2".',
    });
  });

  it("is the one that answers, whatever the request looks like", async () => {
    const { endpoint } = sandbox.loopback;
    const ask = (path: string, service: string) =>
      send(endpoint, signed(endpoint, { path }, { keys: sandbox.root, service }));
    expect(await ask(paths.iam, "sts")).toMatchObject({ status: 400, code: "InvalidAction" });
    expect(await ask("/bucket/key", "sts")).toMatchObject({ status: 400, code: "MissingAction" });
    expect(await ask(paths.sts, "s3")).toMatchObject({
      status: 200,
      body: expect.stringContaining("ListAllMyBucketsResult"),
    });
  });

  it("cannot be changed after signing", async () => {
    const answer = await sendChanged("sts", (header) => header.replace("/sts/", "/iam/"));
    expect(answer).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });
});
