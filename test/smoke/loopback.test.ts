// The whole suite, as commands run it: vitest started from Node, against a loopback.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListBucketsCommand, ListObjectsV2Command, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogLine } from "../../loopback/log-line.ts";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { matrix } from "../../reports/matrix.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";
import type { Promised } from "../../smoke/promises.ts";
import { runSmoke } from "../../smoke/run-smoke.ts";
import { isLeftOut } from "../in-full.ts";
import { policyOf } from "./outputs.ts";
import { type Seeded, scopedStatements, seed } from "./seed.ts";

let loopback: Loopback;
let log: LogLine[];
beforeEach(async () => {
  log = [];
  loopback = await startLoopback({ log: (line) => log.push(line) });
});
afterEach(() => loopback.close());

const targetOf = ({ outputs, operator }: Seeded): Target =>
  readTarget(outputs, { endpoint: loopback.endpoint, operator });

const listing: Promised = {
  principal: "User1",
  action: "s3:ListBucket",
  resource: "the bucket",
  expect: "allowed",
};
const reading: Promised = { ...listing, action: "s3:GetObject", resource: "the canary", expect: "denied" };

/** The requests that may succeed, because they change nothing. */
const READS = [
  ...["s3:ListObjectsV2", "s3:GetObject", "s3:GetBucketPolicy", "iam:ListUsers", "sts:GetCallerIdentity"],
  // What the operator reads of the account and of the broker.
  ...["iam:GetAccountAuthorizationDetails", "iam:GetUserPolicy", "iam:ListUserPolicies"],
  ...["iam:ListAttachedUserPolicies", "iam:ListGroupsForUser"],
];
/** Sessions: STS hands them out and keeps nothing. */
const SESSIONS = ["sts:GetFederationToken", "sts:GetSessionToken", "sts:AssumeRole"];

const changes = (lines: readonly LogLine[]): string[] =>
  lines
    .filter(({ status, operation }) => status < 300 && ![...READS, ...SESSIONS].includes(operation))
    .map(({ operation }) => operation);

const inFull = test.skipIf(isLeftOut("REQUIRE_ENGINE", "three more runs of the whole suite"));

