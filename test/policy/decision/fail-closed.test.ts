// What cannot be evaluated denies, and the decision says what it was.
import { describe, expect, test } from "vitest";
import type { AuthorizationRequest, Principal } from "../../../policy/authorization-request.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";

const principal = { type: "User", arn: "arn:aws:iam::111122223333:user/alice" } as const;
const request: AuthorizationRequest = { principal, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
const document = (...statements: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const identity = [parsePolicy(document(everything), "identity")];
const CANONICAL = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

describe("a malformed request is denied", () => {
  test.for([
    [
      "an action without a service",
      { action: "GetObject" },
      'The action "GetObject" has no service before it.',
    ],
    ["an empty action", { action: "" }, 'The action "" has no service before it.'],
    [
      "a principal that is no ARN",
      { principal: { type: "User", arn: "alice" } },
      'The principal "alice" is no ARN with an account.',
    ],
    [
      "a principal without an account",
      { principal: { type: "User", arn: "arn:aws:iam:::user/alice" } },
      'The principal "arn:aws:iam:::user/alice" is no ARN with an account.',
    ],
    [
      "root with a user's ARN",
      { principal: { type: "Root", arn: principal.arn } },
      'The principal "arn:aws:iam::111122223333:user/alice" is said to be root, and its ARN says otherwise.',
    ],
    [
      "a user with root's ARN",
      { principal: { type: "User", arn: "arn:aws:iam::111122223333:root" } },
      'The principal "arn:aws:iam::111122223333:root" is said to be a user, and its ARN says otherwise.',
    ],
    [
      "a user with a federated user's ARN",
      { principal: { type: "User", arn: "arn:aws:sts::111122223333:federated-user/User1" } },
      'The principal "arn:aws:sts::111122223333:federated-user/User1" is said to be a user, and its ARN says otherwise.',
    ],
    [
      "a federated session with a user's ARN",
      { principal: { type: "FederatedUser", arn: principal.arn, user: principal.arn } },
      'The principal "arn:aws:iam::111122223333:user/alice" is said to be a federated user, and its ARN says otherwise.',
    ],
    [
      "a federated session that a role made",
      {
        principal: {
          type: "FederatedUser",
          arn: "arn:aws:sts::111122223333:federated-user/User1",
          user: "arn:aws:iam::111122223333:role/r",
        },
      },
      'The principal "arn:aws:iam::111122223333:role/r" is said to be a user or root, and its ARN says otherwise.',
    ],
    [
      "a session that another account's user made",
      {
        principal: {
          type: "FederatedUser",
          arn: "arn:aws:sts::111122223333:federated-user/U",
          user: "arn:aws:iam::444455556666:user/bob",
        },
      },
      'The principal "arn:aws:sts::111122223333:federated-user/U" cannot come from "arn:aws:iam::444455556666:user/bob", which is not of its account and partition.',
    ],
    [
      "a session of another account's role",
      {
        principal: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/r/s",
          role: "arn:aws:iam::444455556666:role/r",
        },
      },
      'The principal "arn:aws:sts::111122223333:assumed-role/r/s" cannot come from "arn:aws:iam::444455556666:role/r", which is not of its account and partition.',
    ],
    [
      "a session of another partition's user",
      {
        principal: {
          type: "FederatedUser",
          arn: "arn:aws-cn:sts::111122223333:federated-user/U",
          user: "arn:aws:iam::111122223333:user/alice",
        },
      },
      'The principal "arn:aws-cn:sts::111122223333:federated-user/U" cannot come from "arn:aws:iam::111122223333:user/alice", which is not of its account and partition.',
    ],
    [
      "the session of a lowlier role",
      {
        principal: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/low/s",
          role: "arn:aws:iam::111122223333:role/admin",
        },
      },
      'The principal "arn:aws:sts::111122223333:assumed-role/low/s" is no session of the role "arn:aws:iam::111122223333:role/admin".',
    ],
    [
      "a session of a role that has no name",
      {
        principal: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/low",
          role: "arn:aws:iam::111122223333:role/low",
        },
      },
      'The principal "arn:aws:sts::111122223333:assumed-role/low" is said to be the session of a role, and its ARN says otherwise.',
    ],
    [
      "a session of a role with more than a name",
      {
        principal: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/low/s/t",
          role: "arn:aws:iam::111122223333:role/low",
        },
      },
      'The principal "arn:aws:sts::111122223333:assumed-role/low/s/t" is said to be the session of a role, and its ARN says otherwise.',
    ],
    [
      "a user without a name",
      { principal: { type: "User", arn: "arn:aws:iam::111122223333:user/" } },
      'The principal "arn:aws:iam::111122223333:user/" is said to be a user, and its ARN says otherwise.',
    ],
    [
      "a principal of unknown type",
      { principal: { type: "Group", arn: "arn:aws:iam::111122223333:group/g" } as unknown as Principal },
      'There is no principal of type "Group".',
    ],
  ] as const)("%s", ([, change, error]) => {
    const decision = evaluate({ ...request, ...change }, { identity });
    expect(decision).toEqual({ decision: "implicitDeny", decidedBy: "principal", because: [], error });
  });
});

