// Principals that only some deployments have: what is asked about them, and what a run says where they are missing.
import { CreateAccessKeyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { startLoopback } from "../../loopback/start-loopback.ts";
import { deploy } from "../../provider/deploy.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";
import type { Promised } from "../../smoke/promises.ts";
import { type Outlive, withExpired } from "../../smoke/sessions/expired.ts";
import { openTable } from "../../smoke/validation/promise-table.ts";
import { sayUnasked } from "../../smoke/validation/say-unasked.ts";
import { outputs, policyOf } from "./outputs.ts";
import { askedOf, faults, runRows, runThese } from "./run-rows.ts";
import { scopedStatements, seed } from "./seed.ts";

const told = ({ principal, action, resource }: Promised): string => `${principal} ${action} ${resource}`;

/** What the Pulumi program deploys with these options. */
async function withStack(
  config: Record<string, string>,
  use: (target: Target) => Promise<void>,
): Promise<void> {
  const loopback = await startLoopback();
  try {
    const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
    const credentials = { accessKeyId, secretAccessKey };
    const deployed = await deploy({
      program: () => import("../../infra/index.ts"),
      project: "federation-broker",
      stack: "test",
      config: { "aws:region": region, ...config },
      aws: { endpoint, region, credentials },
    });
    const plain = Object.fromEntries(Object.entries(deployed).map(([name, { value }]) => [name, value]));
    await use(readTarget(plain, { endpoint, operator: credentials }));
  } finally {
    await loopback.close();
  }
}

test("a stack with tags and grants is asked about both, and keeps every promise", async () => {
  const config = {
    brokerTags: JSON.stringify({ Team: "identity" }),
    sessionTags: JSON.stringify(["team"]),
    resourceGrants: JSON.stringify([
      { federatedUser: "User1", actions: ["s3:GetObject"], keys: "reports/*" },
    ]),
  };
  await withStack(config, async (target) => {
    const rows = await runRows(target);
    expect(faults(rows)).toEqual([]);
    const ours = rows.filter(({ principal }) =>
      ["Managed", "Tagged", "TaggedOtherwise", "Granted"].includes(principal),
    );
    expect(ours.map((row) => `${told(row)}: ${row.observation.outcome}`)).toEqual([
      "Managed s3:ListBucket the bucket: allowed",
      "Managed s3:GetObject the canary: denied",
      "Tagged s3:ListBucket the bucket: allowed",
      "TaggedOtherwise s3:ListBucket the bucket: denied",
      "Granted s3:GetObject a granted key: allowed",
      "Granted s3:ListBucket the outside bucket: denied",
      "Granted s3:ListBucket the bucket: denied",
      "Tagged s3:GetObject the canary: denied",
      "TaggedOtherwise s3:GetObject the canary: denied",
      "Managed sts:GetFederationToken User1: denied",
      "Tagged sts:GetFederationToken User1: denied",
      "TaggedOtherwise sts:GetFederationToken User1: denied",
      "Granted sts:GetFederationToken User1: denied",
    ]);
    const missing = rows.find(
      ({ resource, principal }) => resource === "a granted key" && principal === "Granted",
    );
    expect(missing?.resourceArn).toMatch(/\/reports\/federation-broker-probe-0$/);
    expect(missing?.observation.reason).toBe(
      "authorization passed: S3 tells only callers who may list the bucket that a key is missing",
    );
  });
});

test("a broker that may list all buckets is asked about it, and so are the sessions whose policies allow it", async () => {
  const loopback = await startLoopback();
  try {
    const listing = { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" };
    const seeded = await seed(loopback, policyOf(...scopedStatements(loopback.accountId), listing));
    const { endpoint } = loopback;
    const rows = await runRows(readTarget(seeded.outputs, { endpoint, operator: seeded.operator }));
    expect(faults(rows)).toEqual([]);
    expect(rows.filter(({ action }) => action === "s3:ListAllMyBuckets").map(told)).toEqual([
      "broker s3:ListAllMyBuckets the account",
      "testFedUserSession s3:ListAllMyBuckets the account",
      "AllOfS3 s3:ListAllMyBuckets the account",
      "SessionToken s3:ListAllMyBuckets the account",
    ]);
  } finally {
    await loopback.close();
  }
});

describe("a retired key", () => {
  const retired = async (Status: "Active" | "Inactive") => {
    const loopback = await startLoopback();
    try {
      const seeded = await seed(loopback);
      const { AccessKey } = await seeded.iam.send(new CreateAccessKeyCommand({ UserName: "broker" }));
      const { AccessKeyId, SecretAccessKey } = AccessKey ?? {};
      await seeded.iam.send(new UpdateAccessKeyCommand({ UserName: "broker", AccessKeyId, Status }));
      const stack = {
        ...seeded.outputs,
        retiredAccessKeyId: AccessKeyId,
        retiredSecretAccessKey: SecretAccessKey,
      };
      const target = readTarget(stack, { endpoint: loopback.endpoint, operator: seeded.operator });
      return await runThese(
        askedOf(target).filter(({ principal }) => principal === "RetiredKey"),
        target,
      );
    } finally {
      await loopback.close();
    }
  };

  test("is rejected by STS and by S3, each with its own code", async () => {
    const rows = await retired("Inactive");
    expect(rows.map(({ verdict, observation }) => `${verdict}: ${observation.code}`)).toEqual([
      "pass: InvalidClientTokenId",
      "pass: InvalidAccessKeyId",
      "pass: InvalidAccessKeyId",
      "pass: InvalidClientTokenId",
    ]);
  });

  test("that still works breaks its promises", async () => {
    const found = (await retired("Active")).map(({ verdict, finding }) => `${verdict}: ${finding}`);
    expect(new Set(found)).toEqual(new Set(["fail: wrongly accepted"]));
  });

  test("that is deleted has an id but no secret, and is still asked about", () => {
    const target = readTarget({ ...outputs, retiredAccessKeyId: "AKIAGONE" });
    expect(askedOf(target).filter(({ principal }) => principal === "RetiredKey")).toHaveLength(4);
  });
});

describe("a session whose time is up", () => {
  const promises: readonly Promised[] = [
    {
      principal: "Expired",
      action: "sts:GetCallerIdentity",
      resource: "itself",
      expect: "rejected",
      code: "ExpiredToken",
    },
    {
      principal: "Expired",
      action: "s3:ListBucket",
      resource: "the bucket",
      expect: "rejected",
      code: "ExpiredToken",
    },
  ];

  /** Runs the two promises after a session was made 890 seconds ago, and `later` has gone by. */
  async function run(later: number, brokerPolicy?: string) {
    let offset = 0;
    const loopback = await startLoopback({ now: () => new Date(Date.now() + offset * 1000) });
    const outlive: Outlive = async (make, seconds) => {
      expect(seconds).toBe(900);
      offset = -890;
      try {
        return await make();
      } finally {
        offset = later;
      }
    };
    try {
      const { outputs, operator } = await seed(loopback, brokerPolicy);
      const target = readTarget(outputs, { endpoint: loopback.endpoint, operator });
      return await runThese(promises, await withExpired(target, outlive));
    } finally {
      await loopback.close();
    }
  }

  test("is rejected", async () => {
    const rows = await run(20);
    expect(rows.map(({ verdict, explanation }) => verdict + explanation)).toEqual(["pass", "pass"]);
  });

  test("breaks its promises while it still works", async () => {
    expect((await run(0)).map(({ finding }) => finding)).toEqual(["wrongly accepted", "wrongly accepted"]);
  });

  test("that could not be made is inconclusive, with the reason", async () => {
    const policy = policyOf({ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" });
    const [row] = await run(20, policy);
    expect(row).toMatchObject({
      verdict: "inconclusive",
      explanation: expect.stringMatching(
        /^No session could be made and outlived \(AccessDenied: User: .* is not authorized to perform: sts:GetFederationToken/,
      ),
    });
  });
});

test("what a deployment lacks is not asked, and the run says so", () => {
  const target = readTarget(outputs, { endpoint: "http://127.0.0.1:9" });
  const { unasked } = openTable(target, {}, undefined, new Date());
  expect(sayUnasked(unasked, target)).toEqual([
    "Not asked, because the stack made no permissions boundary: 3 promises.",
    "Not asked, because the broker has no tag that a session may replace (brokerTags, sessionTags): 6 promises.",
    "Not asked, because the bucket's policy grants nothing to a federated user (resourceGrants): 5 promises.",
    "Not asked, because the bucket's policy grants no objects to a federated user (resourceGrants): 2 promises.",
    "Not asked, because the stack has retired no key: 4 promises.",
    "Not asked, because no session has expired: --slow waits the 900 seconds that one takes: 4 promises.",
    "Not asked, because no policy of the stack grants it: 4 promises.",
  ]);
});
