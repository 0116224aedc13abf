// One refusal, three services: each has its own code, status and words, and clients rely on all of them.
import { describe, expect } from "vitest";
import { type Keys, startSandbox } from "../clients.ts";
import { type Reply, type Signing, send, sendForm, sendSigned } from "../raw.ts";
import { sandbox, testInSharedSandbox } from "../sandbox.ts";
import { presigned } from "./presign.ts";

const it = testInSharedSandbox.extend("options", { now: () => begun });
let session: Required<Keys>;
const begun = new Date();
it.beforeAll(async ({ sandbox }) => {
  session = await sandbox.federate(sandbox.root, { Name: "User1" });
});

const forms = {
  sts: "Action=GetFederationToken&Version=2011-06-15&Name=User1",
  iam: "Action=ListUsers&Version=2010-05-08",
};
const formType = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
type Service = "s3" | "sts" | "iam";

/** A request to a service with this signature, or without any. */
function ask(service: Service, signing: Partial<Signing> | undefined): Promise<Reply> {
  if (signing !== undefined)
    return service === "s3"
      ? sendSigned(sandbox, {}, signing)
      : sendForm(sandbox, service, forms[service], signing);
  const { endpoint } = sandbox.loopback;
  if (service === "s3") return send(endpoint, {});
  return send(endpoint, { method: "POST", headers: formType, body: forms[service] });
}

const time = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
const basic = (date: Date) => `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
const unknown = [
  403,
  "InvalidClientTokenId",
  "The security token included in the request is invalid",
] as const;
const mismatch = "The request signature we calculated does not match the signature you provided.";

type Told = readonly [status: number, code: string, message: string];

/** What is wrong, with which signature, and what S3, and STS and IAM, say of it. */
const rows: readonly (readonly [string, () => Partial<Signing> | undefined, s3: Told, forms: Told])[] = [
  [
    "a key that no one has",
    () => ({ keys: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" } }),
    [403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
    unknown,
  ],
  [
    "a session's key without its token",
    () => ({ keys: { accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey } }),
    [403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
    unknown,
  ],
  [
    "a token that is none",
    () => ({ keys: { ...session, sessionToken: "token" } }),
    [400, "InvalidToken", "The provided token is malformed or otherwise invalid."],
    unknown,
  ],
  [
    "a wrong secret",
    () => ({ keys: { ...sandbox.root, secretAccessKey: "wrong" } }),
    [403, "SignatureDoesNotMatch", `${mismatch} Check your key and signing method.`],
    [
      403,
      "SignatureDoesNotMatch",
      `${mismatch} Check your AWS Secret Access Key and signing method. Consult the service documentation for details.`,
    ],
  ],
  [
    "a clock 16 minutes slow",
    () => ({ date: time(-16) }),
    [
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    ],
    [
      403,
      "SignatureDoesNotMatch",
      `Signature expired: ${basic(time(-16))} is now earlier than ${basic(time(-15))} (${basic(begun)} - 15 min.)`,
    ],
  ],
  [
    "no signature at all",
    () => undefined,
    [403, "AccessDenied", "Access Denied"],
    [403, "MissingAuthenticationToken", "Request is missing Authentication Token"],
  ],
  [
    "the scope of no region of the partition",
    () => ({ region: "mars-north-1" }),
    [
      400,
      "AuthorizationHeaderMalformed",
      "The authorization header is malformed; the region 'mars-north-1' is wrong; expecting 'us-east-1'",
    ],
    [403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region. "],
  ],
];

describe.each(rows)("%s", (_, signing, inS3, inForms) => {
  it.each(["s3", "sts", "iam"] as const)("to %s", async (service) => {
    const [status, code, message] = service === "s3" ? inS3 : inForms;
    expect(await ask(service, signing())).toMatchObject({ status, code, message });
  });
});

it("a token that has expired: 400 from S3, 403 from STS and IAM", async () => {
  const later = await startSandbox();
  const keys = await later.federate(later.root, { Name: "User1", DurationSeconds: 900 });
  later.wait(901);
  const signing = { keys, date: new Date(Date.now() + 901_000) };
  expect(await sendSigned(later, {}, signing)).toMatchObject({
    ...{ status: 400, code: "ExpiredToken", message: "The provided token has expired." },
    body: expect.stringContaining(`<Token-0>${keys.sessionToken}</Token-0>`),
  });
  for (const service of ["sts", "iam"] as const) {
    expect(await sendForm(later, service, forms[service], signing)).toMatchObject({
      ...{ status: 403, code: "ExpiredToken" },
      message: "The security token included in the request is expired",
    });
  }
  await later.close();
});

it("a presigned URL that has expired", async () => {
  const { endpoint } = sandbox.loopback;
  const path = presigned({ keys: sandbox.root, host: new URL(endpoint).host, date: time(-2), expires: 60 });
  expect(await send(endpoint, { path })).toMatchObject({
    ...{ status: 403, code: "AccessDenied", message: "Request has expired" },
    body: expect.stringContaining("<X-Amz-Expires>60</X-Amz-Expires>"),
  });
});

describe("more requests than the limit per second", () => {
  it("are refused in each service's words, until the second is over", async () => {
    let now = begun.getTime();
    const slow = await startSandbox({ requestsPerSecond: 3, now: () => new Date(now) });
    const asked = {
      s3: () => sendSigned(slow, {}),
      sts: () => sendForm(slow, "sts", forms.sts),
      iam: () => sendForm(slow, "iam", forms.iam),
    };
    for (const one of Object.values(asked)) expect(await one()).toMatchObject({ status: 200 });
    expect(await asked.s3()).toMatchObject({
      ...{ status: 503, code: "SlowDown", message: "Please reduce your request rate." },
    });
    for (const service of ["sts", "iam"] as const) {
      expect(await asked[service]()).toMatchObject({
        ...{ status: 400, code: "Throttling", message: "Rate exceeded" },
      });
    }
    now += 334;
    expect(await asked.sts()).toMatchObject({ status: 200 });
    expect(await asked.sts()).toMatchObject({ status: 400 });
    await slow.close();
  });

  it("do not include those of the seed", async () => {
    const seeded = await startSandbox({
      ...{
        requestsPerSecond: 1,
        seed: { users: [{ name: "ann" }, { name: "bob" }], buckets: [{ name: "bucket" }] },
      },
    });
    expect(await sendSigned(seeded, { path: "/bucket" })).toMatchObject({ status: 200 });
    await seeded.close();
  });
});