describe("a malformed context is denied", () => {
  test.for([
    [
      "a key in two spellings",
      { "a:b": "true", "A:B": "false" },
      'The condition key "A:B" is in the context twice, in two spellings.',
    ],
    ["a number", { "a:b": 7 }, 'The condition key "a:b" has a value that is no text and no list of texts.'],
    ["true", { "a:b": true }, 'The condition key "a:b" has a value that is no text and no list of texts.'],
    ["null", { "a:b": null }, 'The condition key "a:b" has a value that is no text and no list of texts.'],
    ["an object", { "a:b": {} }, 'The condition key "a:b" has a value that is no text and no list of texts.'],
  ])("%s", ([, context, error]) => {
    const asked = { ...request, context } as AuthorizationRequest;
    expect(evaluate(asked, { identity })).toEqual({
      decision: "implicitDeny",
      decidedBy: "principal",
      because: [],
      error,
    });
  });
});

const ALICE = "arn:aws:iam::111122223333:user/alice";
const session = {
  type: "FederatedUser",
  arn: "arn:aws:sts::111122223333:federated-user/User1",
  user: ALICE,
} as const;
const trail = { type: "Service", service: "cloudtrail.amazonaws.com" } as const;

describe("a context that contradicts the caller is denied", () => {
  test.for<[Principal, string, string | string[]]>([
    [principal, "aws:username", "mallory"],
    [principal, "AWS:UserName", ["alice", "mallory"]],
    [session, "aws:username", "User1"],
    [session, "aws:PrincipalArn", ALICE],
    [session, "aws:PrincipalType", "User"],
    [session, "aws:userid", "111122223333:User2"],
    [principal, "aws:PrincipalAccount", "444455556666"],
    [principal, "aws:PrincipalIsAWSService", "true"],
    [principal, "aws:PrincipalServiceName", "cloudtrail.amazonaws.com"],
    [trail, "aws:PrincipalServiceName", "config.amazonaws.com"],
    [{ type: "Anonymous" }, "aws:PrincipalAccount", "111122223333"],
    [{ type: "Root", arn: "arn:aws:iam::111122223333:root" }, "aws:userid", "AIDACKCEVSQ6C2EXAMPLE"],
  ])("%j with %s %j", ([caller, key, value]) => {
    const decision = evaluate({ ...request, principal: caller, context: { [key]: value } }, { identity });
    expect(decision).toEqual({
      decision: "implicitDeny",
      decidedBy: "principal",
      because: [],
      error: `The condition key "${key}" is ${JSON.stringify(value)} in the context, and the principal says otherwise.`,
    });
  });

  test.for<[Principal, string, string | string[]]>([
    [principal, "aws:username", "alice"],
    [principal, "aws:username", ["alice"]],
    [principal, "aws:userid", "AIDACKCEVSQ6C2EXAMPLE"],
    [principal, "aws:PrincipalTag/team", "red"],
    [principal, "aws:PrincipalOrgID", "o-exampleorgid"],
  ])("but what is true may be said again: %j with %s %j", ([caller, key, value]) => {
    const asked = { ...request, principal: caller, context: { [key]: value } };
    expect(evaluate(asked, { identity })).toMatchObject({ decision: "allowed" });
  });
});

