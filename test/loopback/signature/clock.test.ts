// When a request was signed: AWS's 15 minutes, both ways, and the date of the credential scope.
import { describe, expect } from "vitest";
import { basicTime, send, sendForm, sendSigned, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const identity = "Action=GetCallerIdentity&Version=2011-06-15";

describe("a clock that is wrong", () => {
  it.each([-14, 14])("by %d minutes is tolerated", async (off) => {
    const date = minutes(off);
    expect(await sendSigned(sandbox, {}, { date })).toMatchObject({ status: 200 });
    expect(await sendForm(sandbox, "sts", identity, { date })).toMatchObject({ status: 200 });
  });

  it.each([-16, 16])("by %d minutes is refused by S3, which shows both times", async (off) => {
    const date = minutes(off);
    const answer = await sendSigned(sandbox, {}, { date });
    expect(answer).toMatchObject({
      ...{ status: 403, code: "RequestTimeTooSkewed" },
      message: "The difference between the request time and the current time is too large.",
    });
    expect(answer.body).toContain(`<RequestTime>${basicTime(date)}</RequestTime>`);
    expect(answer.body).toMatch(/<ServerTime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z<\/ServerTime>/);
    expect(answer.body).toContain("<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>");
  });

  it.each([
    [-16, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/],
    [
      16,
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 15 min\.\)$/,
    ],
  ])("by %d minutes is refused by STS and IAM", async (off, text) => {
    const refused = { status: 403, code: "SignatureDoesNotMatch", message: expect.stringMatching(text) };
    const date = minutes(off);
    expect(await sendForm(sandbox, "sts", identity, { date })).toMatchObject(refused);
    expect(await sendForm(sandbox, "iam", "Action=ListUsers&Version=2010-05-08", { date })).toMatchObject(
      refused,
    );
  });
});

describe("the time of a signature", () => {
  const altered = (name: string, change: (value: string) => string) => {
    const { headers, ...rest } = signed(sandbox.loopback.endpoint, {}, { keys: sandbox.root, service: "s3" });
    const changed = headers.map(([key, value]) => [key, key === name ? change(value) : value] as const);
    return send(sandbox.loopback.endpoint, { ...rest, headers: changed });
  };

  it("must be of the credential scope's day", async () => {
    const answer = await altered("Authorization", (value) => value.replace(/\/\d{8}\//, "/20130524/"));
    expect(answer).toMatchObject({ status: 400, code: "AuthorizationHeaderMalformed" });
    expect(answer.message).toMatch(
      /^Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20130524' != '\d{8}', from '\d{8}T\d{6}Z'\.$/,
    );
  });

  it.each(["", "now", "2026-01-31T00:00:00Z", "20269931T000000Z", "20260131T000000"])(
    "must be a time: %j",
    async (text) => {
      expect(await altered("X-Amz-Date", () => text)).toMatchObject({
        ...{ status: 403, code: "AccessDenied" },
        message: "AWS authentication requires a valid Date or x-amz-date header",
      });
    },
  );
});
