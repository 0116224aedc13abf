// Reverse promises: only these may do it. Every other principal is asked, and the rest of the account is predicted.
import {
  AttachUserPolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Loopback, startLoopback } from "../../../loopback/start-loopback.ts";
import { readTarget, type Target } from "../../../smoke/deployment/target.ts";
import type { Only, Promised } from "../../../smoke/promises.ts";
import { runSmoke } from "../../../smoke/run-smoke.ts";
import { judgeEveryoneElse } from "../../../smoke/unprobed/everyone-else.ts";
import { openTable } from "../../../smoke/validation/promise-table.ts";
import { sayUnasked } from "../../../smoke/validation/say-unasked.ts";
import { policyOf } from "../outputs.ts";
import { runThese } from "../run-rows.ts";
import { type Seeded, seed } from "../seed.ts";

const listing: Promised = {
  principal: "broker",
  action: "s3:ListBucket",
  resource: "the bucket",
  expect: "allowed",
};
const only: Only = { action: "s3:ListBucket", resource: "the bucket", only: ["broker"] };

let loopback: Loopback;
let seeded: Seeded;
let target: Target;
beforeAll(async () => {
  loopback = await startLoopback();
  seeded = await seed(loopback);
  target = readTarget(seeded.outputs, { endpoint: loopback.endpoint, operator: seeded.operator });
});
afterAll(() => loopback.close());

describe("every other principal of the table", () => {
  test("is asked, and expected to be denied, or rejected where its credentials are not valid", async () => {
    const { rows } = await runSmoke(target, {
      promises: [{ ...listing, principal: "broker", action: "sts:GetFederationToken", resource: "User1" }],
      reverse: [{ action: "sts:GetFederationToken", resource: "User1", only: ["broker"] }],
    });
    expect(rows.map(({ principal, expect, verdict }) => `${principal} ${expect}: ${verdict}`)).toEqual([
      "broker allowed: pass",
      "User1 denied: pass",
      "User1ForAnHour denied: pass",
      "NoPolicy denied: pass",
      "AllOfS3 denied: pass",
      "testFedUserSession denied: pass",
      "SessionToken denied: pass",
      "nobody rejected: pass",
    ]);
  });

  test("that may do it breaks the promise, whatever the documents say", async () => {
    const grant = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:sts::${loopback.accountId}:federated-user/NoPolicy` },
      Action: "s3:ListBucketVersions",
      Resource: "arn:aws:s3:::seeded-inside",
    };
    await seeded.s3.send(new PutBucketPolicyCommand({ Bucket: "seeded-inside", Policy: policyOf(grant) }));
    const reverse = [{ action: "s3:ListBucketVersions", resource: "the bucket", only: [] }];
    const { promises } = openTable(target, { promises: [listing], reverse }, undefined, new Date());
    const rows = await runThese(promises, target);
    expect(
      rows
        .filter(({ verdict }) => verdict === "fail")
        .map(({ principal, finding }) => `${principal}: ${finding}`),
    ).toEqual(["NoPolicy: wrongly allowed"]);
  });
});

describe("the rest of the account", () => {
  const reads = policyOf({ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" });
  const trust = policyOf({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" });
  const judged = async (named: readonly string[], by: Partial<Target> = {}) => {
    const { documents } = openTable(target, { promises: [listing] }, undefined, new Date());
    const reverse = [{ ...only, only: named, wholeAccount: true } as const];
    return await judgeEveryoneElse(reverse, { ...target, ...by }, documents, new Date());
  };

  test("is predicted by the policies that IAM lists; administrators, who may change them, are exempt", async () => {
    await seeded.iam.send(new CreateUserCommand({ UserName: "admin" }));
    const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    await seeded.iam.send(new AttachUserPolicyCommand({ UserName: "admin", PolicyArn }));
    const { rows, unasked } = await judged(["broker"]);
    expect(rows).toMatchObject([{ principal: "everyone else", verdict: "pass", finding: "holds" }]);
    expect(unasked).toEqual([]);
  });

  test("breaks the promise by name, unless it is named", async () => {
    const { iam } = seeded;
    const policy = { PolicyName: "reads", PolicyDocument: reads };
    await iam.send(new CreateUserCommand({ UserName: "reader" }));
    await iam.send(new PutUserPolicyCommand({ UserName: "reader", ...policy }));
    await iam.send(new CreateRoleCommand({ RoleName: "auditor", AssumeRolePolicyDocument: trust }));
    await iam.send(new PutRolePolicyCommand({ RoleName: "auditor", ...policy }));
    const account = `arn:aws:iam::${loopback.accountId}`;
    expect((await judged(["broker"])).rows).toMatchObject([
      {
        verdict: "fail",
        finding: "allowed to others",
        explanation: `Only broker may do it, but the policies that IAM lists allow it to ${account}:user/reader, ${account}:role/auditor, too.`,
      },
    ]);
    expect((await judged(["broker", `${account}:user/reader`])).rows).toMatchObject([
      {
        explanation: `Only broker, ${account}:user/reader may do it, but the policies that IAM lists allow it to ${account}:role/auditor, too.`,
      },
    ]);
    const { rows } = await judged(["broker", "arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*"]);
    expect(rows).toMatchObject([{ verdict: "pass" }]);
  });

  test("is inconclusive where a rule that AWS's pages leave open decides", async () => {
    const { iam } = seeded;
    const NotResource = "arn:aws:s3:::elsewhere/${aws:FederatedProvider}/*";
    const PolicyDocument = policyOf({ Effect: "Allow", Action: "s3:ListBucket", NotResource });
    await iam.send(new CreateUserCommand({ UserName: "doubtful" }));
    await iam.send(new PutUserPolicyCommand({ UserName: "doubtful", PolicyName: "own", PolicyDocument }));
    const others = ["reader", "auditor"].map((name) => `arn:aws:iam::*:*/${name}`);
    expect((await judged(["broker", ...others])).rows).toMatchObject([
      {
        ...{ verdict: "inconclusive", finding: "in doubt" },
        explanation: `arn:aws:iam::${loopback.accountId}:user/doubtful may be allowed it. AWS's pages leave open what a Resource or NotResource with a policy variable that has no value does.`,
      },
    ]);
    await iam.send(new DeleteUserPolicyCommand({ UserName: "doubtful", PolicyName: "own" }));
  });

  test("is not asked about where no operator may read its policies, and that is said", async () => {
    const said =
      "Not asked, because no operator may read the account's policies (iam:GetAccountAuthorizationDetails): 1 promise.";
    const byBroker = await judged(["broker"], { operator: target.broker.credentials });
    expect(sayUnasked(byBroker.unasked, target)).toEqual([said]);
    const { operator: _, ...nobody } = target;
    const { documents } = openTable(target, { promises: [listing] }, undefined, new Date());
    const byNobody = await judgeEveryoneElse(
      [{ ...only, wholeAccount: true }],
      nobody,
      documents,
      new Date(),
    );
    expect(sayUnasked(byNobody.unasked, target)).toEqual([said]);
  });

  test("is inconclusive where IAM does not answer", async () => {
    const { rows } = await judged(["broker"], { endpoint: "http://127.0.0.1:9" });
    expect(rows).toMatchObject([
      {
        verdict: "inconclusive",
        explanation: expect.stringMatching(/^The account's policies could not be read: ECONNREFUSED/),
      },
    ]);
  });
});

