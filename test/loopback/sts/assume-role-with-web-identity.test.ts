// sts:AssumeRoleWithWebIdentity: a token instead of a signature, verified.
import { generateKeyPairSync } from "node:crypto";
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  EnableOutboundWebIdentityFederationCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, GetWebIdentityTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { signToken } from "../../../loopback/sts/json-web-token.ts";
import { send } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { document } from "../seed.ts";

let issuer: string;
let provider: string;

const trusting = (Condition: object) => ({
  Version: "2012-10-17",
  Statement: [
    {
      ...{ Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Condition },
      Principal: { Federated: provider },
    },
  ],
});

it.beforeAll(async ({ sandbox }) => {
  const enabled = await sandbox.iam.send(new EnableOutboundWebIdentityFederationCommand());
  issuer = enabled.IssuerIdentifier?.replace("https://", "") ?? "";
  const create = (Url: string) =>
    sandbox.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ["sts.amazonaws.com"] }));
  provider = (await create(`https://${issuer}`)).OpenIDConnectProviderArn ?? "";
  await create("https://token.actions.githubusercontent.com");
  const role = { RoleName: "reader" };
  const trust = trusting({
    StringEquals: {
      [`${issuer}:aud`]: "sts.amazonaws.com",
      [`${issuer}:sub`]: `arn:aws:iam::${sandbox.loopback.accountId}:root`,
    },
  });
  await sandbox.iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const condition = { StringEquals: { "aws:FederatedProvider": provider } };
  const PolicyDocument = document({ Action: "s3:ListAllMyBuckets", Condition: condition });
  await sandbox.iam.send(new PutRolePolicyCommand({ ...role, PolicyName: "own", PolicyDocument }));
});

const token = async (Audience = ["sts.amazonaws.com"], SigningAlgorithm = "RS256") => {
  const command = new GetWebIdentityTokenCommand({ Audience, SigningAlgorithm });
  return (await sandbox.sts.send(command)).WebIdentityToken ?? "";
};

/** Without any signature, as every client sends it. */
const assume = (
  WebIdentityToken: string,
  more: Record<string, string> = {},
  endpoint = sandbox.loopback.endpoint,
) => {
  const body = new URLSearchParams({
    ...{ Action: "AssumeRoleWithWebIdentity", Version: "2011-06-15", RoleSessionName: "app" },
    ...{ RoleArn: `arn:aws:iam::${sandbox.loopback.accountId}:role/reader`, WebIdentityToken, ...more },
  }).toString();
  const headers = [["Content-Type", "application/x-www-form-urlencoded"] as const];
  return send(endpoint, { method: "POST", headers, body });
};

const element = (body: string, name: string) =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? "";

it.each(["RS256", "ES384"])(
  "whoever brings a token signed with %s gets a session of the role",
  async (algorithm) => {
    const { status, body } = await assume(await token(undefined, algorithm));
    expect(status).toBe(200);
    const account = sandbox.loopback.accountId;
    expect(element(body, "Arn")).toBe(`arn:aws:sts::${account}:assumed-role/reader/app`);
    expect(element(body, "SubjectFromWebIdentityToken")).toBe(`arn:aws:iam::${account}:root`);
    expect(element(body, "Audience")).toBe("sts.amazonaws.com");
    expect(element(body, "Provider")).toBe(provider);
    const session = sandbox.as({
      accessKeyId: element(body, "AccessKeyId"),
      secretAccessKey: element(body, "SecretAccessKey"),
      sessionToken: element(body, "SessionToken"),
    });
    expect(await session.sts.send(new GetCallerIdentityCommand())).toMatchObject({
      UserId: element(body, "AssumedRoleId"),
    });
    await expect(session.s3.send(new ListBucketsCommand())).resolves.toBeDefined();
  },
);

describe("a token is refused", () => {
  const invalid = (message: string) => ({ status: 400, code: "InvalidIdentityToken", message });

  it("that is malformed", async () => {
    expect(await assume("no.token.at.all")).toMatchObject(
      invalid(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
      ),
    );
  });

  it("of an issuer that is not registered, or whose keys cannot be fetched", async () => {
    const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
    const from = (iss: string) =>
      signToken(
        { algorithm: "RS256", claims: { iss, sub: "me", aud: "sts.amazonaws.com", exp: 4_102_444_800 } },
        pem,
      );
    expect(await assume(from("https://example.com"))).toMatchObject(
      invalid("No OpenIDConnect provider found in your account for https://example.com"),
    );
    expect(await assume(from("https://token.actions.githubusercontent.com"))).toMatchObject(
      invalid(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      ),
    );
    expect(await assume(from(`https://${issuer}`))).toMatchObject(invalid("Token signature is not valid."));
  });

  it("for another audience", async () => {
    expect(await assume(await token(["https://api.example.com"]))).toMatchObject(
      invalid("Incorrect token audience"),
    );
  });

  it("that was changed", async () => {
    const [header, payload = "", signature] = (await token()).split(".");
    const claims = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), sub: "me" };
    const forged = Buffer.from(JSON.stringify(claims)).toString("base64url");
    expect(await assume(`${header}.${forged}.${signature}`)).toMatchObject(
      invalid("Token signature is not valid."),
    );
  });
});

it("a role that does not trust the token and a missing role get the same answer", async () => {
  const denied = {
    ...{
      status: 403,
      code: "AccessDenied",
      message: "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    },
  };
  const AssumeRolePolicyDocument = JSON.stringify(trusting({ StringEquals: { [`${issuer}:sub`]: "other" } }));
  await sandbox.iam.send(new CreateRoleCommand({ RoleName: "other", AssumeRolePolicyDocument }));
  for (const name of ["other", "nobody"]) {
    const RoleArn = `arn:aws:iam::${sandbox.loopback.accountId}:role/${name}`;
    expect(await assume(await token(), { RoleArn })).toMatchObject(denied);
  }
});

it("no other operation goes without a signature", async () => {
  const headers = [["Content-Type", "application/x-www-form-urlencoded"] as const];
  for (const Action of ["GetCallerIdentity", "AssumeRole", "AssumeRoleWithSAML", "Nonsense"]) {
    const body = new URLSearchParams({ Action, Version: "2011-06-15" }).toString();
    expect(await send(sandbox.loopback.endpoint, { method: "POST", headers, body })).toMatchObject({
      ...{ status: 403, code: "MissingAuthenticationToken" },
    });
  }
});

it("an expired token gets its own error", async () => {
  const late = await token();
  sandbox.wait(301);
  expect(await assume(late)).toMatchObject({
    ...{ status: 400, code: "ExpiredTokenException" },
    message: expect.stringMatching(
      /^Token expired: current date\/time \d+ must be before the expiration date\/time\d+$/,
    ),
  });
});
