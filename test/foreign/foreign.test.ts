// The same suite against AWS servers that are wrong: it names the errors of each, and does not accept a denial for
// another reason than permissions.
import { afterEach, describe, expect, test, vi } from "vitest";
import { startLoopback } from "../../loopback/start-loopback.ts";
import { readTarget } from "../../smoke/deployment/target.ts";
import { principals } from "../../smoke/principals.ts";
import type { Promised } from "../../smoke/promises.ts";
import { runSmoke, type SmokeRun } from "../../smoke/run-smoke.ts";
import { isLeftOut } from "../in-full.ts";
import { policyOf } from "../smoke/outputs.ts";
import { faults } from "../smoke/run-rows.ts";
import { type BucketStatements, denyPlainHttp, seed } from "../smoke/seed.ts";
import { ministack, moto, type Server, start } from "./servers.ts";

vi.setConfig({ testTimeout: 120_000 });

const leftOut = isLeftOut("REQUIRE_CLIENTS", "other servers of AWS's API");

const allow = (Action: string | readonly string[], Resource = "*") => ({ Effect: "Allow", Action, Resource });
const INSIDE = "arn:aws:s3:::seeded-inside";
// Neither server knows on which resources STS's actions are asked; moto asks for GetSessionToken.
const federating = allow(["sts:GetFederationToken", "sts:GetSessionToken"]);
const brokerPolicy = policyOf(allow("s3:ListBucket", INSIDE), federating);
// The servers speak HTTP, which the program's bucket policy denies, and moto reads no conditions.
const denyWebsites: BucketStatements = (Resource) => [
  { Effect: "Deny", Principal: "*", Action: "s3:PutBucketWebsite", Resource },
];

const started: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

async function open(server: Server) {
  const opened = await start(server);
  started.push(opened);
  return opened;
}

/** The shipped promises, or others, on what is deployed there. */
async function runOn(
  { account, enforce }: Pick<Awaited<ReturnType<typeof start>>, "account" | "enforce">,
  deployment: { broker?: string; bucket?: BucketStatements } = {},
  options: Parameters<typeof runSmoke>[1] = {},
): Promise<SmokeRun> {
  const { outputs } = await seed(
    account,
    deployment.broker ?? brokerPolicy,
    deployment.bucket ?? denyWebsites,
  );
  const operator = await enforce();
  return await runSmoke(readTarget(outputs, { endpoint: account.endpoint, operator }), options);
}

/** A server's error shows only if the deployment makes the suite ask about it. */
const telling = {
  broker: policyOf(
    allow(["s3:ListBucket", "s3:GetBucketLocation"], INSIDE),
    federating,
    allow("iam:ListUsers"),
  ),
  bucket:
    (accountId: string): BucketStatements =>
    (arn) =>
      arn === INSIDE
        ? [
            {
              ...{ Effect: "Deny", Principal: { AWS: `arn:aws:iam::${accountId}:user/federation/broker` } },
              ...{ Action: "s3:GetBucketLocation", Resource: arn },
            },
            {
              ...allow("s3:GetObject", `${arn}/*`),
              Principal: { AWS: `arn:aws:sts::${accountId}:federated-user/User1` },
            },
          ]
        : denyWebsites(arn),
};

// biome-ignore format: a row a line
const told: readonly Promised[] = [
  { principal: "broker", action: "s3:GetBucketLocation", resource: "the bucket", expect: "denied", by: "resource" },
  { principal: "AllOfS3", action: "s3:GetBucketLocation", resource: "the bucket", expect: "denied", by: "resource" },
  { principal: "broker", action: "sts:GetFederationToken", resource: "User1", expect: "allowed" },
  { principal: "broker", action: "sts:TagSession", resource: "User1", context: { tags: { team: "red" } }, expect: "denied", by: "identity" },
  { principal: "broker", action: "iam:ListUsers", resource: "all users", expect: "allowed" },
  { principal: "SessionToken", action: "iam:ListUsers", resource: "all users", expect: "denied", by: "principal" },
  { principal: "User1", action: "iam:ListUsers", resource: "all users", expect: "denied", by: "principal" },
  { principal: "User1", action: "s3:ListBucket", resource: "the bucket", expect: "allowed" },
  { principal: "User1", action: "s3:GetObject", resource: "the canary", expect: "allowed" },
];
const sessionPolicy = policyOf(allow(["s3:ListBucket", "iam:ListUsers"]));

