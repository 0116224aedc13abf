// The Authorization header as an attacker writes it: nothing in it may stand in for the signature.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../clients.ts";
import { basicTime, send } from "../raw.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const forged = "a".repeat(64);

describe("a signature that is made up", () => {
  it.each([
    ["iam", `Signature=${forged}/iam`],
    ["sts", `Signature=${forged}/sts`],
  ])("is not found in the region of the credential scope (%s)", async (service, rest) => {
    const now = new Date();
    const date = basicTime(now);
    const { accessKeyId } = sandbox.root;
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${date.slice(0, 8)}/${rest}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${forged}`;
    const path =
      service === "iam"
        ? "/?Action=ListUsers&Version=2010-05-08"
        : "/?Action=GetCallerIdentity&Version=2011-06-15";
    const answer = await send(sandbox.loopback.endpoint, {
      path,
      headers: [
        ["X-Amz-Date", date],
        ["Authorization", authorization],
      ],
    });
    expect(answer).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });
});
