// Every theorem about a deployment: where it holds, and a planted change that breaks it, with the request that shows it.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import type { Promised } from "../../../smoke/promises.ts";
import { type Given, proveTheorems } from "../../../smoke/theorems/prove-theorems.ts";
import { type Theorem, theorems } from "../../../smoke/theorems.ts";
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

const catalogue = await openCatalogue();
const clock = (): number => 0;

const CEILING = policyOf({
  ...{ Effect: "Allow", Action: ["s3:ListBucket", "sts:GetFederationToken*"], Resource: "*" },
});
const bounded = {
  ...outputs,
  brokerBoundary: CEILING,
  brokerBoundaryArn: "arn:aws:iam::111122223333:policy/federation/boundary",
};
const USERS = "arn:aws:sts::111122223333:federated-user/";
const named = {
  ...bounded,
  federatedNames: ["User?", "ci-*"],
  brokerPolicy: policyOf(brokerStatements[0], {
    ...brokerStatements[1],
    Resource: [`${USERS}User?`, `${USERS}ci-*`],
  }),
};

const prove = (stack: object, given: Partial<Given> = {}) =>
  proveTheorems(readTarget(stack), { catalogue, clock, ...given });

const row = (says: string): Theorem => {
  const found = theorems.find((one) => one.says === says);
  if (found === undefined) throw new Error(`There is no theorem "${says}".`);
  return found;
};

/** What is found of one theorem, and who may ask for what. */
async function asked(says: string, stack: object, given: Partial<Given> = {}): Promise<readonly unknown[]> {
  const { proofs } = await prove(stack, { theorems: [row(says)], ...given });
  const [{ verdict, caller, place, witness } = { verdict: "not asked" }] = proofs;
  return witness === undefined
    ? [verdict]
    : [verdict, `${caller}, ${place}`, witness.action, witness.resource];
}

