// Requests that nobody may make, in each service's own code, status and words.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import type { Keys } from "../clients.ts";
import { type Signing, send, sendForm, sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.iam.send(new CreateUserCommand({ UserName: "ann" }));
});

const identity = "Action=GetCallerIdentity&Version=2011-06-15";
const listUsers = "Action=ListUsers&Version=2010-05-08";

/** The same request to each of the three services. */
const ask = {
  s3: (signing: Partial<Signing>) => sendSigned(sandbox, { path: "/" }, signing),
  sts: (signing: Partial<Signing>) => sendForm(sandbox, "sts", identity, signing),
  iam: (signing: Partial<Signing>) => sendForm(sandbox, "iam", listUsers, signing),
};

const unknownInS3 = {
  status: 403,
  code: "InvalidAccessKeyId",
  message: "The AWS Access Key Id you provided does not exist in our records.",
};
const unknownInForms = {
  status: 403,
  code: "InvalidClientTokenId",
  message: "The security token included in the request is invalid",
};
const wrongInForms = {
  status: 403,
  code: "SignatureDoesNotMatch",
  message:
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
};
const services = ["s3", "sts", "iam"] as const;
const unknown = { s3: unknownInS3, sts: unknownInForms, iam: unknownInForms };

async function newKey(): Promise<Keys> {
  const { AccessKey } = await sandbox.iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

describe.each(services)("%s", (service) => {
  it("answers the right secret", async () => {
    expect(await ask[service]({})).toMatchObject({ status: 200 });
  });

  it("refuses a wrong secret", async () => {
    const keys = { ...sandbox.root, secretAccessKey: "wrong" };
    const wrongInS3 = {
      ...{ status: 403, code: "SignatureDoesNotMatch" },
      message:
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    };
    expect(await ask[service]({ keys })).toMatchObject(service === "s3" ? wrongInS3 : wrongInForms);
  });

  it.each(["AKIAIOSFODNN7EXAMPLE", "constructor", "__proto__", "AKIA%00", "'--"])(
    "refuses a key that no one has: %s",
    async (accessKeyId) => {
      const keys = { ...sandbox.root, accessKeyId };
      expect(await ask[service]({ keys })).toMatchObject(unknown[service]);
    },
  );

  it("refuses a key that is inactive, and takes it again once it is active", async () => {
    const keys = await newKey();
    const named = { UserName: "ann", AccessKeyId: keys.accessKeyId };
    await sandbox.iam.send(new UpdateAccessKeyCommand({ ...named, Status: "Inactive" }));
    expect(await ask[service]({ keys })).toMatchObject(unknown[service]);
    await sandbox.iam.send(new UpdateAccessKeyCommand({ ...named, Status: "Active" }));
    expect((await ask[service]({ keys })).code).toBe(service === "sts" ? "" : "AccessDenied");
    await sandbox.iam.send(new DeleteAccessKeyCommand(named));
  });

  it("refuses a key that was deleted", async () => {
    const keys = await newKey();
    await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId: keys.accessKeyId }));
    expect(await ask[service]({ keys })).toMatchObject(unknown[service]);
  });
});

describe("a request without a signature", () => {
  it("is anonymous to S3, which denies it", async () => {
    expect(await send(sandbox.loopback.endpoint, { path: "/" })).toMatchObject({
      ...{ status: 403, code: "AccessDenied", message: "Access Denied" },
    });
  });

  it.each([identity, listUsers])("is refused by STS and IAM: %s", async (body) => {
    const headers = [["content-type", "application/x-www-form-urlencoded"]] as const;
    const refused = {
      ...{ status: 403, code: "MissingAuthenticationToken" },
      message: "Request is missing Authentication Token",
    };
    const { endpoint } = sandbox.loopback;
    expect(await send(endpoint, { method: "POST", headers, body })).toMatchObject(refused);
    expect(await send(endpoint, { path: `/?${body}` })).toMatchObject(refused);
  });
});

it("S3 refuses what is no region by its name, and names its own", async () => {
  const answer = await ask.s3({ region: "mars-north-1" });
  expect(answer).toMatchObject({
    ...{ status: 400, code: "AuthorizationHeaderMalformed" },
    message:
      "The authorization header is malformed; the region 'mars-north-1' is wrong; expecting 'us-east-1'",
  });
  expect(answer.body).toContain("<Region>us-east-1</Region>");
});

it("STS and IAM take the region of their global endpoints and the account's own, and no other", async () => {
  for (const service of ["sts", "iam"] as const) {
    expect(await ask[service]({ region: "us-east-1" })).toMatchObject({ status: 200 });
    expect(await ask[service]({ region: "eu-west-1" })).toMatchObject({
      ...{ status: 403, code: "SignatureDoesNotMatch" },
      message: "Credential should be scoped to a valid region. ",
    });
  }
});