describe("a key that AWS sets and the context lacks", () => {
  const UNTOLD =
    'AWS sets the condition key "aws:userid" for a User, and the request does not tell its value; give it in the context.';
  const conditioned = (Effect: string, Condition: object): Policy =>
    parsePolicy(document({ ...everything, Effect, Condition }), "identity");
  const like = { StringLike: { "aws:userid": "AIDA*" } };
  const told = { ...request, context: { "aws:userid": "AIDACKCEVSQ6C2EXAMPLE" } };

  test("denies where a Deny asks for it", () => {
    expect(evaluate(request, { identity: [...identity, conditioned("Deny", like)] })).toEqual({
      decision: "explicitDeny",
      decidedBy: "identity",
      because: [{ policy: "identity", index: 1, statement: 0 }],
      error: UNTOLD,
      untold: ["aws:userid"],
    });
  });

  test("grants nothing where an Allow asks for it, and the decision says so", () => {
    expect(evaluate(request, { identity: [conditioned("Allow", like)] })).toEqual({
      decision: "implicitDeny",
      decidedBy: "identity",
      because: [],
      error: UNTOLD,
      untold: ["aws:userid"],
    });
  });

  test("does no harm where another Allow suffices", () => {
    expect(evaluate(request, { identity: [conditioned("Allow", like), ...identity] })).toEqual({
      decision: "allowed",
      decidedBy: "identity",
      because: [{ policy: "identity", index: 1, statement: 0 }],
    });
  });

  test("is known if the context gives it", () => {
    expect(evaluate(told, { identity: [conditioned("Allow", like)] }).decision).toBe("allowed");
  });

  test.for([
    ["true", "implicitDeny"],
    ["false", "allowed"],
  ])("is there, whatever it is: Null %s", ([absent, decision]) => {
    const identity = [conditioned("Allow", { Null: { "aws:userid": absent } })];
    expect(evaluate(request, { identity })).toMatchObject({ decision });
    expect(evaluate(request, { identity })).not.toHaveProperty("error");
  });

  test.for<[Principal, string]>([
    [session, "FederatedUser"],
    [{ type: "SessionToken", arn: ALICE, mfa: true }, "SessionToken"],
    [
      {
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/r/s",
        role: "arn:aws:iam::111122223333:role/r",
      },
      "AssumedRole",
    ],
  ])("may be the issue of the token: %j", ([caller, type]) => {
    const revoked = { DateLessThan: { "aws:TokenIssueTime": "2030-01-01T00:00:00Z" } };
    const asked = { ...request, principal: caller };
    const policies = { identity: [...identity, conditioned("Deny", revoked)], session: identity };
    expect(evaluate(asked, policies)).toMatchObject({
      decision: "explicitDeny",
      error: `AWS sets the condition key "aws:TokenIssueTime" for a ${type}, and the request does not tell its value; give it in the context.`,
    });
  });

  test("is absent for a user: long-term keys have no token", () => {
    const revoked = conditioned("Deny", { DateLessThan: { "aws:TokenIssueTime": "2030-01-01T00:00:00Z" } });
    expect(evaluate(request, { identity: [...identity, revoked] }).decision).toBe("allowed");
  });
});

