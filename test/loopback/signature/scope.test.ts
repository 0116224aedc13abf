// The Authorization header as an attacker writes it: nothing in it can replace the signature.
import { createHash } from "node:crypto";
import { describe, expect } from "vitest";
import { type Signing, send, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

const forged = "a".repeat(64);
const paths = {
  s3: "/",
  sts: "/?Action=GetCallerIdentity&Version=2011-06-15",
  iam: "/?Action=ListUsers&Version=2010-05-08",
};

/** The Authorization header last sent. */
let sent = "";

/** A rightly signed request whose Authorization header is then changed. */
function sendChanged(
  service: "s3" | "sts" | "iam",
  change: (authorization: string) => string,
  signing: Partial<Signing> = {},
) {
  const { endpoint } = sandbox.loopback;
  const whole = signed(endpoint, { path: paths[service] }, { keys: sandbox.root, service, ...signing });
  const headers = whole.headers.map(([name, value]) => {
    if (name !== "Authorization") return [name, value] as const;
    sent = change(value);
    return [name, sent] as const;
  });
  return send(endpoint, { ...whole, headers });
}

const malformedInS3 = (what: string) => ({
  ...{ status: 400, code: "AuthorizationHeaderMalformed" },
  message: `The authorization header is malformed; ${what}`,
});

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
    ["a slash in the key", (header) => header.replace("Credential=", "Credential=A/B/")],
    ["an empty key", (header) => header.replace(/Credential=[^/]*/, "Credential=")],
    ["a strange region", (header) => header.replace("/us-east-1/", "/us east/")],
    ["a scope cut short", (header) => header.replace("/aws4_request", "")],
  ])("a credential with %s is malformed", async (_, change) => {
    const answer = await sendChanged(service, change);
    const credential = /Credential=([^,]*)/.exec(sent)?.[1];
    // Without a service in the scope, S3 is asked, unless the version of a form tells otherwise.
    expect(answer).toMatchObject(
      service === "s3"
        ? malformedInS3(
            'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
          )
        : {
            ...{ status: 400, code: "IncompleteSignature" },
            message: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
          },
    );
  });

  // S3's words were measured on 2026-09-29 (s3.us-east-1.amazonaws.com); the others': namecheap/node-vault-client#25.
  it("a credential with an empty region is refused", async () => {
    const answer = await sendChanged(service, (header) => header.replace("/us-east-1/", "//"));
    expect(answer).toMatchObject(
      service === "s3"
        ? malformedInS3("a non-empty region must be provided in the credential.")
        : {
            ...{ status: 403, code: "SignatureDoesNotMatch" },
            message: "Credential should be scoped to a valid region. ",
          },
    );
  });

  it("a credential with another terminator is refused", async () => {
    const answer = await sendChanged(service, (header) => header.replace("aws4_request", "aws5_request"));
    expect(answer).toMatchObject(
      service === "s3"
        ? malformedInS3('incorrect terminal "aws5_request". This endpoint uses "aws4_request".')
        : {
            ...{ status: 403, code: "SignatureDoesNotMatch" },
            message: "Credential should be scoped with a valid terminator: 'aws4_request'. ",
          },
    );
  });

  it("a credential with a short date is refused", async () => {
    const answer = await sendChanged(service, (header) => header.replace(/\/\d{8}\//, "/2026/"));
    if (service === "s3") {
      expect(answer).toMatchObject(
        malformedInS3(
          'incorrect date format "2026". This date in the credential must be in the format "yyyyMMdd".',
        ),
      );
      return;
    }
    expect(answer).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(answer.message).toMatch(
      /^Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '2026' != '\d{8}', from '\d{8}T\d{6}Z'\.$/,
    );
  });

  it.each<[string, (header: string) => string, readonly string[]]>([
    [
      "no signed headers",
      (header) => header.replace(/SignedHeaders=[^,]*/, "SignedHeaders="),
      ["SignedHeaders"],
    ],
    ["no signature", (header) => header.replace(/, Signature=.*$/, ""), ["Signature"]],
    ["no credential", (header) => header.replace(/Credential=[^,]*, /, ""), ["Credential"]],
    [
      "empty parts",
      () => "AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature=",
      ["Credential", "Signature", "SignedHeaders"],
    ],
  ])("a header with %s is told what it misses", async (_, change, names) => {
    const answer = await sendChanged(service, change);
    const hash = createHash("sha256").update(sent).digest("base64");
    const wanted = names.map((name) => `Authorization header requires '${name}' parameter. `).join("");
    expect(answer).toMatchObject(
      service === "s3"
        ? malformedInS3(`missing ${names[0]}.`)
        : {
            ...{ status: 400, code: "IncompleteSignature" },
            message: `${wanted}(Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`,
          },
    );
  });

  it.each<[string, (header: string) => string]>([
    ["a short signature", (header) => header.slice(0, -1)],
    ["a long signature", (header) => `${header}0`],
    ["a signature in capitals", (header) => header.replace(/[0-9a-f]{64}$/, (hex) => `${hex.slice(0, 63)}F`)],
    ["a second credential", (header) => `${header}, Credential=A/20260101/us-east-1/${service}/aws4_request`],
    ["a part of its own", (header) => `${header}, Region=us-east-1`],
    ["another header behind it", (header) => `${header},${header}`],
  ])("a header with %s is malformed", async (_, change) => {
    expect(await sendChanged(service, change)).toMatchObject({
      status: 400,
      code: service === "s3" ? "AuthorizationHeaderMalformed" : "IncompleteSignature",
    });
  });

  it("Signature Version 4A is refused by name", async () => {
    const algorithm = "AWS4-ECDSA-P256-SHA256";
    const answer = await sendChanged(service, (header) => header.replace("AWS4-HMAC-SHA256", algorithm));
    expect(answer).toMatchObject({
      ...{ status: 501, code: "NotImplemented" },
      message: "The loopback does not serve AWS4-ECDSA-P256-SHA256: sign with AWS4-HMAC-SHA256.",
    });
  });

  const unsupported =
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
  it.each([
    ["AWS4-HMAC-SHA512", "InvalidRequest", unsupported, unsupported],
    [
      "AWS",
      "InvalidArgument",
      "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature",
      "AWS Signature Version 2 is not supported.",
    ],
    ["Bearer", "InvalidArgument", "Unsupported Authorization Type", unsupported],
    ["Basic", "InvalidArgument", "Unsupported Authorization Type", unsupported],
    ["aws4-hmac-sha256", "InvalidArgument", "Unsupported Authorization Type", unsupported],
  ])("the algorithm %s is refused", async (algorithm, code, inS3, inForms) => {
    const answer = await sendChanged(service, (header) => header.replace("AWS4-HMAC-SHA256", algorithm));
    expect(answer).toMatchObject(
      service === "s3"
        ? { status: 400, code, message: inS3 }
        : { status: 400, code: "IncompleteSignature", message: inForms },
    );
  });
});

it("the parts of a header may stand in any order, with spaces or without", async () => {
  const turned = await sendChanged("s3", (header) =>
    header.replace(/(Credential=[^,]*), (SignedHeaders=[^,]*), (Signature=.*)$/, " $3,$2,  $1 "),
  );
  expect(turned).toMatchObject({ status: 200 });
});

it("S3 wants a space in the header", async () => {
  const answer = await sendChanged("s3", () => "AWS4-HMAC-SHA256");
  expect(answer).toMatchObject({
    ...{ status: 400, code: "InvalidArgument" },
    message: "Authorization header is invalid -- one and only one ' ' (space) required",
  });
  expect(answer.body).toContain(
    "<ArgumentName>Authorization</ArgumentName><ArgumentValue>AWS4-HMAC-SHA256</ArgumentValue>",
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
      message: 'The loopback serves sts, iam, kms and s3, not "ec2".',
    });
  });

  it("is the one that answers, with any other form of the request", async () => {
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
