// Power over the resources of other accounts, and grants to callers whose account only a condition tells.
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { Answer, Verdict } from "../../../policy/proof/answer.ts";
import { type DocumentKind, isDocumentContained, PARSED_AS } from "../../../policy/proof/documents.ts";

const HOME = "111122223333";
const ABROAD = "444455556666";
const IN: Verdict = "contained";
const OUT: Verdict = "not contained";

const ask = (kind: DocumentKind, a: unknown, b: unknown): Answer => {
  const [one, other] = [a, b].map((statement) =>
    parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), PARSED_AS[kind]),
  );
  if (one === undefined || other === undefined) throw new Error("There are two documents.");
  return isDocumentContained(kind, one, other);
};

const allow = (Condition: object, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*") => ({
  ...{ Effect: "Allow", Action, Resource, Condition },
});
const grant = (Condition: object, Principal: unknown = "*") => ({ ...allow(Condition), Principal });
const NOTHING = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::zz-none" };
const owner = (account: string, operator = "StringEquals", key = "aws:ResourceAccount") => ({
  [operator]: { [key]: account },
});

describe.each(["identity", "boundary", "session", "control"] as const)("a document of kind %s", (kind) => {
  it.each([
    ["of another account", owner(ABROAD)],
    ["of every other account", owner(HOME, "StringNotEquals")],
    ["of another account, by S3's name", owner(ABROAD, "StringEquals", "s3:ResourceAccount")],
    ["of accounts that begin so", owner("44*", "StringLike")],
    ["of one's own account", owner(HOME)],
  ])("has power over resources %s", (_, condition) => {
    const { verdict, witness } = ask(kind, allow(condition), NOTHING);
    expect(verdict).toBe(OUT);
    expect(witness?.resourceAccount).toMatch(/^\d{12}$/);
  });

  it("lies within one that has the same power", () => {
    expect(ask(kind, allow(owner(ABROAD)), allow(owner(HOME, "StringNotEquals"))).verdict).toBe(IN);
    expect(ask(kind, allow(owner(HOME, "StringNotEquals")), allow(owner(ABROAD))).verdict).toBe(OUT);
  });
});

it("a resource whose ARN names its account has no other owner", () => {
  const own = allow(owner(HOME, "StringNotEquals"), "sqs:SendMessage", `arn:aws:sqs:us-east-1:${HOME}:q`);
  expect(ask("identity", own, NOTHING).verdict).not.toBe(OUT);
  const foreign = allow(
    owner(HOME, "StringNotEquals"),
    "sqs:SendMessage",
    `arn:aws:sqs:us-east-1:${ABROAD}:q`,
  );
  expect(ask("identity", foreign, NOTHING)).toMatchObject({
    verdict: OUT,
    witness: { resourceAccount: ABROAD },
  });
});

describe("a resource policy", () => {
  const nobody = { ...NOTHING, Principal: { AWS: `arn:aws:iam::${HOME}:user/nobody` } };

  it.each<readonly [who: string, condition: object, principal: unknown]>([
    ["an account", { StringEquals: { "aws:PrincipalAccount": ABROAD } }, "*"],
    ["every account but one", { StringNotEquals: { "aws:PrincipalAccount": ABROAD } }, "*"],
    ["accounts that begin so", { StringLike: { "aws:PrincipalAccount": "4444*" } }, "*"],
    ["an organization", { StringEquals: { "aws:PrincipalOrgID": "o-example" } }, "*"],
    ["a user", { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${ABROAD}:user/alice` } }, "*"],
    ["a role", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ABROAD}:role/*` } }, "*"],
    ["everyone but a role", { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ABROAD}:role/r` } }, "*"],
    ["a role, by its text", { StringEquals: { "aws:PrincipalArn": `arn:aws:iam::${ABROAD}:role/r` } }, "*"],
    ["users", { StringEquals: { "aws:PrincipalType": "User" } }, "*"],
    ["users of a name", { StringLike: { "aws:username": "a*" } }, "*"],
    ["an account of the resource", owner(ABROAD), "*"],
    ["any other account of the resource", owner(ABROAD, "StringNotEquals"), "*"],
    ["a user, with an account of the resource", owner(ABROAD), { AWS: `arn:aws:iam::${HOME}:user/alice` }],
    ["a user, with its own account", owner(HOME), { AWS: `arn:aws:iam::${HOME}:user/alice` }],
    ["a service, with an account of the resource", owner(ABROAD), { Service: "sns.amazonaws.com" }],
  ])("grants %s something", (_, condition, principal) => {
    expect(ask("resource", grant(condition, principal), nobody).verdict).toBe(OUT);
  });

  it("narrows by the account of the resource", () => {
    const [one, other] = [grant(owner(ABROAD)), grant(owner("4444*", "StringLike"))];
    expect(ask("resource", one, other).verdict).toBe(IN);
    expect(ask("resource", other, one).verdict).toBe(OUT);
  });
});
