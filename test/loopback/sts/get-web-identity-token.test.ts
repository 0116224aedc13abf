// sts:GetWebIdentityToken issues tokens that anyone can verify, to callers whom policies allow it.
import {
  DisableOutboundWebIdentityFederationCommand,
  EnableOutboundWebIdentityFederationCommand,
  GetOutboundWebIdentityFederationInfoCommand,
} from "@aws-sdk/client-iam";
import { GetWebIdentityTokenCommand, type GetWebIdentityTokenCommandInput } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import type { Sandbox } from "../clients.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

let url: string | undefined;
const input = { Audience: ["https://api.example.com"], SigningAlgorithm: "ES384" };

const token = async (sts: Sandbox["sts"], more: Partial<GetWebIdentityTokenCommandInput> = {}) => {
  const answer = await sts.send(new GetWebIdentityTokenCommand({ ...input, ...more }));
  const [header = "", claims = ""] = (answer.WebIdentityToken ?? "").split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  return { ...answer, header: read(header), claims: read(claims) };
};

it("no token is issued before the account enables it", async () => {
  await expect(token(sandbox.sts)).rejects.toMatchObject({
    name: "OutboundWebIdentityFederationDisabledException",
    $metadata: { httpStatusCode: 403 },
  });
  await expect(sandbox.iam.send(new GetOutboundWebIdentityFederationInfoCommand())).rejects.toMatchObject({
    name: "FeatureDisabledException",
    $metadata: { httpStatusCode: 404 },
  });
});

describe("once it is enabled", () => {
  it.beforeAll(async ({ sandbox }) => {
    const answer = await sandbox.iam.send(new EnableOutboundWebIdentityFederationCommand());
    url = answer.IssuerIdentifier;
  });

  it("the account is an issuer with an address of its own", async () => {
    expect(url).toMatch(
      /^https:\/\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tokens\.sts\.global\.api\.aws$/,
    );
    expect(await sandbox.iam.send(new GetOutboundWebIdentityFederationInfoCommand())).toMatchObject({
      ...{ IssuerIdentifier: url, JwtVendingEnabled: true },
    });
    await expect(sandbox.iam.send(new EnableOutboundWebIdentityFederationCommand())).rejects.toMatchObject({
      name: "FeatureEnabledException",
      $metadata: { httpStatusCode: 409 },
    });
  });

  it("a token says who asked, for whom, and until when", async () => {
    const keys = await createUser(sandbox, "Ann", [{ Action: "sts:*" }], {
      Tags: [{ Key: "team", Value: "red" }],
    });
    const { header, claims, Expiration } = await token(sandbox.as(keys).sts, {
      ...{ DurationSeconds: 900, Tags: [{ Key: "job-id", Value: "7" }] },
    });
    const account = sandbox.loopback.accountId;
    expect(header).toMatchObject({ alg: "ES384", typ: "JWT" });
    expect(claims).toMatchObject({
      ...{ iss: url, aud: "https://api.example.com", sub: `arn:aws:iam::${account}:user/Ann` },
      "https://sts.amazonaws.com/": {
        ...{ aws_account: account, source_region: "us-east-1" },
        ...{ principal_tags: { team: "red" }, request_tags: { "job-id": "7" } },
      },
    });
    expect(claims.exp - claims.iat).toBe(900);
    expect(Expiration).toEqual(new Date(claims.exp * 1000));
  });

  it("needs a permission of its own for tags, and shows policies what is asked", async () => {
    const Condition = { StringEquals: { "sts:SigningAlgorithm": "ES384" } };
    const keys = await createUser(sandbox, "Bob", [{ Action: "sts:GetWebIdentityToken", Condition }]);
    const { sts } = sandbox.as(keys);
    await expect(token(sts)).resolves.toBeDefined();
    await expect(token(sts, { SigningAlgorithm: "RS256" })).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(token(sts, { Tags: [{ Key: "a", Value: "b" }] })).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("is not authorized to perform: sts:TagGetWebIdentityToken"),
    });
  });

  it("and none once it is disabled again", async () => {
    await sandbox.iam.send(new DisableOutboundWebIdentityFederationCommand());
    await expect(token(sandbox.sts)).rejects.toMatchObject({
      name: "OutboundWebIdentityFederationDisabledException",
    });
    const { IssuerIdentifier } = await sandbox.iam.send(new EnableOutboundWebIdentityFederationCommand());
    expect(IssuerIdentifier).toBe(url);
  });
});