const broker = (more: object) => ({ brokerPolicy: policyOf(...brokerStatements, more) });
const get = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::inside/*" };
const plainHttp = {
  ...{
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::inside", "arn:aws:s3:::inside/*"],
  },
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const bucket = (...statements: readonly object[]) => ({ bucketPolicy: policyOf(...statements) });
const user = (arn: string) => ({ Principal: { AWS: arn } });

describe("the theorems", () => {
  it("all hold for a deployment that limits everything", async () => {
    const { proofs, unclaimed } = await prove(named);
    expect(proofs.map(({ verdict, theorem }) => `${verdict}: ${theorem}`)).toEqual([
      "proved: No session exceeds the broker.",
      "proved: Every principal may do nothing but what its promises allow.",
      "proved: Nobody reaches the bucket over plain HTTP.",
      "proved: The bucket's policy alone grants to nobody but the sessions that promises name.",
      "proved: Nobody outside the account reaches the bucket.",
      "proved: The broker passes no session tag but those of the stack.",
      "proved: The broker federates no name but those of the stack.",
      "proved: Nobody but the broker federates users.",
      "proved: The broker cannot raise its own rights.",
      "proved: The boundary takes nothing from the broker.",
      "proved: Whatever is attached to the broker, it cannot raise its own rights.",
      "proved: Whatever is attached to the broker, it may only list buckets and federate.",
    ]);
    expect(unclaimed).toEqual([]);
  });

  it("that a deployment does not claim are not asked, and it is said why", async () => {
    const { unclaimed } = await prove(outputs);
    expect([...new Set(unclaimed.map(({ because }) => because))]).toEqual([
      "the stack lets its broker federate any name (federatedNames)",
      "the stack made no permissions boundary",
    ]);
  });

  it.each<[says: string, stack: object, found: readonly string[]]>([
    [
      "No session exceeds the broker.",
      // The broker's own calls have no such user id.
      { ...outputs, ...broker({ ...get, Condition: { StringLike: { "aws:userid": "*:AllOfS3" } } }) },
      ["AllOfS3, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "No session exceeds the broker.",
      { ...outputs, ...bucket({ ...get, ...user(`${USERS}User1`) }) },
      ["User1, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "No session exceeds the broker.",
      { ...outputs, ...broker({ ...get, Condition: { StringLike: { "aws:userid": "*:admin-*" } } }) },
      ["a session of any other name, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "Every principal may do nothing but what its promises allow.",
      { ...outputs, ...broker({ ...get, Condition: { StringLike: { "aws:Referer": "*" } } }) },
      ["the broker's long-term key, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "Nobody reaches the bucket over plain HTTP.",
      { ...outputs, ...bucket({ ...plainHttp, Resource: "arn:aws:s3:::inside/*" }) },
      ["user someone-else of account 111122223333, in the bucket", "s3:ListBucket", "arn:aws:s3:::inside"],
    ],
    [
      "Nobody reaches the bucket over plain HTTP.",
      {
        ...outputs,
        ...bucket({
          ...plainHttp,
          Condition: { ...plainHttp.Condition, StringNotEquals: { "aws:PrincipalType": "Account" } },
        }),
      },
      ["root of account 111122223333, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "The bucket's policy alone grants to nobody but the sessions that promises name.",
      { ...outputs, ...bucket(plainHttp, { ...get, ...user("arn:aws:iam::111122223333:user/reader") }) },
      ["user reader of account 111122223333, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "Nobody outside the account reaches the bucket.",
      { ...outputs, ...bucket(plainHttp, { ...get, ...user("arn:aws:iam::444455556666:role/reader") }) },
      [
        "role session reader/someone-else of account 444455556666, in the bucket",
        "s3:GetObject",
        "arn:aws:s3:::inside/a",
      ],
    ],
    [
      "Nobody outside the account reaches the bucket.",
      {
        ...outputs,
        ...bucket(plainHttp, { ...get, Principal: { Service: "logging.s3.amazonaws.com" } }),
      },
      ["the service logging.s3.amazonaws.com, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "The broker passes no session tag but those of the stack.",
      {
        ...{ ...outputs, sessionTags: ["team"] },
        ...broker({ Effect: "Allow", Action: "sts:TagSession", Resource: `${USERS}*` }),
      },
      ["the broker's long-term key, elsewhere in the account", "sts:TagSession", `${USERS}a`],
    ],
    [
      "The broker federates no name but those of the stack.",
      { ...named, brokerPolicy: outputs.brokerPolicy },
      ["the broker's long-term key, elsewhere in the account", "sts:GetFederationToken", `${USERS}a`],
    ],
    [
      "The broker cannot raise its own rights.",
      {
        ...outputs,
        ...broker({
          Effect: "Allow",
          Action: "iam:PutUserPolicy",
          Resource: "*",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        }),
      },
      [
        "the broker's session with MFA, elsewhere in the account",
        "iam:PutUserPolicy",
        "arn:aws:iam::111122223333:user/name",
      ],
    ],
    [
      "The boundary takes nothing from the broker.",
      { ...bounded, ...broker(get) },
      ["the broker's long-term key, in the bucket", "s3:GetObject", "arn:aws:s3:::inside/a"],
    ],
    [
      "Whatever is attached to the broker, it cannot raise its own rights.",
      {
        ...bounded,
        brokerBoundary: policyOf({
          Effect: "Allow",
          Action: ["s3:ListBucket", "iam:PassRole"],
          Resource: "*",
        }),
      },
      [
        "the broker's long-term key, elsewhere in the account",
        "iam:PassRole",
        "arn:aws:iam::111122223333:role/name",
      ],
    ],
    [
      "Whatever is attached to the broker, it may only list buckets and federate.",
      { ...bounded, brokerBoundary: policyOf({ Effect: "Allow", Action: "s3:ListBucket*", Resource: "*" }) },
      ["the broker's long-term key, in the bucket", "s3:ListBucketMultipartUploads", "arn:aws:s3:::inside"],
    ],
  ])("%s is disproved where that is planted (case %#)", async (says, stack, found) => {
    expect(await asked(says, stack)).toEqual(["disproved", ...found]);
  });

  it("nobody but the broker federates users: a row about fewer callers is broken by the others", async () => {
    const only = { only: { who: ["User1"], do: "s3:ListBucket", on: "the bucket" } };
    const { proofs } = await prove(outputs, { theorems: [only] });
    expect(proofs[0]).toMatchObject({
      ...{ theorem: "Only User1 may: s3:ListBucket on bucket inside.", verdict: "disproved" },
      ...{ caller: "the broker's long-term key", place: "in the bucket" },
    });
  });

  it("a grant that a promise lists is no fault, neither of the session nor of the bucket's policy", async () => {
    const stack = { ...outputs, ...bucket(plainHttp, { ...get, ...user(`${USERS}User1`) }) };
    const promises: readonly Promised[] = [
      { principal: "User1", action: "s3:GetObject", resource: "a missing key", expect: "allowed" },
    ];
    const alone = "The bucket's policy alone grants to nobody but the sessions that promises name.";
    expect(await asked("No session exceeds the broker.", stack, { promises })).toEqual(["proved"]);
    expect(await asked(alone, stack, { promises })).toEqual(["proved"]);
    expect(await asked(alone, stack)).toEqual([
      "disproved",
      "federated user User1 of account 111122223333, in the bucket",
      "s3:GetObject",
      "arn:aws:s3:::inside/a",
    ]);
  });

  it("what root may always do with the bucket's policy is no way over plain HTTP that a policy could stop", async () => {
    const never = { who: "anyone", do: "s3:PutBucketPolicy", on: "the bucket" };
    const { proofs } = await prove(
      { ...outputs, ...bucket({ ...plainHttp, Condition: {} }) },
      { theorems: [{ never }] },
    );
    expect(proofs[0]?.verdict).toBe("proved");
  });

  it("what AWS allows whatever policies say breaks a row that forbids it", async () => {
    const { proofs } = await prove(outputs, { theorems: [{ never: { who: "User1", do: "sts:*" } }] });
    expect(proofs[0]).toMatchObject({
      ...{ theorem: "Never may User1: every action of sts on anything.", verdict: "disproved" },
      ...{ witness: { action: "sts:GetCallerIdentity", resource: "*" } },
    });
    expect(proofs[0]?.story.at(-1)).toBe("AWS allows it whatever policies say.");
  });

  it("it cannot be told what a boundary denies whose document is not known", async () => {
    const stack = { ...outputs, brokerBoundaryArn: "arn:aws:iam::111122223333:policy/own", ...broker(get) };
    const { proofs } = await prove(stack, {
      theorems: [row("Every principal may do nothing but what its promises allow.")],
    });
    expect(proofs[0]).toMatchObject({
      verdict: "unknown",
      story: [
        "s3:GetObject on arn:aws:s3:::inside/a is allowed unless the boundary arn:aws:iam::111122223333:policy/own denies it, whose document the outputs do not hold.",
      ],
    });
  });

  it("an action that AWS does not know today breaks a promise of nothing else, too", async () => {
    const stack = { ...outputs, ...broker({ Effect: "Allow", Action: "s3:GetTomorrow", Resource: "*" }) };
    expect((await asked("Every principal may do nothing but what its promises allow.", stack))[0]).toBe(
      "disproved",
    );
  });

  it("of documents alone, only what they are enough for is asked", async () => {
    const { proofs, unclaimed } = await prove(outputs, { documents: ["resource"] });
    expect(proofs.map(({ theorem }) => theorem)).toEqual([
      "Nobody reaches the bucket over plain HTTP.",
      "The bucket's policy alone grants to nobody but the sessions that promises name.",
      "Nobody outside the account reaches the bucket.",
    ]);
    expect(unclaimed.map(({ because }) => because)).toContain("it needs --identity and --session");
  });
});