test("on the loopback, every promise that the others break holds", async () => {
  const loopback = await startLoopback();
  started.push(loopback);
  const { accessKeyId, secretAccessKey, accountId } = loopback;
  const server = { account: loopback, enforce: async () => ({ accessKeyId, secretAccessKey }) };
  const deployment = { broker: telling.broker, bucket: telling.bucket(accountId) };
  const { rows, exitCode } = await runOn(server, deployment, { promises: told, sessionPolicy });
  expect({ exitCode, faults: faults(rows) }).toEqual({ exitCode: 0, faults: [] });
});

describe.skipIf(leftOut)("ministack", () => {
  test("fails the shipped promises: it denies for lack of a policy what no session may ever do", async () => {
    const { rows, exitCode } = await runOn(await open(ministack));
    expect(exitCode).toBe(1);
    expect(faults(rows)).toEqual(
      expect.arrayContaining([
        "fail: User1 iam:ListUsers all users: denied by another policy",
        "fail: User1 sts:GetFederationToken User1: denied by another policy",
        "fail: SessionToken iam:ListUsers all users: denied by another policy",
      ]),
    );
  });

  test("fails for what the program deploys: it knows no federated user in an ARN", async () => {
    const server = await open(ministack);
    const broker = policyOf(
      allow("s3:ListBucket", INSIDE),
      allow("sts:GetFederationToken*", `arn:aws:sts::${server.account.accountId}:federated-user/*`),
    );
    const { rows, exitCode } = await runOn(server, { broker, bucket: denyPlainHttp });
    expect(exitCode).toBe(1);
    expect(faults(rows)).toContain("fail: broker sts:GetFederationToken User1: wrongly denied");
  });

  test("is named for each of its wrong answers", async () => {
    const server = await open(ministack);
    const deployment = { broker: telling.broker, bucket: telling.bucket(server.account.accountId) };
    const { rows, exitCode } = await runOn(server, deployment, { promises: told, sessionPolicy });
    expect({ exitCode, faults: faults(rows) }).toEqual({
      exitCode: 1,
      faults: [
        // A bucket policy's Deny on the broker does not stop the broker's session.
        "fail: AllOfS3 s3:GetBucketLocation the bucket: wrongly allowed",
        // Tags pass without sts:TagSession.
        "fail: broker sts:TagSession User1: wrongly allowed",
        // A session may call IAM when its creator may.
        "fail: SessionToken iam:ListUsers all users: wrongly allowed",
        "fail: User1 iam:ListUsers all users: wrongly allowed",
        // A bucket policy that names the session grants it nothing.
        "fail: User1 s3:GetObject the canary: wrongly denied",
      ],
    });
  });
});

describe.skipIf(leftOut)("moto", () => {
  const federated = (principal: string) => principals[principal]?.identity.type === "federated user";

  test("does not know its own sessions: no promise about a session holds", async () => {
    const { rows } = await runOn(await open(moto));
    // By its documents the deployment lets plain HTTP in; nothing that was asked breaks a promise.
    const asked = rows.filter((row) => "observation" in row);
    expect(asked.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    expect(asked.some(({ verdict }) => verdict === "inconclusive")).toBe(true);
    const made = rows.find(({ action }) => action === "sts:GetFederationToken");
    // A session that moto does not know cannot be the control of its making, either.
    expect(made).toMatchObject({
      ...{ principal: "broker", observation: { outcome: "allowed" }, finding: "control failed" },
    });
    // Predictions alone say nothing about a server.
    const ofSessions = rows.filter((row) => "observation" in row && federated(row.principal));
    expect(ofSessions.length).toBeGreaterThanOrEqual(24);
    expect(new Set(ofSessions.map(({ finding }) => finding))).toEqual(new Set(["credentials rejected"]));
  });
});