describe("several values of a single-valued key", () => {
  const several = { ...request, context: { "s3:prefix": ["a", "b"] } };
  const error = 'The condition key "s3:prefix" has at most one value, and the request brings several.';
  const when = (Effect: string, condition: object): Policy =>
    parsePolicy(document({ ...everything, Effect, Condition: condition }), "identity");

  test.for(["a", "c"])("deny where a Deny compares them with %s", (value) => {
    const deny = when("Deny", { StringEquals: { "s3:prefix": value } });
    expect(evaluate(several, { identity: [...identity, deny] })).toMatchObject({
      decision: "explicitDeny",
      error,
    });
  });

  test.for(["StringEquals", "StringNotEquals"])(
    "grant nothing where an Allow compares them by %s",
    (operator) => {
      const allow = when("Allow", { [operator]: { "s3:prefix": "a" } });
      expect(evaluate(several, { identity: [allow] })).toMatchObject({ decision: "implicitDeny", error });
    },
  );

  test("are compared by a set operator", () => {
    const allow = when("Allow", { "ForAnyValue:StringEquals": { "s3:prefix": "b" } });
    expect(evaluate(several, { identity: [allow] })).toMatchObject({ decision: "allowed" });
  });
});

describe("a certain answer has priority over one in doubt", () => {
  const policy = (...statements: object[]): Policy => parsePolicy(document(...statements), "identity");
  const deny = (Condition: object): object => ({ ...everything, Effect: "Deny", Condition });
  const untold = { StringNotLike: { "aws:userid": "AROAX:*" } };
  const isFalse = { Bool: { "aws:SecureTransport": "false" } };
  const asked = { ...request, context: { "aws:SecureTransport": "true" } };

  test.for([
    ["before", { ...untold, ...isFalse }],
    ["behind", { ...isFalse, ...untold }],
  ] as const)("a condition that fails settles a Deny, standing %s one in doubt", ([, Condition]) => {
    expect(evaluate(asked, { identity: [policy(everything, deny(Condition))] })).toMatchObject({
      decision: "allowed",
    });
  });

  test.for([
    ["behind", ["${aws:userid}", "true"]],
    ["before", ["true", "${aws:userid}"]],
  ] as const)("a value that fits settles a condition, standing %s one in doubt", ([, values]) => {
    const allow = { ...everything, Condition: { StringEquals: { "aws:SecureTransport": values } } };
    expect(evaluate(asked, { identity: [policy(allow)] })).toMatchObject({ decision: "allowed" });
  });

  test.for([
    ["behind", ["arn:aws:s3:::b/${aws:userid}", "arn:aws:s3:::b/${aws:username, 'k'}*"]],
    ["before", ["arn:aws:s3:::b/${aws:PrincipalTag/no, 'k'}*", "arn:aws:s3:::b/${aws:userid}"]],
  ] as const)("a resource that fits settles an Allow, standing %s one in doubt", ([position, Resource]) => {
    const key = position === "behind" ? "alice" : "k";
    const allow = { Effect: "Allow", Action: "*", Resource };
    const { resource, ...rest } = request;
    expect(
      evaluate({ ...rest, resource: resource.replace(/k$/, key) }, { identity: [policy(allow)] }),
    ).toMatchObject({ decision: "allowed" });
  });

  test("a certain Deny does not mention another in doubt", () => {
    const certain = { ...everything, Effect: "Deny", Sid: "Certain" };
    expect(evaluate(asked, { identity: [policy(deny(untold), certain)] })).toEqual({
      decision: "explicitDeny",
      decidedBy: "identity",
      because: [{ policy: "identity", index: 0, statement: 1, sid: "Certain" }],
    });
  });

  test("an Allow in doubt is not named if another policy type denies anyway", () => {
    const identity = [policy({ ...everything, Condition: { StringEquals: { "aws:userid": "x" } } })];
    const ec2 = parsePolicy(document({ Effect: "Allow", Action: "ec2:*", Resource: "*" }), "scp");
    expect(evaluate(request, { identity, serviceControl: [[ec2]] })).toEqual({
      decision: "implicitDeny",
      decidedBy: "serviceControl",
      because: [],
    });
    expect(
      evaluate(request, { identity, permissionsBoundary: policy({ ...everything, Action: "ec2:*" }) }),
    ).toEqual({
      decision: "implicitDeny",
      decidedBy: "permissionsBoundary",
      because: [],
    });
  });

  test("an Allow of a bucket policy in doubt could have sufficed by itself", () => {
    const allow = { Effect: "Allow", Principal: { AWS: ALICE }, Action: "*", Resource: "arn:aws:s3:::b/*" };
    const resource = parsePolicy(document({ ...allow, Condition: untold }), "resource");
    expect(evaluate(request, { resource })).toMatchObject({
      decision: "implicitDeny",
      decidedBy: "resource",
      error: expect.stringContaining('"aws:userid"'),
    });
  });

  test("a variable before the fifth colon makes it unclear what a statement matches", () => {
    const sqs = { ...request, action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q" };
    const early = "arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:q";
    const error = `The Resource "arn:aws:sqs:us-east-1:\${aws:principalaccount}:q" has a variable before the fifth colon, where AWS documents none.`;
    expect(evaluate(sqs, { identity: [policy({ ...everything, Resource: early })] })).toMatchObject({
      decision: "implicitDeny",
      error,
    });
    const denying = policy(everything, { ...everything, Effect: "Deny", Resource: early });
    expect(evaluate(sqs, { identity: [denying] })).toMatchObject({ decision: "explicitDeny", error });
    expect(evaluate({ ...sqs, resource: `${sqs.resource}2` }, { identity: [denying] })).toMatchObject({
      decision: "allowed",
    });
  });
});

describe("a Deny of a canonical user", () => {
  const resource = (effect: string, more: object = {}): Policy =>
    parsePolicy(
      document({
        Effect: effect,
        Principal: { CanonicalUser: CANONICAL },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::b/*",
        ...more,
      }),
      "resource",
    );

  test("denies, since nobody knows who that is", () => {
    const decision = evaluate(request, { identity, resource: resource("Deny") });
    expect(decision.decision).toBe("explicitDeny");
    expect(decision.error).toContain(CANONICAL);
  });

  test("is not mentioned if it names the caller as well", () => {
    const both = { CanonicalUser: [CANONICAL, CANONICAL.replace("79", "97")], AWS: principal.arn };
    expect(evaluate(request, { identity, resource: resource("Deny", { Principal: both }) })).toStrictEqual({
      decision: "explicitDeny",
      decidedBy: "resource",
      because: [{ policy: "resource", index: 0, statement: 0 }],
    });
    const { AWS: _, ...alone } = both;
    expect(evaluate(request, { identity, resource: resource("Deny", { Principal: alone }) }).error).toBe(
      `The statement denies the canonical user ${CANONICAL}, ${CANONICAL.replace("79", "97")}, and a request does not tell its caller's canonical id.`,
    );
  });

  test("leaves requests that it is not about", () => {
    expect(
      evaluate({ ...request, action: "s3:PutObject" }, { identity, resource: resource("Deny") }),
    ).toEqual({
      decision: "allowed",
      decidedBy: "identity",
      because: [{ policy: "identity", index: 0, statement: 0 }],
    });
  });
});

describe("a policy that parsePolicy never made", () => {
  test("denies with an error", () => {
    const raw = JSON.parse(document(everything)) as Policy;
    const decision = evaluate(request, { identity: [raw] });
    expect(decision.decision).toBe("implicitDeny");
    expect(decision.error).toContain("The policies could not be evaluated");
  });
});

describe("a date in a bucket policy that nobody can read", () => {
  const error = '"tomorrow" is no value that DateGreaterThan can compare.';
  const about = (Effect: string): Policy =>
    parsePolicy(
      document({
        ...{ Effect, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" },
        Condition: { DateGreaterThan: { "aws:CurrentTime": "tomorrow" } },
      }),
      "resource",
    );
  const asked = { ...request, context: { "aws:CurrentTime": "2026-01-31T00:00:00Z" } };

  test("denies in a Deny", () => {
    expect(evaluate(asked, { identity, resource: about("Deny") })).toMatchObject({
      ...{ decision: "explicitDeny", decidedBy: "resource", error },
    });
  });

  test("grants nothing in an Allow", () => {
    expect(evaluate(asked, { identity: [], resource: about("Allow") })).toMatchObject({
      ...{ decision: "implicitDeny", decidedBy: "resource", error },
    });
  });
});
