// Session credentials: valid only with their own token, and not a second longer than stated.
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { type Keys, startSandbox } from "../clients.ts";
import { sendForm, sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

let session: Required<Keys>;
let other: Required<Keys>;
it.beforeAll(async ({ sandbox }) => {
  const Policy = '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
  session = await sandbox.federate(sandbox.root, { Name: "one", Policy });
  other = await sandbox.federate(sandbox.root, { Name: "two", Policy });
});

const identity = "Action=GetCallerIdentity&Version=2011-06-15";
const refusedInForms = {
  ...{ status: 403, code: "InvalidClientTokenId" },
  message: "The security token included in the request is invalid",
};
const malformedInS3 = {
  ...{ status: 400, code: "InvalidToken" },
  message: "The provided token is malformed or otherwise invalid.",
};

it("a session's keys and token are taken by all three services", async () => {
  expect(await sendSigned(sandbox, {}, { keys: session })).toMatchObject({ status: 200 });
  const { Arn } = await sandbox.as(session).sts.send(new GetCallerIdentityCommand());
  expect(Arn).toBe(`arn:aws:sts::${sandbox.loopback.accountId}:federated-user/one`);
});

it("a session's key without its token is an unknown key", async () => {
  const { accessKeyId, secretAccessKey } = session;
  const keys = { accessKeyId, secretAccessKey };
  expect(await sendSigned(sandbox, {}, { keys })).toMatchObject({ status: 403, code: "InvalidAccessKeyId" });
  expect(await sendForm(sandbox, "sts", identity, { keys })).toMatchObject(refusedInForms);
});

describe("a token", () => {
  const last = (text: string) => (text.endsWith("A") ? "B" : "A");
  it.each<[string, (token: string) => string]>([
    ["that is empty", () => ""],
    ["that is no token", () => "token"],
    ["cut short", (token) => token.slice(0, -4)],
    ["cut to one block", (token) => token.slice(0, 40)],
    ["with one character changed", (token) => token.slice(0, 60) + last(token.charAt(60)) + token.slice(61)],
    ["with characters added that base64 passes over", (token) => `${token}!!`],
    ["twice over", (token) => `${token},${token}`],
    ["of another session", () => other.sessionToken],
  ])("%s is refused", async (_, change) => {
    const keys = { ...session, sessionToken: change(session.sessionToken) };
    expect(await sendSigned(sandbox, {}, { keys })).toMatchObject(malformedInS3);
    expect(await sendForm(sandbox, "sts", identity, { keys })).toMatchObject(refusedInForms);
  });

  it("does not work with another key", async () => {
    const keys = { ...sandbox.root, sessionToken: session.sessionToken };
    expect(await sendSigned(sandbox, {}, { keys })).toMatchObject(malformedInS3);
    expect(await sendForm(sandbox, "sts", identity, { keys })).toMatchObject(refusedInForms);
  });

  it("of another loopback is refused", async () => {
    const second = await startSandbox();
    const foreign = await second.federate(second.root, { Name: "one" });
    await second.close();
    expect(await sendSigned(sandbox, {}, { keys: foreign })).toMatchObject(malformedInS3);
  });

  it("fits into a header, with any number of tags", async () => {
    const Tags = Array.from({ length: 50 }, (_, index) => ({
      Key: `${String(index).padStart(2, "0")}${"k".repeat(126)}`,
      Value: "v".repeat(256),
    }));
    const laden = await sandbox.federate(sandbox.root, { Name: "laden", Tags });
    expect(laden.sessionToken.length).toBeLessThan(4096);
    expect(await sendForm(sandbox, "sts", identity, { keys: laden })).toMatchObject({ status: 200 });
  });
});

describe("a session of 900 seconds", () => {
  it("is good for 899 and expired at 900, with 400 from S3 and 403 from STS and IAM", async () => {
    const moving = await startSandbox();
    const begun = new Date();
    const keys = await moving.federate(moving.root, { Name: "short", DurationSeconds: 900 });
    const at = (seconds: number) => ({ keys, date: new Date(begun.getTime() + seconds * 1000) });
    moving.wait(895);
    expect(await sendForm(moving, "sts", identity, at(895))).toMatchObject({ status: 200 });
    moving.wait(6);
    const expiredInForms = {
      ...{ status: 403, code: "ExpiredToken" },
      message: "The security token included in the request is expired",
    };
    expect(await sendForm(moving, "sts", identity, at(901))).toMatchObject(expiredInForms);
    expect(await sendForm(moving, "iam", "Action=ListUsers&Version=2010-05-08", at(901))).toMatchObject(
      expiredInForms,
    );
    expect(await sendSigned(moving, {}, at(901))).toMatchObject({
      ...{ status: 400, code: "ExpiredToken" },
      message: "The provided token has expired.",
    });
    await moving.close();
  });
});
