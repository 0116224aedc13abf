// Promises about calls that destroy something: predicted, unless a run may destroy. Then they are probed last, in
// order, and never again once they have passed.
import { PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { ListBucketsCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogLine } from "../../../loopback/log-line.ts";
import { type Loopback, startLoopback } from "../../../loopback/start-loopback.ts";
import { matrix } from "../../../reports/matrix.ts";
import { readTarget, type Target } from "../../../smoke/deployment/target.ts";
import type { Promised } from "../../../smoke/promises.ts";
import { type SmokeRow, unfinished } from "../../../smoke/results/row-result.ts";
import { sayDamage } from "../../../smoke/rows/damage.ts";
import { openRun } from "../../../smoke/rows/run.ts";
import { openDestructive } from "../../../smoke/rows/run-destructive.ts";
import { runRow } from "../../../smoke/rows/run-row.ts";
import { runSmoke, type SmokeOptions } from "../../../smoke/run-smoke.ts";
import { isLeftOut } from "../../in-full.ts";
import { policyOf } from "../outputs.ts";
import { faults } from "../run-rows.ts";
import { denyPlainHttp, type Seeded, scopedStatements, seed } from "../seed.ts";

const inFull = test.skipIf(isLeftOut("REQUIRE_ENGINE", "ten more runs that may destroy"));

let loopback: Loopback;
let log: LogLine[];
beforeEach(async () => {
  log = [];
  loopback = await startLoopback({ log: (line) => log.push(line) });
});
afterEach(() => loopback.close());

const INSIDE = "arn:aws:s3:::seeded-inside";
const OUTSIDE = "arn:aws:s3:::seeded-outside";
const allow = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
const brokerMay = (...statements: readonly object[]): string =>
  policyOf(...scopedStatements(loopback.accountId), ...statements);

/** Deploys, as disposable, and forgets which calls that took. */
async function deploy(...statements: readonly object[]): Promise<Seeded> {
  const { outputs, ...seeded } = await seed(loopback, brokerMay(...statements));
  log.length = 0;
  return { ...seeded, outputs: { ...outputs, disposable: true } };
}

const targetOf = ({ outputs, operator }: Seeded): Target =>
  readTarget(outputs, { endpoint: loopback.endpoint, operator });

const run = (seeded: Seeded, options: SmokeOptions = {}) =>
  runSmoke(targetOf(seeded), { allowDestructive: true, ...options });

const DESTRUCTIVE = [
  ...["s3:DeleteBucketWebsite", "s3:PutPublicAccessBlock", "s3:DeletePublicAccessBlock"],
  ...["s3:DeleteBucketPolicy", "s3:DeleteBucket"],
];
/** The destructive requests, by their callers' names. */
const destroyed = (): string[] =>
  log
    .filter(({ operation }) => DESTRUCTIVE.includes(operation))
    .map(({ principal, operation, status }) => `${principal.split(/[:/]/).at(-1)} ${operation} ${status}`);

const listing: Promised = {
  ...{ principal: "broker", action: "s3:ListBucket", resource: "the bucket", expect: "allowed" },
};
const denied = (principal: string, action: string, resource = "the bucket"): Promised => ({
  ...{ principal, action, resource, expect: "denied" },
});
const said = (rows: readonly SmokeRow[]): string[] =>
  rows
    .filter(({ principal }) => principal !== "operator")
    .map(
      ({ principal, action, resource, verdict, explanation }) =>
        `${verdict}: ${principal} ${action} ${resource}: ${explanation}`,
    );

describe("without being allowed, a run", () => {
  test("predicts such promises, shows them as not probed, and sends no such request", async () => {
    const { rows, exitCode } = await run(await deploy(), { allowDestructive: false });
    expect(exitCode).toBe(0);
    expect(destroyed()).toEqual([]);
    expect(matrix(rows, 80)).toContain(`
✓ s3:DeleteBucketPolicy  the bucket         denied    denied    not probed
`);
  });

  inFull("fails by name where the documents allow what must be denied", async () => {
    const seeded = await deploy(allow("s3:DeleteBucketPolicy", INSIDE));
    const { rows } = await run(seeded, { allowDestructive: false });
    expect(faults(rows)).toEqual(["fail: broker s3:DeleteBucketPolicy the bucket: predicted otherwise"]);
    expect(destroyed()).toEqual([]);
  });

  test("is refused if all its promises are of this kind", async () => {
    const promises = [denied("broker", "s3:DeleteBucket")];
    await expect(run(await deploy(), { promises, allowDestructive: false })).rejects.toThrow(
      /^No promise of the table is probed/,
    );
  });
});

test("a stack that does not say that it is disposable is left alone", async () => {
  const { outputs, ...seeded } = await deploy();
  const { disposable: _, ...kept } = outputs;
  await expect(run({ ...seeded, outputs: kept })).rejects.toMatchObject({
    name: "ConfigurationError",
    message:
      "The stack does not say that it is disposable, so nothing of it may be destroyed: leave --allow-destructive out, or, if all of the stack may be lost, run `pulumi config set disposable true` and `pulumi up` first.",
  });
  expect(log).toEqual([]);
});

describe("a run that may destroy", () => {
  test("observes every promise with its control, after all others, one action after the other", async () => {
    const seeded = await deploy();
    const { rows, exitCode, stack } = await run(seeded);
    expect(faults(rows)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(destroyed()).toEqual([
      ...["broker s3:DeleteBucketPolicy 403", "User1 s3:DeleteBucketPolicy 403"],
      "root s3:DeleteBucketPolicy 204",
      ...["broker s3:DeleteBucket 403", "User1 s3:DeleteBucket 403", "root s3:DeleteBucket 409"],
    ]);
    const first = log.findIndex(({ operation }) => DESTRUCTIVE.includes(operation));
    expect(log.slice(first)).toHaveLength(6);
    const probed = rows.flatMap((row) =>
      "observation" in row && /Delete(Bucket|BucketPolicy)$/.test(row.action) ? [row] : [],
    );
    expect(probed).toHaveLength(4);
    for (const { observation, control } of probed) {
      expect(observation.outcome).toBe("denied");
      expect(control).toMatchObject({ by: "the operator", outcome: "allowed" });
    }
    // The canary has kept the bucket.
    expect(sayDamage({ stack, rows })).toEqual([
      `The stack seeded-inside ${loopback.accountId} us-east-1 is damaged (s3:DeleteBucketPolicy the bucket): \`pulumi destroy\` it, or \`pulumi up --refresh\`.`,
    ]);
    expect((await seeded.s3.send(new ListBucketsCommand({}))).Buckets).toHaveLength(2);
  });

  inFull("follows the order of the actions, whatever the table's", async () => {
    const actions = [
      ...["s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteBucketWebsite"],
      "s3:PutBucketPublicAccessBlock",
    ];
    const promises = [...actions.map((action) => denied("User1", action)), listing];
    const { rows } = await run(await deploy(), { promises });
    expect(faults(rows)).toEqual([]);
    expect(rows.map(({ action }) => action)).toEqual([...actions, "s3:ListBucket"]);
    expect(destroyed()).toEqual([
      ...["User1 s3:DeleteBucketWebsite 403", "root s3:DeleteBucketWebsite 204"],
      ...["User1 s3:PutPublicAccessBlock 403", "root s3:PutPublicAccessBlock 200"],
      ...["User1 s3:DeleteBucketPolicy 403", "root s3:DeleteBucketPolicy 204"],
      ...["User1 s3:DeleteBucket 403", "root s3:DeleteBucket 409"],
    ]);
  });

  inFull(
    "fails by name where a call passes that must be denied, and judges what is decided without the loss",
    async () => {
      const seeded = await deploy(allow("s3:DeleteBucketPolicy", INSIDE));
      const { rows, stack } = await run(seeded);
      expect(faults(rows)).toEqual(["fail: broker s3:DeleteBucketPolicy the bucket: wrongly allowed"]);
      expect(destroyed().filter((call) => call.includes("DeleteBucketPolicy"))).toEqual([
        ...["broker s3:DeleteBucketPolicy 204", "User1 s3:DeleteBucketPolicy 403"],
        "root s3:DeleteBucketPolicy 204",
      ]);
      expect(sayDamage({ stack, rows })).toHaveLength(1);
    },
  );

  inFull("does not repeat a call that passed, though a row that disagrees is asked again", async () => {
    const seeded = await deploy(allow("s3:DeleteBucket", OUTSIDE));
    const promises = [denied("broker", "s3:DeleteBucket", "the outside bucket"), listing];
    const { rows } = await run(seeded, { promises, waitSeconds: 60 });
    expect(said(rows)[0]).toBe(
      "fail: broker s3:DeleteBucket the outside bucket: It must be denied, but it was allowed.",
    );
    expect(rows[0]).toMatchObject({ attempts: 1, control: "unneeded" });
    expect(destroyed()).toEqual(["broker s3:DeleteBucket 204"]);
  });

  test("learns nothing about a bucket that a call has deleted, for earlier rows and for later ones", async () => {
    const seeded = await deploy(allow("s3:DeleteBucket", OUTSIDE));
    const promises = ["User1", "broker", "NoPolicy"].map((principal) =>
      denied(principal, "s3:DeleteBucket", "the outside bucket"),
    );
    const { rows } = await run(seeded, { promises });
    const cause =
      "he outside bucket is gone because s3:DeleteBucket was allowed to broker in this run, so nothing can be learnt from this call.";
    expect(said(rows)).toEqual([
      `inconclusive: User1 s3:DeleteBucket the outside bucket: The operator must be allowed the same call for the denial to mean anything, but that call was inconclusive: t${cause}`,
      "fail: broker s3:DeleteBucket the outside bucket: It must be denied, but it was allowed.",
      `inconclusive: NoPolicy s3:DeleteBucket the outside bucket: T${cause}`,
    ]);
    expect(destroyed()).toEqual(["User1 s3:DeleteBucket 403", "broker s3:DeleteBucket 204"]);
  });

  inFull("controls the rows of one call by one call, though it deletes the bucket", async () => {
    const promises = ["broker", "User1"].map((who) => denied(who, "s3:DeleteBucket", "the outside bucket"));
    const { rows } = await run(await deploy(), { promises });
    expect(faults(rows)).toEqual([]);
    expect(destroyed()).toEqual([
      ...["broker s3:DeleteBucket 403", "User1 s3:DeleteBucket 403", "root s3:DeleteBucket 204"],
    ]);
  });

  inFull("reports a denial that nobody controls, although the bucket is gone afterwards", async () => {
    const { operator: _, ...target } = targetOf(await deploy(allow("s3:DeleteBucket", OUTSIDE)));
    const promises = ["User1", "broker"].map((who) => denied(who, "s3:DeleteBucket", "the outside bucket"));
    const { rows } = await runSmoke(target, { promises, allowDestructive: true });
    expect(rows).toMatchObject([{ verdict: "pass", control: "uncontrolled" }, { verdict: "fail" }]);
    expect(destroyed()).toEqual(["User1 s3:DeleteBucket 403", "broker s3:DeleteBucket 204"]);
  });

  inFull(
    "asks what must be allowed behind what must be denied, and controls it before it happens",
    async () => {
      const seeded = await deploy(allow("s3:DeleteBucketPolicy", INSIDE));
      const promises: Promised[] = [
        { ...denied("broker", "s3:DeleteBucketPolicy"), expect: "allowed" },
        denied("User1", "s3:DeleteBucketPolicy"),
        { ...listing, principal: "User1" },
      ];
      const { rows } = await run(seeded, { promises, waitSeconds: 60 });
      expect(said(rows)).toEqual([
        "pass: broker s3:DeleteBucketPolicy the bucket: ",
        "pass: User1 s3:DeleteBucketPolicy the bucket: ",
        "pass: User1 s3:ListBucket the bucket: ",
      ]);
      expect(destroyed()).toEqual([
        ...["User1 s3:DeleteBucketPolicy 403", "NoPolicy s3:DeleteBucketPolicy 403"],
        ...["broker s3:DeleteBucketPolicy 204", "root s3:DeleteBucketPolicy 204"],
      ]);
    },
  );
});

test("what IAM denies at first is asked again until it has passed, and then no more", async () => {
  let time = 0;
  const start = Date.now();
  const late = await startLoopback({
    iamDelay: 4_000,
    now: () => new Date(start + time),
    log: (line) => log.push(line),
  });
  const sleep = async (milliseconds: number) => {
    time += milliseconds;
  };
  try {
    const { outputs, operator, iam } = await seed(late);
    time += 60_000;
    const brokerPolicy = policyOf(
      ...scopedStatements(late.accountId),
      allow("s3:DeleteBucketPolicy", INSIDE),
    );
    const name = { UserName: "broker", PolicyName: "federation" };
    await iam.send(new PutUserPolicyCommand({ ...name, PolicyDocument: brokerPolicy }));
    const promised: Promised = { ...denied("broker", "s3:DeleteBucketPolicy"), expect: "allowed" };
    const opened = openRun(
      {
        target: readTarget({ ...outputs, brokerPolicy }, { endpoint: late.endpoint, operator }),
        ...{ promises: [promised], missingKey: "federation-broker-probe-0", waitSeconds: 60 },
      },
      { now: () => time, sleep, random: () => 0 },
    );
    const row = await openDestructive([promised], opened, () => false)(promised);
    expect(destroyed()).toEqual([
      "NoPolicy s3:DeleteBucketPolicy 403",
      ...Array<string>(5).fill("broker s3:DeleteBucketPolicy 403"),
      "broker s3:DeleteBucketPolicy 204",
    ]);
    expect(row).toMatchObject({ verdict: "pass", attempts: 6 });
    opened.sessions.close();
  } finally {
    await late.close();
  }
});

/** The bucket's policy lets User1's session delete the bucket; whatever else it says. */
async function granted(...more: readonly object[]): Promise<Seeded> {
  const User1 = { AWS: `arn:aws:sts::${loopback.accountId}:federated-user/User1` };
  const Policy = policyOf(
    ...denyPlainHttp(INSIDE),
    { ...allow("s3:DeleteBucket", INSIDE), Principal: User1 },
    ...more,
  );
  const seeded = await deploy();
  await seeded.s3.send(new PutBucketPolicyCommand({ Bucket: "seeded-inside", Policy }));
  return { ...seeded, outputs: { ...seeded.outputs, bucketPolicy: Policy } };
}

describe("what the bucket's policy decides", () => {
  const deleting: Promised = { ...denied("User1", "s3:DeleteBucket"), expect: "allowed" };

  inFull("is judged while the policy is there", async () => {
    const { rows } = await run(await granted(), { promises: [deleting] });
    expect(said(rows)).toEqual(["pass: User1 s3:DeleteBucket the bucket: "]);
  });

  test("is not asked about any more once the policy is gone", async () => {
    const promises = [denied("broker", "s3:DeleteBucketPolicy"), deleting];
    const { rows } = await run(await granted(), { promises });
    expect(said(rows)).toEqual([
      "pass: broker s3:DeleteBucketPolicy the bucket: ",
      "inconclusive: User1 s3:DeleteBucket the bucket: The policy of the bucket is gone because s3:DeleteBucketPolicy was allowed to the operator in this run, so nothing can be learnt from this call.",
    ]);
    expect(destroyed().filter((call) => call.includes("DeleteBucket "))).toEqual([]);
  });

  inFull("is not asked about once the session that must be denied has deleted it", async () => {
    const NoPolicy = { AWS: `arn:aws:sts::${loopback.accountId}:federated-user/NoPolicy` };
    const User1 = { AWS: `arn:aws:sts::${loopback.accountId}:federated-user/User1` };
    const seeded = await granted(
      ...[NoPolicy, User1].map((Principal) => ({ ...allow("s3:DeleteBucketPolicy", INSIDE), Principal })),
    );
    const { rows } = await run(seeded, {
      promises: [{ ...deleting, action: "s3:DeleteBucketPolicy" }],
    });
    expect(said(rows)).toEqual([
      "inconclusive: User1 s3:DeleteBucketPolicy the bucket: The policy of the bucket is gone because s3:DeleteBucketPolicy was allowed to a session without a policy in this run, so nothing can be learnt from this call.",
    ]);
  });
});

describe("nothing is destroyed", () => {
  const promised = denied("broker", "s3:DeleteBucketPolicy");
  const input = { promises: [promised], missingKey: "federation-broker-probe-0" };

  inFull("by a run that is over before the first destructive call", async () => {
    const seeded = await deploy();
    const { rows, stack } = await run(seeded, { signal: AbortSignal.abort() });
    expect(destroyed()).toEqual([]);
    expect(sayDamage({ stack, rows })).toEqual([
      expect.stringMatching(
        /^The stack seeded-inside \d+ us-east-1 may be damaged \(s3:DeleteBucketPolicy the bucket, s3:DeleteBucket the bucket\)/,
      ),
    ]);
  });

  test("and nothing is waited for, once a run is over", async () => {
    const opened = openRun({ ...input, target: targetOf(await deploy()), waitSeconds: 60 });
    expect(await openDestructive([promised], opened, () => true)(promised)).toBeUndefined();
    expect(log).toEqual([]);
    opened.sessions.close();
  });

  test.for([
    ["the next row", [promised, denied("User1", "s3:DeleteBucketPolicy")]],
    ["the control", [promised]],
  ] as const)("by %s behind the call that is under way when a run ends", async ([, promises]) => {
    const opened = openRun({ ...input, target: targetOf(await deploy()) });
    const runDestructive = openDestructive(promises, opened, () => destroyed().length > 0);
    expect(await runDestructive(promised)).toBeUndefined();
    expect(destroyed()).toEqual(["broker s3:DeleteBucketPolicy 403"]);
    opened.sessions.close();
  });

  test("by a run for which IAM does not catch up", async () => {
    const target = targetOf(await deploy());
    const broker = { ...target.broker, credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "none" } };
    const clock = { now: () => 0, sleep: async () => opened.hurry(), random: () => 0 };
    const opened = openRun({ ...input, target: { ...target, broker }, waitSeconds: 60 }, clock);
    const row = await openDestructive([promised], opened, () => false)(promised);
    expect(row).toMatchObject({ verdict: "inconclusive", attempts: 0 });
    expect(row?.explanation).toMatch(
      /^IAM may not have caught up with the deployment \(broker sts:GetCallerIdentity: .*\), and until then nothing is destroyed\.$/,
    );
    expect(destroyed()).toEqual([]);
    opened.sessions.close();
  });

  test("to see whether IAM has caught up", async () => {
    const promises: Promised[] = [{ ...denied("User1", "s3:DeleteBucketPolicy"), expect: "allowed" }];
    const opened = openRun({ ...input, promises, target: targetOf(await deploy()), waitSeconds: 60 });
    expect(await opened.caughtUp()).toMatchObject({ held: true });
    expect(destroyed()).toEqual([]);
    opened.sessions.close();
  });

  test("by a promise that is run like any other", async () => {
    const opened = openRun({ ...input, target: targetOf(await deploy()) });
    await expect(runRow(promised, opened)).rejects.toThrow(
      "what destroys is not asked like any other promise",
    );
    expect(destroyed()).toEqual([]);
    opened.sessions.close();
  });

  test("and nothing is said, where no call has passed", () => {
    expect(sayDamage({ stack: "dev", rows: [unfinished(listing)] })).toEqual([]);
  });
});
