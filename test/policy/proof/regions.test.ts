// Whether all that a side allows lies in a region, and questions about the requests of a region alone.
import { describe, expect, it } from "vitest";
import type { Principal } from "../../../policy/authorization-request.ts";
import type { PolicySet } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import type { Answer } from "../../../policy/proof/answer.ts";
import { isContained } from "../../../policy/proof/is-contained.ts";
import type { Question } from "../../../policy/proof/question.ts";

type Written = readonly unknown[];

const parse = (statements: Written, kind: PolicyKind = "identity") =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), kind);

const allow = (Action: unknown, Resource: unknown, Condition?: unknown) => ({
  ...{ Effect: "Allow", Action, Resource },
  ...(Condition !== undefined && { Condition }),
});
const deny = (Action: unknown, Resource: unknown, Condition?: unknown) => ({
  ...allow(Action, Resource, Condition),
  Effect: "Deny",
});

const HOME = "111122223333";
const ABROAD = "444455556666";
const BROKER = `arn:aws:iam::${HOME}:user/broker`;
const USER: Principal = { type: "User", arn: BROKER };
const SESSION: Principal = {
  ...{ type: "FederatedUser", arn: `arn:aws:sts::${HOME}:federated-user/alice`, user: BROKER },
};
const NO_MFA: Principal = { type: "SessionToken", arn: BROKER, mfa: false };
const NOBODY: Principal = { type: "Anonymous" };

interface Case {
  readonly name: string;
  readonly principal?: Principal;
  readonly policies: PolicySet;
  readonly region: Written;
  readonly within?: Written;
  readonly resourceAccount?: string;
  readonly verdict: Answer["verdict"];
  readonly action?: string;
}

const list = allow("s3:ListBucket", "arn:aws:s3:::b");
const get = allow("s3:GetObject", "arn:aws:s3:::b/*");
const ALL = allow("*", "*");
const own = (...statements: Written): PolicySet => ({ identity: [parse(statements)] });
const named = (Principal: unknown, statement: object) => ({ ...statement, Principal });
const ofBucket = (...statements: Written): PolicySet => ({ resource: parse(statements, "resource") });