test("all promises hold, and no request of a run has changed anything", async () => {
  const seeded = await seed(loopback);
  expect(changes(log)).toEqual(expect.arrayContaining(["s3:CreateBucket", "s3:PutObject", "iam:CreateUser"]));
  log.length = 0;
  const { rows, counts, exitCode } = await runSmoke(targetOf(seeded));
  expect(changes(log)).toEqual([]);
  // Writes were asked for, and refused.
  const operations = log.map(({ operation }) => operation);
  expect(operations).toEqual(expect.arrayContaining([...READS, "s3:CreateBucket", "s3:DeleteObject"]));
  const ids = rows.flatMap((row) => ("observation" in row ? [row.observation.requestId] : []));
  expect(ids).toHaveLength(50);
  expect(ids.filter((id) => !log.some((line) => line.id === id))).toEqual([]);
  expect({ counts, exitCode }).toEqual({ counts: { pass: 61, fail: 0, inconclusive: 0 }, exitCode: 0 });
  expect(matrix(rows, 120)).toMatch(/\n61 promises: 61 hold, 0 broken, 0 inconclusive$/);

  const { Buckets } = await seeded.s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual(["seeded-inside", "seeded-outside"]);
  const { Contents } = await seeded.s3.send(new ListObjectsV2Command({ Bucket: "seeded-inside" }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(["canary.txt"]);
});

test("a broken promise is exit status 1, named with the statement that broke it and what to change", async () => {
  const wide = { Sid: "ReadAll", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const seeded = await seed(loopback, policyOf(...scopedStatements(loopback.accountId), wide));
  const exitBefore = process.exitCode;
  const { rows, counts, exitCode } = await runSmoke(targetOf(seeded));
  expect({ counts, exitCode }).toEqual({ counts: { pass: 58, fail: 3, inconclusive: 0 }, exitCode: 1 });
  expect(process.exitCode).toBe(exitBefore);
  expect(matrix(rows, 200)).toContain(`
✗ BROKEN: broker s3:GetObject the canary
✗ BROKEN: SessionToken s3:GetObject the canary
  It must be denied, but it was allowed.
  Allowed by statement 3 (Sid ReadAll) of the broker's policy "federation": {"Sid":"ReadAll","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}
  In the broker's policy "federation", take s3:GetObject out of that statement, or narrow its Resource so that it does not cover arn:aws:s3:::seeded-inside/canary.txt.
`);
});

test("a deployment that differs from the outputs fails although every promise holds", async () => {
  const seeded = await seed(loopback);
  const stranger = { Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "s3:GetObject" };
  const Policy = policyOf({ ...stranger, Resource: "arn:aws:s3:::seeded-inside/*" });
  await seeded.s3.send(new PutBucketPolicyCommand({ Bucket: "seeded-inside", Policy }));
  const { rows, counts, exitCode } = await runSmoke(targetOf(seeded), { promises: [listing] });
  expect({ counts, exitCode }).toEqual({ counts: { pass: 1, fail: 1, inconclusive: 0 }, exitCode: 1 });
  expect(matrix(rows, 300)).toContain(`
operator, who reads what is deployed
✗ s3:GetBucketPolicy     the bucket         allowed                           differs

✗ BROKEN: operator s3:GetBucketPolicy the bucket
  What is deployed as the policy of the bucket is not what the stack outputs say.
  The outputs say: ${seeded.outputs.bucketPolicy}
  Deployed is: ${Policy}
  Somebody changed it outside this stack, or these are the outputs of an earlier deployment: run \`pulumi refresh\`, look at what differs, and deploy again.

1 promises: 1 hold, 0 broken, 0 inconclusive; not as the stack outputs say: 1`);
});

inFull(
  "a session policy without the listing is exit status 1, and the missing statement is written out",
  async () => {
    const sessionPolicy = policyOf({ Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "*" });
    const { rows, exitCode } = await runSmoke(targetOf(await seed(loopback)), { sessionPolicy });
    expect(exitCode).toBe(1);
    expect(matrix(rows, 200)).toContain(`
✗ BROKEN: User1 s3:ListBucket the bucket
  It must be allowed, but it was denied: no session policy allows the s3:ListBucket action.
  No statement of User1's session policy allows s3:ListBucket on arn:aws:s3:::seeded-inside.
  Add to User1's session policy: {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::seeded-inside"}
`);
  },
);

test("nothing broken but something inconclusive is exit status 2", async () => {
  const seeded = await seed(loopback);
  const operator = { ...seeded.operator, secretAccessKey: "wrong" };
  const { counts, exitCode } = await runSmoke(targetOf({ ...seeded, operator }), {
    promises: [listing, reading],
  });
  expect({ counts, exitCode }).toEqual({ counts: { pass: 1, fail: 0, inconclusive: 1 }, exitCode: 2 });
});

inFull("reports for machines tell broken from inconclusive, and hold no secret", async () => {
  const wide = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const seeded = await seed(loopback, policyOf(...scopedStatements(loopback.accountId), wide));
  const operator = { ...seeded.operator, secretAccessKey: "the-wrong-operator-secret" };
  const folder = await mkdtemp(join(tmpdir(), "smoke-"));
  try {
    const outputFile = join(folder, "report");
    const { rows } = await runSmoke(targetOf({ ...seeded, operator }), {
      reporters: [
        ["junit", { outputFile: `${outputFile}.xml` }],
        ["json", { outputFile: `${outputFile}.json` }],
      ],
    });
    const junit = await readFile(`${outputFile}.xml`, "utf8");
    expect(junit).toContain('type="Broken"');
    expect(junit).toContain('type="Inconclusive"');
    const written = [junit, await readFile(`${outputFile}.json`, "utf8"), JSON.stringify(rows)].join("\n");
    expect(written).toContain("s3:GetObject");
    expect(written).not.toContain(seeded.outputs.brokerSecretAccessKey);
    expect(written).not.toContain(operator.secretAccessKey);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("an empty table never runs", async () => {
  await expect(runSmoke(targetOf(await seed(loopback)), { promises: [] })).rejects.toMatchObject({
    name: "ConfigurationError",
    message: "The promise table is empty: a run that promises nothing proves nothing.",
  });
});

test("an invalid session policy never runs", async () => {
  const run = runSmoke(targetOf(await seed(loopback)), { sessionPolicy: '{"Statement": 7}' });
  await expect(run).rejects.toMatchObject({
    name: "ConfigurationError",
    message: expect.stringMatching(/^In User1's session policy, at \$\.Statement/),
  });
});

test("an interrupted run reports what is known so far, and is inconclusive", async () => {
  const interruption = new AbortController();
  const folder = await mkdtemp(join(tmpdir(), "smoke-"));
  const outputFile = join(folder, "junit.xml");
  const { rows, exitCode } = await runSmoke(targetOf(await seed(loopback)), {
    concurrency: 1,
    reporters: [{ onTestCaseResult: () => interruption.abort() }, ["junit", { outputFile }]],
    signal: interruption.signal,
  });
  const junit = await readFile(outputFile, "utf8");
  await rm(folder, { recursive: true });
  expect(junit).toContain(
    '<failure message="The run ended before this promise was probed." type="Inconclusive">',
  );
  // A skipped test looks like no failure.
  expect(junit).not.toContain("<skipped");
  expect(junit).toMatch(/<testsuite [^>]* skipped="0"/);
  expect(exitCode).toBe(2);
  expect(rows).toHaveLength(61);
  expect(rows.at(0)?.verdict).toBe("pass");
  // The last one, about everyone else, was judged before.
  expect(rows.at(-2)).toMatchObject({
    verdict: "inconclusive",
    explanation: "The run ended before this promise was probed.",
  });
});

inFull("a run that is interrupted before it starts probes nothing", async () => {
  const { counts, exitCode } = await runSmoke(targetOf(await seed(loopback)), {
    signal: AbortSignal.abort(),
  });
  expect({ counts, exitCode }).toEqual({ counts: { pass: 10, fail: 0, inconclusive: 56 }, exitCode: 2 });
});