describe("before anything runs", () => {
  test.for([
    [
      [{ ...only, only: ["broker", "User2"] }],
      /^Reverse promise 1 \(s3:ListBucket the bucket\) is wrong: the principal "User2" is unknown; there are "broker", /,
    ],
    [[{ ...only, resource: "the moon" }], /the resource "the moon" is unknown/],
    [[{ ...only, action: "s3:PutBucketAbac" }], /s3:PutBucketAbac is predicted and never probed/],
    [
      [{ ...only, only: [] }],
      /is wrong: promise 1 allows it to broker: name it here, or take that promise out\.$/,
    ],
    [
      [{ ...only, only: ["broker", "User1"] }],
      /is wrong: nothing promises it to User1: promise that it is allowed, or do not name it\.$/,
    ],
    [[only, only], /^Reverse promise 2 .* is wrong: another reverse promise is about the same call\.$/],
  ] as const satisfies [Only[], RegExp][])("%j is refused", ([reverse, message]) => {
    expect(() => openTable(target, { promises: [listing], reverse }, undefined, new Date())).toThrow(message);
  });

  // Node runs the table without checking its types.
  test.for([
    [
      { ...only, wholeAcount: true },
      /the member "wholeAcount" is unknown; there are "action", "resource", "context", "only", "wholeAccount"\.$/,
    ],
    [
      { ...only, only: "broker" },
      /its "only" is not a list: list those who may do it, or give an empty list for nobody\.$/,
    ],
    [
      { ...only, only: undefined },
      /its "only" is not a list: list those who may do it, or give an empty list for nobody\.$/,
    ],
  ] as const)("%j, which is no reverse promise, is refused", ([written, message]) => {
    const reverse = [written as unknown as Only];
    expect(() => openTable(target, { promises: [listing], reverse }, undefined, new Date())).toThrow(message);
  });
});
