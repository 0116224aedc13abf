// Promises with a context: what their calls send, what is predicted, and what is refused.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { matrix } from "../../reports/matrix.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";
import type { Promised } from "../../smoke/promises.ts";
import { runSmoke } from "../../smoke/run-smoke.ts";
import { validatePromises } from "../../smoke/validation/validate-promises.ts";
import { outputs, policyOf } from "./outputs.ts";
import { faults, runRows } from "./run-rows.ts";
import { scopedStatements, seed } from "./seed.ts";

const listing: Promised = {
  principal: "broker",
  action: "s3:ListBucket",
  resource: "the bucket",
  expect: "allowed",
};
const writing: Promised = { ...listing, action: "s3:PutObject", resource: "a missing key" };
const tagging: Promised = { ...listing, action: "sts:TagSession", resource: "User1" };
const denied = { expect: "denied", by: "identity" } as const;

/** Lists one folder, from one network; writes what is encrypted by KMS; passes one tag. */
function conditional(accountId: string): readonly object[] {
  const [listTheBucket, federateUsers] = scopedStatements(accountId);
  return [
    {
      ...listTheBucket,
      Condition: { StringLike: { "s3:prefix": "home/*" }, IpAddress: { "aws:SourceIp": "127.0.0.0/8" } },
    },
    { ...federateUsers },
    {
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: "*",
      Condition: { StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    },
    {
      Effect: "Allow",
      Action: "sts:TagSession",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestTag/team": "red" } },
    },
  ];
}

describe("a deployment with conditions", () => {
  let loopback: Loopback;
  let target: Target;
  beforeAll(async () => {
    loopback = await startLoopback();
    const seeded = await seed(loopback, policyOf(...conditional(loopback.accountId)));
    target = readTarget(seeded.outputs, { endpoint: loopback.endpoint, operator: seeded.operator });
  });
  afterAll(() => loopback.close());

  test("has promises about what a call sends and about where it comes from, which is only predicted", async () => {
    const { rows, exitCode } = await runSmoke(target, {
      promises: [
        { ...listing, context: { prefix: "home/" } },
        { ...listing, context: { prefix: "away/" }, ...denied },
        { ...listing, ...denied },
        { ...writing, context: { encryption: "aws:kms" } },
        { ...writing, context: { encryption: "AES256" }, ...denied },
        { ...writing, ...denied },
        { ...tagging, context: { tags: { team: "red" } } },
        { ...tagging, context: { tags: { team: "blue" } }, ...denied },
        {
          ...tagging,
          principal: "User1",
          context: { tags: { team: "red" } },
          expect: "denied",
          by: "principal",
        },
        { ...listing, context: { prefix: "home/", sourceIp: "127.1.2.3" } },
        { ...listing, context: { prefix: "home/", sourceIp: "203.0.113.7" }, ...denied },
      ],
    });
    expect(rows.map(({ explanation }) => explanation)).toEqual(rows.map(() => ""));
    expect(exitCode).toBe(0);
    expect(matrix(rows, 80)).toContain(`
✓ s3:ListBucket          the bucket, prefix allowed   allowed   allowed
                         home/
`);
    expect(matrix(rows, 80)).toContain(`
✓ s3:ListBucket          the bucket, prefix denied    denied    not probed
                         home/, from
                         203.0.113.7
`);
  });

  test("breaks a promise about a context, and names it", async () => {
    const { rows } = await runSmoke(target, {
      promises: [
        { ...listing, context: { prefix: "home/" }, ...denied },
        { ...writing, context: { encryption: "AES256" } },
        { ...tagging, context: { tags: { team: "red" } }, ...denied },
        { ...listing, context: { prefix: "home/", sourceIp: "203.0.113.7" } },
      ],
    });
    expect(matrix(rows, 200).match(/✗ BROKEN: .*/g)).toEqual([
      "✗ BROKEN: broker s3:ListBucket the bucket (prefix home/)",
      "✗ BROKEN: broker s3:PutObject a missing key (encryption AES256)",
      "✗ BROKEN: broker sts:TagSession User1 (tag team=red)",
      "✗ BROKEN: broker s3:ListBucket the bucket (prefix home/, from 203.0.113.7)",
    ]);
  });
});

test("a deployment that is limited to networks keeps every promise when it is called from the first of them", async () => {
  const loopback = await startLoopback();
  try {
    const Condition = { IpAddress: { "aws:SourceIp": ["127.0.0.0/8", "203.0.113.0/24"] } };
    const limited = scopedStatements(loopback.accountId).map((one) => ({ ...one, Condition }));
    const seeded = await seed(loopback, policyOf(...limited));
    const { endpoint } = loopback;
    const target = readTarget(seeded.outputs, { endpoint, operator: seeded.operator });
    expect(faults(await runRows(target))).toEqual([]);
  } finally {
    await loopback.close();
  }
});

describe("before anything runs", () => {
  const target = readTarget(outputs);

  test.for([
    [{ ...writing, context: { prefix: "home/" } }, /the probe of s3:PutObject sends no prefix\.$/],
    [{ ...listing, context: { encryption: "AES256" } }, /the probe of s3:ListBucket sends no encryption\.$/],
    [
      { ...listing, context: { perfix: "home/" } as object },
      /its context "perfix" is unknown; there are prefix, tags, encryption, sourceIp, tagKeys\.$/,
    ],
    [{ ...listing, context: {} }, /its context is empty: leave it out\.$/],
    [tagging, /the probe of sts:TagSession needs a context with tags\.$/],
    [{ ...tagging, context: { tags: {} } }, /its tags are empty/],
    [
      { ...tagging, context: { tags: { team: "red", Team: "blue" } } },
      'Promise 1 (broker sts:TagSession User1 (tag team=red, tag Team=blue)) is wrong: its tag "Team" is there twice, because AWS ignores the case of tag keys: take one out.',
    ],
    [
      { ...listing, context: { sourceIp: "203.0.113.0/24" } },
      /"203\.0\.113\.0\/24" is not an IP address: give one address, such as 203\.0\.113\.7\.$/,
    ],
  ] as const satisfies [Promised, string | RegExp][])("%j is refused", ([promised, message]) => {
    expect(() => validatePromises([promised], target)).toThrow(message);
  });

  test("a context that repeats the probe's own values makes the same call", () => {
    expect(() => validatePromises([listing, { ...listing, context: { prefix: "" } }], target)).toThrow(
      "Promise 2 (broker s3:ListBucket the bucket (no prefix)) is wrong: promise 1 is about the same call.",
    );
  });

  test("a table without a probed promise is refused", async () => {
    const promises = [{ ...listing, context: { sourceIp: "203.0.113.7" } }];
    await expect(runSmoke(target, { promises })).rejects.toThrow(
      /^No promise of the table is probed, so nothing would be observed/,
    );
  });
});