const CASES: readonly Case[] = [
  {
    name: "a policy lies in a region as wide as it is",
    policies: own(list),
    region: [list],
    verdict: "contained",
  },
  {
    name: "what a region takes out again is not in it",
    policies: own(get),
    region: [get, deny("s3:GetObject", "arn:aws:s3:::b/secret")],
    verdict: "not contained",
    action: "s3:getobject",
  },
  {
    name: "a region of two parts holds a policy that needs both",
    policies: own(allow("s3:GetObject", "arn:aws:s3:::b/*")),
    region: [
      allow("s3:GetObject", "arn:aws:s3:::b/*", { Null: { "aws:Referer": "true" } }),
      allow("s3:GetObject", "arn:aws:s3:::b/*", { Null: { "aws:Referer": "false" } }),
    ],
    verdict: "contained",
  },
  {
    name: "what AWS always allows lies in every region",
    policies: own(allow("sts:GetCallerIdentity", "*")),
    region: [list],
    verdict: "contained",
  },
  {
    name: "a session without MFA never calls IAM, whatever its policies say",
    principal: NO_MFA,
    policies: own(allow("iam:*", "*")),
    region: [list],
    verdict: "contained",
  },
  {
    name: "the user behind it does",
    policies: own(allow("iam:*", "*")),
    region: [list],
    verdict: "not contained",
  },
  {
    name: "a region has no session policy: it needs none to hold what a session may do",
    principal: SESSION,
    policies: { ...own(ALL), session: [parse([get], "session")] },
    region: [get],
    verdict: "contained",
  },
  {
    name: "what a bucket's policy grants to the session lies beyond a region that lacks it",
    principal: SESSION,
    policies: {
      ...own(list),
      ...ofBucket(named({ AWS: `arn:aws:sts::${HOME}:federated-user/alice` }, get)),
      session: [],
    },
    region: [list],
    verdict: "not contained",
    action: "s3:getobject",
  },
  {
    name: "unsigned calls are held to a region, too",
    principal: NOBODY,
    policies: ofBucket(named("*", get)),
    region: [list],
    verdict: "not contained",
    action: "s3:getobject",
  },
  {
    name: "a region holds unsigned calls without a word about them",
    principal: NOBODY,
    policies: ofBucket(named("*", get)),
    region: [get],
    verdict: "contained",
  },
  {
    name: "a region needs no policy of the resource to hold what is done in another account",
    policies: { ...own(get), ...ofBucket(named("*", get)) },
    resourceAccount: ABROAD,
    region: [get],
    verdict: "contained",
  },
  {
    name: "a condition on the resource's account decides",
    policies: { ...own(get), ...ofBucket(named("*", get)) },
    resourceAccount: ABROAD,
    region: [allow("s3:GetObject", "arn:aws:s3:::b/*", { StringEquals: { "aws:ResourceAccount": HOME } })],
    verdict: "not contained",
  },
  {
    name: "a multivalued key is held to a region by either reading of its condition",
    policies: own(allow("s3:PutObject", "arn:aws:s3:::b/*")),
    region: [allow("s3:PutObject", "arn:aws:s3:::b/*", { StringLike: { "aws:TagKeys": "*" } })],
    verdict: "not contained",
  },
  {
    name: "within a region, what lies outside it does not count",
    policies: own(get, list),
    region: [get],
    within: [allow("*", "arn:aws:s3:::b/*")],
    verdict: "contained",
  },
  {
    name: "within a region, what lies inside it counts",
    policies: own(get, list),
    region: [get],
    within: [allow("*", "arn:aws:s3:::b")],
    verdict: "not contained",
    action: "s3:listbucket",
  },
  {
    name: "what the limit takes out again does not count",
    policies: own(get, list),
    region: [get],
    within: [ALL, deny("s3:ListBucket", "*")],
    verdict: "contained",
  },
  {
    name: "a Deny of the limit that may not apply takes out nothing for certain",
    policies: own(list),
    region: [get],
    within: [ALL, deny("s3:ListBucket", "*", { Bool: { "aws:ViaAWSService": "true" } })],
    verdict: "not contained",
  },
  {
    name: "what is in doubt counts as within, and is covered by nothing: two values of a key that has one",
    policies: own(get),
    region: [allow("s3:GetObject", "*", { StringEquals: { "aws:Referer": "x" } })],
    within: [allow("s3:GetObject", "*", { StringEquals: { "aws:Referer": "x" } })],
    verdict: "contained but for impossible requests",
  },
];

describe("a region", () => {
  it.each(CASES)(
    "$name",
    ({ principal = USER, policies, region, within, resourceAccount = HOME, verdict, action }) => {
      const caller = { principal, resourceAccount, free: new Set<string>() };
      const answer = isContained({
        a: { caller, policies },
        b: { region: parse(region) },
        ...(within && { within: parse(within) }),
      });
      expect(answer.verdict).toBe(verdict);
      if (action !== undefined) expect(answer.witness?.action).toBe(action);
    },
  );

  it("restricts a question about two sides, too", () => {
    const caller = { principal: USER, resourceAccount: HOME, free: new Set<string>() };
    const question = {
      a: { caller, policies: own(get, list) },
      b: { caller, policies: own(get) },
    };
    const verdicts = [[ALL], [allow("s3:Get*", "*")]].map(
      (within) => isContained({ ...question, within: parse(within) }).verdict,
    );
    expect(verdicts).toEqual(["not contained", "contained"]);
  });

  it("is asked about every caller at once where the caller is open", () => {
    const policies = own(allow("s3:GetObject", "*", { StringLike: { "aws:username": "a*" } }));
    const verdictFor = (Condition?: unknown) => {
      const about = (principal: Principal, free: "all" | ReadonlySet<string>): Question => ({
        a: { caller: { principal, resourceAccount: HOME, free }, policies },
        b: { region: parse([allow("s3:GetObject", "*", Condition)]) },
      });
      const alice: Principal = { type: "User", arn: `arn:aws:iam::${HOME}:user/alice` };
      return isContained(about(USER, "all"), { callersFor: () => [about(alice, new Set())] }).verdict;
    };
    expect(verdictFor()).toBe("contained");
    expect(verdictFor({ StringLike: { "aws:username": "a*" } })).toBe("contained");
    expect(verdictFor({ StringLike: { "aws:username": "ab*" } })).toBe("not contained");
  });
});
