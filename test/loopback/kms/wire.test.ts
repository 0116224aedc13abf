// KMS on the wire: the AWS JSON protocol, its errors and their names.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html,
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
import { describe, expect } from "vitest";
import { type Keys, startSandbox } from "../clients.ts";
import { answersIn, exchange } from "../exchange.ts";
import { type RawRequest, type Signing, send, sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

const json = "application/x-amz-json-1.1";
const request = (operation: string, body: string): RawRequest => ({
  method: "POST",
  headers: [
    ["Content-Type", json],
    ["X-Amz-Target", `TrentService.${operation}`],
  ],
  body,
});

const ask = (operation: string, body: string, signing: Partial<Signing> = {}) =>
  sendSigned(sandbox, request(operation, body), { service: "kms", ...signing });

it("an answer is JSON with dates in seconds", async () => {
  const reply = await ask("CreateKey", "{}");
  expect(reply).toMatchObject({ status: 200, headers: { "content-type": json } });
  expect(reply.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
  const { CreationDate, KeyId } = JSON.parse(reply.body).KeyMetadata;
  expect(Math.abs(CreationDate - Date.now() / 1000)).toBeLessThan(5);
  expect(await ask("EnableKey", JSON.stringify({ KeyId }))).toMatchObject({ status: 200, body: "" });
});

let session: Required<Keys>;
it.beforeAll(async ({ sandbox: opened }) => {
  session = await opened.federate(opened.root, { Name: "User1" });
});
const invalid = "The security token included in the request is invalid";

describe("a request is refused", () => {
  it.each<[string, () => Partial<Signing>, string, string]>([
    [
      "with a key that no one has",
      () => ({ keys: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" } }),
      "UnrecognizedClientException",
      invalid,
    ],
    [
      "with a token that is none",
      () => ({ keys: { ...session, sessionToken: "token" } }),
      "UnrecognizedClientException",
      invalid,
    ],
    [
      "with a wrong secret",
      () => ({ keys: { ...sandbox.root, secretAccessKey: "wrong" } }),
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    ],
    [
      "for another region",
      () => ({ region: "eu-west-1" }),
      "InvalidSignatureException",
      "Credential should be scoped to a valid region. ",
    ],
  ])("%s", async (_, signing, __type, message) => {
    const { status, body } = await ask("ListKeys", "{}", signing());
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 400, body: { __type, message } });
    expect(sandbox.log.at(-1)).toMatchObject({ status: 400, error: __type });
  });

  it("without a signature", async () => {
    const { status, body } = await send(sandbox.loopback.endpoint, request("ListKeys", "{}"));
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 400,
      body: {
        __type: "MissingAuthenticationTokenException",
        message: "Request is missing Authentication Token",
      },
    });
  });

  it.each([
    ["an operation that KMS does not have", "MakeKey", "{}", { __type: "UnknownOperationException" }],
    ["a body that is no JSON", "ListKeys", "{", { __type: "SerializationException" }],
    ["a body that is no object", "ListKeys", "[]", { __type: "SerializationException" }],
    ["a number as text", "ListKeys", '{"Limit":"2"}', { __type: "SerializationException" }],
    ["a text as a number", "DescribeKey", '{"KeyId":2}', { __type: "SerializationException" }],
    [
      "a required member that is missing",
      "DescribeKey",
      '{"KeyId":null}',
      {
        __type: "ValidationException",
        message:
          "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
      },
    ],
    [
      "a number that is too large",
      "ListKeys",
      '{"Limit":1001}',
      {
        __type: "ValidationException",
        message:
          "1 validation error detected: Value '1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000",
      },
    ],
  ])("for %s", async (_, operation, text, body) => {
    const reply = await ask(operation, text);
    expect({ status: reply.status, body: JSON.parse(reply.body) }).toEqual({ status: 400, body });
  });

  // A fraction is no integer, and no integer has more than 32 bits: https://smithy.io/2.0/spec/simple-types.html#integer
  it.each([
    ["ListKeys", '{"Limit":1.5}'],
    ["ListAliases", '{"Limit":1.5}'],
    ["ListResourceTags", '{"KeyId":"k","Limit":1.5}'],
    ["ScheduleKeyDeletion", '{"KeyId":"k","PendingWindowInDays":7.5}'],
    ["EnableKeyRotation", '{"KeyId":"k","RotationPeriodInDays":90.5}'],
    ["GenerateRandom", '{"NumberOfBytes":0.5}'],
    ["ListKeys", '{"Limit":2147483648}'],
    ["ListKeys", '{"Limit":1e400}'],
  ])("for an integer that is none, in %s %s", async (operation, text) => {
    const { status, body } = await ask(operation, text);
    expect({ status, body: JSON.parse(body) }).toEqual({
      ...{ status: 400, body: { __type: "SerializationException" } },
    });
  });

  // KMS documents no limit; the code and the status are those of AWS's JSON services, such as Lambda's
  // RequestEntityTooLargeException: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
  it.each([
    ["a text", `{"Unknown":"${"a".repeat(2 ** 20)}"}`],
    ["8 MiB of numbers", `{"Unknown":[${"1,".repeat(2 ** 22)}1]}`],
    ["10,001 values", `{"Unknown":[${"1,".repeat(10_000)}1]}`],
    ["a deep list", `{"Unknown":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
    ["a deep object", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`],
    ["a list after a text that looks like its end", `{"Unknown":"\\"[","b":[${"1,".repeat(10_000)}1]}`],
  ])("for a body that is too large: %s", async (_, text) => {
    const { status, headers, body } = await ask("ListKeys", text);
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 413,
      body: { __type: "RequestEntityTooLargeException", message: "Request entity too large" },
    });
    expect(headers["content-type"]).toBe(json);
    expect(sandbox.log.at(-1)).toMatchObject({ status: 413, error: "RequestEntityTooLargeException" });
  });

  it("for a large body before it has come", async () => {
    const { endpoint } = sandbox.loopback;
    const bytes = `POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: TrentService.ListKeys\r\nExpect: 100-continue\r\nContent-Length: 1048577\r\n\r\n`;
    const answers = answersIn(await exchange(endpoint, bytes));
    expect(answers.map(({ status }) => status)).toEqual([413]);
  });

  it("for a target of another service", async () => {
    const raw = { ...request("ListKeys", "{}"), headers: [["X-Amz-Target", "Other.ListKeys"] as const] };
    const { body } = await sendSigned(sandbox, raw, { service: "kms" });
    expect(JSON.parse(body)).toEqual({ __type: "UnknownOperationException" });
  });
});

it("KMS has no global endpoint: elsewhere, a request for us-east-1 is refused", async () => {
  const elsewhere = await startSandbox({ region: "eu-west-1" });
  const signing = { service: "kms", region: "us-east-1" };
  const { status, body } = await sendSigned(elsewhere, request("ListKeys", "{}"), signing);
  expect({ status, body: JSON.parse(body) }).toEqual({
    status: 400,
    body: {
      ...{ __type: "InvalidSignatureException", message: "Credential should be scoped to a valid region. " },
    },
  });
  await elsewhere.close();
});

it("commas and brackets in a text are no values", async () => {
  const body = JSON.stringify({ Unknown: `"\\${"[{,".repeat(10_000)}` });
  expect(await ask("ListKeys", body)).toMatchObject({ status: 200 });
});

it("members that KMS does not know are ignored", async () => {
  expect(await ask("ListKeys", '{"Unknown":1,"__proto__":{"Limit":"x"}}')).toMatchObject({ status: 200 });
});
