// All that a caller may do: by which statements together, of which requests, and what cuts it.
import { beforeAll, describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import type { Principal } from "../../../policy/authorization-request.ts";
import type { PolicySet } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import { type Held, heldBy } from "../../../policy/powers/holder.ts";
import { meet } from "../../../policy/powers/meet.ts";
import { type KnownActions, readKnownActions } from "../../../policy/proof/known-actions.ts";
import { regionInWords } from "../../../policy/words/region.ts";

const HOME = "111122223333";
const USER: Principal = { type: "User", arn: `arn:aws:iam::${HOME}:user/u` };
const SESSION: Principal = {
  type: "FederatedUser",
  arn: `arn:aws:sts::${HOME}:federated-user/f`,
  user: USER.arn,
};
const NOBODY: Principal = { type: "Anonymous" };

type Statement = Readonly<Record<string, unknown>>;

const policy = (kind: PolicyKind, ...Statement: readonly Statement[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }), kind);
const allow = (Action: unknown, Resource: unknown, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const REFERER = { Condition: { Null: { "aws:Referer": "false" } } };
const B = "arn:aws:s3:::b";
const EVERYWHERE = policy("identity", allow("*", "*"));

let known: KnownActions;
beforeAll(async () => {
  known = await readKnownActions(await openCatalogue(), [policy("identity", allow("s3:*", "*"))]);
});

function held(principal: Principal, policies: PolicySet, action = "*", resource = "*"): Held {
  const judged = { caller: { principal, resourceAccount: HOME, free: new Set<string>() }, policies };
  const titleOf = ({ policy: type, index }: { policy: string; index: number }) => `${type} ${index + 1}`;
  const holder = { name: "n", about: "", sides: [{ caller: "c", judged, within: EVERYWHERE, titleOf }] };
  const only = (value: string) => ({ negated: false, values: [value] });
  return heldBy(holder, { action: only(action), resource: only(resource) }, { known });
}

const told = ({ powers, cuts, extent }: Held): readonly string[] => [
  extent,
  ...powers.map(({ region, by }) => `${regionInWords(region, {})}: ${by.join(", ")}`),
  ...cuts.map(({ by }) => `cut by ${by}`),
];

interface Case {
  readonly name: string;
  readonly as?: Principal;
  readonly policies: PolicySet;
  readonly action?: string;
  readonly resource?: string;
  readonly expected: readonly string[];
}

const identity = (...statements: readonly Statement[]) => ({ identity: [policy("identity", ...statements)] });

const CASES: readonly Case[] = [
  { name: "a caller without policies may do nothing", policies: {}, action: "s3:*", expected: ["none"] },
  {
    name: "each Allow is a power of its own",
    policies: identity(allow("s3:GetObject", `${B}/*`), allow("s3:ListBucket", B, REFERER)),
    action: "s3:*",
    expected: [
      "some",
      "s3:GetObject on any object of bucket b: statement 1 of identity 1",
      "s3:ListBucket on bucket b when aws:Referer is present: statement 2 of identity 1",
    ],
  },
  {
    name: "a session may do what its policy and its user's have in common",
    as: SESSION,
    policies: {
      session: [policy("session", allow("s3:*", "*"))],
      ...identity(allow(["s3:GetObject", "sqs:*"], `${B}/*`)),
    },
    expected: [
      "some",
      "s3:GetObject on any object of bucket b: statement 1 of session 1, statement 1 of identity 1",
    ],
  },
  {
    name: "patterns that overlap are both told, and neither as if it were all",
    as: SESSION,
    policies: {
      session: [policy("session", allow("s3:Get*", `${B}/*`))],
      ...identity(allow("s3:*Object", "*", REFERER)),
    },
    expected: [
      "some",
      '"s3:Get* ∩ s3:*Object" on any object of bucket b when aws:Referer is present: statement 1 of session 1, statement 1 of identity 1',
    ],
  },
  {
    name: "a session without a policy may do nothing",
    as: SESSION,
    policies: { session: [], ...identity(allow("s3:*", "*")) },
    action: "s3:*",
    expected: ["none"],
  },
  {
    name: "a boundary takes part",
    policies: {
      ...identity(allow("s3:*", "*")),
      permissionsBoundary: policy("boundary", allow("s3:ListBucket", B)),
    },
    action: "s3:*",
    expected: [
      "some",
      "s3:ListBucket on bucket b: statement 1 of identity 1, statement 1 of permissionsBoundary 1",
    ],
  },
  {
    name: "a bucket's policy grants to a session by its own name without its policy",
    as: SESSION,
    policies: {
      session: [],
      ...identity(allow("s3:*", "*")),
      resource: policy("resource", allow("s3:GetObject", `${B}/*`, { Principal: { AWS: SESSION.arn } })),
    },
    action: "s3:*",
    expected: ["some", "s3:GetObject on any object of bucket b: statement 1 of resource 1"],
  },
  {
    name: "a bucket's policy that names the user takes the place of its policies only",
    as: SESSION,
    policies: {
      session: [policy("session", allow("s3:*", "*"))],
      identity: [],
      resource: policy("resource", allow("s3:GetObject", `${B}/*`, { Principal: { AWS: USER.arn } })),
    },
    action: "s3:*",
    expected: [
      "some",
      "s3:GetObject on any object of bucket b: statement 1 of session 1, statement 1 of resource 1",
    ],
  },
  {
    name: "a Deny that takes something away is named, one that does not is not",
    policies: identity(
      allow("s3:GetObject", `${B}/*`),
      { ...allow("*", "*"), Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { ...allow("s3:PutObject", "*"), Effect: "Deny" },
    ),
    action: "s3:*",
    expected: [
      "some",
      "s3:GetObject on any object of bucket b: statement 1 of identity 1",
      "cut by statement 2 of identity 1",
    ],
  },
  {
    name: "who may do all of the requests that are asked about may do all of it",
    policies: identity(allow("s3:Get*", `${B}/*`)),
    action: "s3:GetObject",
    resource: `${B}/k*`,
    expected: ["all", "s3:GetObject on objects k* of bucket b: statement 1 of identity 1"],
  },
  {
    name: "a condition leaves some of it",
    policies: identity(allow("s3:Get*", `${B}/*`, REFERER)),
    action: "s3:GetObject",
    resource: `${B}/k*`,
    expected: [
      "some",
      "s3:GetObject on objects k* of bucket b when aws:Referer is present: statement 1 of identity 1",
    ],
  },
  {
    name: "a session never does all of IAM",
    as: SESSION,
    policies: { session: [policy("session", allow("*", "*"))], ...identity(allow("*", "*")) },
    action: "iam:*",
    expected: ["none"],
  },
  {
    name: "nobody signs, and a bucket's policy may let it in",
    as: NOBODY,
    policies: { resource: policy("resource", allow("s3:GetObject", `${B}/*`, { Principal: "*" })) },
    action: "s3:GetObject",
    resource: `${B}/k`,
    expected: ["all", "s3:GetObject on object k of bucket b: statement 1 of resource 1"],
  },
  {
    name: "nobody signs, and without such a policy may do nothing",
    as: NOBODY,
    policies: {},
    action: "s3:GetObject",
    resource: `${B}/k`,
    expected: ["none"],
  },
];

describe("a caller", () => {
  it.each(CASES)("$name", ({ as = USER, policies, action, resource, expected }) => {
    expect(told(held(as, policies, action, resource))).toEqual(expected);
  });

  it("may always ask who it is, if it signs", () => {
    expect(held(SESSION, { session: [] }, "sts:GetCaller*")).toMatchObject({
      always: ["sts:GetCallerIdentity"],
      extent: "some",
      powers: [],
    });
    expect(held(NOBODY, {}, "sts:GetCaller*")).toMatchObject({ always: [], extent: "none" });
  });

  it("of whose policies there are too many combinations is unknown by name", () => {
    const many = Array.from({ length: 23 }, (_, index) => allow("s3:GetObject", `${B}/${index}`));
    const policies = { session: [policy("session", ...many)], ...identity(...many) };
    expect(held(SESSION, policies, "s3:*")).toMatchObject({
      extent: "unknown",
      unknowns: ["It cannot be told: its policies have more than 500 combinations of statements."],
    });
  });
});

describe("patterns of several elements", () => {
  const only = (...values: string[]) => ({ negated: false, values });
  it.each<[string[], string[], string[][]]>([
    [["a*"], ["ab"], [["ab"]]],
    [["*"], ["a*", "b"], [["a*"], ["b"]]],
    [["a"], ["b"], []],
    [["a*"], ["*b"], [["a*", "*b"]]],
    [["a?c"], ["a*c"], [["a?c"]]],
    [["a*"], ["A*"], [["a*"]]],
    [["x/${aws:username}/*"], ["x/*"], [["x/${aws:username}/*", "x/*"]]],
  ])("%j and %j have in common %j", (one, other, expected) => {
    const met = meet([only(...one), only(...other)], (text) => text.toLowerCase());
    expect(met.map((all) => all.flatMap(({ values }) => values))).toEqual(expected);
  });

  it("keep what is not", () => {
    const not = { negated: true, values: ["a"] };
    expect(meet([only("*"), not])).toEqual([[only("*"), not]]);
    expect(meet([not])).toEqual([[not]]);
  });
});
