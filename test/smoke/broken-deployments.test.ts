// A deployment broken on purpose, in one way after the other, and the verdicts that must follow.
import { UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import {
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { readTarget } from "../../smoke/target.ts";
import { policyOf } from "./outputs.ts";
import { faults, runRows } from "./run-rows.ts";
import { type Seeded, scopedStatements, seed } from "./seed.ts";

let loopback: Loopback;
beforeEach(async () => {
  loopback = await startLoopback();
});
afterEach(() => loopback.close());

const targetOf = ({ outputs, operator }: Seeded, changed: object = {}) =>
  readTarget({ ...outputs, ...changed }, { endpoint: loopback.endpoint, operator });

test("an unbroken deployment keeps every promise", async () => {
  expect(faults(await runRows(targetOf(await seed(loopback))))).toEqual([]);
});

describe("a broker policy", () => {
  const broker = async (...statements: readonly unknown[]) =>
    faults(await runRows(targetOf(await seed(loopback, policyOf(...statements)))));
  const scoped = () => scopedStatements(loopback.accountId);

  test("that also reads every object", async () => {
    expect(await broker(...scoped(), { Effect: "Allow", Action: "s3:GetObject", Resource: "*" })).toEqual([
      "fail: broker s3:GetObject the canary: wrongly allowed",
      "fail: AllOfS3 s3:GetObject the canary: wrongly allowed",
      "fail: SessionToken s3:GetObject the canary: wrongly allowed",
    ]);
  });

  test.for([
    ["s3:PutObject", "broker s3:PutObject a missing key"],
    ["s3:DeleteObject", "broker s3:DeleteObject a missing key"],
    ["s3:GetBucketPolicy", "broker s3:GetBucketPolicy the bucket"],
    ["s3:CreateBucket", "broker s3:CreateBucket the bucket"],
    ["iam:ListUsers", "broker iam:ListUsers all users"],
  ] as const)("that also allows %s", async ([Action, promise]) => {
    expect(await broker(...scoped(), { Effect: "Allow", Action, Resource: "*" })).toEqual([
      `fail: ${promise}: wrongly allowed`,
    ]);
  });

  test("that lists every bucket, as the guide's does", async () => {
    const guide = { Effect: "Allow", Action: ["s3:ListBucket", "sts:GetFederationToken*"], Resource: "*" };
    expect(await broker(guide)).toEqual([
      "fail: broker s3:ListBucket the outside bucket: wrongly allowed",
      "fail: AllOfS3 s3:ListBucket the outside bucket: wrongly allowed",
    ]);
  });

  test("that does not list", async () => {
    expect(await broker(scoped()[1])).toEqual([
      "fail: broker s3:ListBucket the bucket: wrongly denied",
      "fail: User1 s3:ListBucket the bucket: wrongly denied",
      "fail: User1ForAnHour s3:ListBucket the bucket: wrongly denied",
      "fail: AllOfS3 s3:ListBucket the bucket: wrongly denied",
      "fail: SessionToken s3:ListBucket the bucket: wrongly denied",
    ]);
  });

  test("that does not federate", async () => {
    const rows = await runRows(targetOf(await seed(loopback, policyOf(scoped()[0]))));
    const [first, ...others] = faults(rows);
    expect(first).toBe("fail: broker sts:GetFederationToken User1: wrongly denied");
    expect(others).toHaveLength(24);
    expect(
      others.every((fault) =>
        /^inconclusive: (User1|User1ForAnHour|NoPolicy|AllOfS3) .*: nothing learnt$/.test(fault),
      ),
    ).toBe(true);
    expect(rows.find(({ principal }) => principal === "User1")?.explanation).toMatch(
      /^The broker could not federate User1 \(AccessDenied: User: arn:aws:iam::\d+:user\/federation\/broker is not authorized to perform: sts:GetFederationToken/,
    );
  });
});

describe("a session policy for User1", () => {
  const session = async (...statements: readonly unknown[]) =>
    faults(await runRows(targetOf(await seed(loopback)), policyOf(...statements)));
  const listing = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::seeded-inside" };

  test("without the listing", async () => {
    expect(await session({ ...listing, Action: "s3:GetBucketLocation" })).toEqual([
      "fail: User1 s3:ListBucket the bucket: wrongly denied",
    ]);
  });

  test("that denies the listing", async () => {
    expect(await session(listing, { ...listing, Effect: "Deny" })).toEqual([
      "fail: User1 s3:ListBucket the bucket: wrongly denied",
    ]);
  });

  test("that asks for more: what stops User1 is then the broker alone", async () => {
    expect(await session(listing, { Effect: "Allow", Action: "s3:*Object", Resource: "*" })).toEqual([
      "fail: User1 s3:GetObject the canary: denied by another policy",
      "fail: User1 s3:PutObject a missing key: denied by another policy",
      "fail: User1 s3:DeleteObject a missing key: denied by another policy",
    ]);
  });
});

describe("what the outputs do not know", () => {
  test("a bucket policy that lets User1 read", async () => {
    const seeded = await seed(loopback);
    const grant = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:sts::${loopback.accountId}:federated-user/User1` },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::seeded-inside/*",
    };
    await seeded.s3.send(new PutBucketPolicyCommand({ Bucket: "seeded-inside", Policy: policyOf(grant) }));
    const rows = await runRows(targetOf(seeded));
    expect(faults(rows)).toEqual([
      "fail: User1 s3:GetObject the canary: wrongly allowed",
      "fail: User1ForAnHour s3:GetObject the canary: wrongly allowed",
    ]);
    const unknown = expect.stringMatching(
      /^No document in the stack outputs allows s3:GetObject on arn:aws:s3:::seeded-inside\/canary.txt/,
    );
    expect(rows.flatMap(({ advice }) => advice)).toEqual([unknown, unknown]);
  });

  test("a broker policy that differs from the outputs without breaking a promise", async () => {
    const changed = { brokerPolicy: policyOf(scopedStatements(loopback.accountId)[1]) };
    expect(faults(await runRows(targetOf(await seed(loopback), changed)))).toEqual([
      "inconclusive: broker s3:ListBucket the bucket: not as predicted",
      "inconclusive: User1 s3:ListBucket the bucket: not as predicted",
      "inconclusive: User1ForAnHour s3:ListBucket the bucket: not as predicted",
      "inconclusive: AllOfS3 s3:ListBucket the bucket: not as predicted",
      "inconclusive: SessionToken s3:ListBucket the bucket: not as predicted",
    ]);
  });
});

describe("what is gone", () => {
  test("the canary", async () => {
    const seeded = await seed(loopback);
    await seeded.s3.send(new DeleteObjectCommand({ Bucket: "seeded-inside", Key: "canary.txt" }));
    expect(faults(await runRows(targetOf(seeded)))).toEqual([
      "fail: broker s3:ListBucket the bucket: not shown",
      "fail: User1 s3:ListBucket the bucket: not shown",
      "fail: User1ForAnHour s3:ListBucket the bucket: not shown",
      "fail: AllOfS3 s3:ListBucket the bucket: not shown",
      "fail: SessionToken s3:ListBucket the bucket: not shown",
    ]);
  });

  test("the outside bucket", async () => {
    const seeded = await seed(loopback);
    await seeded.s3.send(new DeleteBucketPolicyCommand({ Bucket: "seeded-outside" }));
    await seeded.s3.send(new DeleteBucketCommand({ Bucket: "seeded-outside" }));
    expect(faults(await runRows(targetOf(seeded)))).toEqual([
      "inconclusive: broker s3:ListBucket the outside bucket: nothing learnt",
      "inconclusive: User1 s3:ListBucket the outside bucket: nothing learnt",
      "inconclusive: NoPolicy s3:ListBucket the outside bucket: nothing learnt",
      "inconclusive: AllOfS3 s3:ListBucket the outside bucket: nothing learnt",
    ]);
  });

  test("the bucket policy alone breaks nothing: it grants nothing", async () => {
    const seeded = await seed(loopback);
    await seeded.s3.send(new DeleteBucketPolicyCommand({ Bucket: "seeded-inside" }));
    expect(faults(await runRows(targetOf(seeded)))).toEqual([]);
  });

  test("the broker's key, retired: everything signed with it is inconclusive and nothing is denied", async () => {
    const seeded = await seed(loopback);
    const AccessKeyId = String(seeded.outputs.brokerAccessKeyId);
    await seeded.iam.send(
      new UpdateAccessKeyCommand({ UserName: "broker", AccessKeyId, Status: "Inactive" }),
    );
    const rows = (await runRows(targetOf(seeded))).filter(({ principal }) => principal !== "nobody");
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(["inconclusive"]));
    expect(new Set(rows.map(({ observation }) => observation.outcome))).toEqual(
      new Set(["rejected", "inconclusive"]),
    );
  });
});

describe("controls", () => {
  test("without an operator every denial is marked, but for the broker's own", async () => {
    const { outputs } = await seed(loopback);
    const rows = await runRows(readTarget(outputs, { endpoint: loopback.endpoint }));
    expect(faults(rows)).toEqual([]);
    const denials = rows.filter(({ expect }) => expect === "denied");
    expect(denials).toHaveLength(33);
    expect(denials.filter(({ control }) => control === "uncontrolled")).toHaveLength(29);
    expect(
      denials.filter(({ control }) => typeof control === "object" && control.by === "the broker"),
    ).toHaveLength(4);
  });

  test("an operator whom AWS does not know controls nothing", async () => {
    const seeded = await seed(loopback);
    const operator = { ...seeded.operator, secretAccessKey: "wrong" };
    const found = faults(await runRows(targetOf({ ...seeded, operator })));
    expect(found).toHaveLength(31);
    expect(found.every((fault) => fault.endsWith(": control failed"))).toBe(true);
  });

  test("an operator who is a federated session may not do what it should control", async () => {
    const seeded = await seed(loopback);
    const broker = {
      accessKeyId: String(seeded.outputs.brokerAccessKeyId),
      secretAccessKey: String(seeded.outputs.brokerSecretAccessKey),
    };
    expect(faults(await runRows(targetOf({ ...seeded, operator: broker })))).toContain(
      "inconclusive: User1 s3:GetObject the canary: control failed",
    );
  });
});
