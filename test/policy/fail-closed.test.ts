// What cannot be evaluated denies, and the decision says what it was.
import { describe, expect, test } from "vitest";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { AuthorizationRequest, Policy, PolicySet, Principal } from "../../policy/types.ts";

const principal = { type: "User", arn: "arn:aws:iam::111122223333:user/alice" } as const;
const request: AuthorizationRequest = { principal, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
const document = (...statements: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const identity = [parsePolicy(document(everything), "identity")];
const CANONICAL = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

describe("a request that is none is denied", () => {
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
      'The principal "arn:aws:sts::111122223333:federated-user/U" cannot come from "arn:aws:iam::444455556666:user/bob", which is not of its account.',
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
      'The principal "arn:aws:sts::111122223333:assumed-role/r/s" cannot come from "arn:aws:iam::444455556666:role/r", which is not of its account.',
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

describe("a context that is none", () => {
  const conditioned = (effect: string): PolicySet => ({
    identity: [
      ...identity,
      parsePolicy(
        document({ ...everything, Effect: effect, Condition: { Bool: { "a:b": "true" } } }),
        "identity",
      ),
    ],
  });
  const twice = { "a:b": "true", "A:B": "false" };

  test("denies where a Deny asks for it", () => {
    expect(evaluate({ ...request, context: twice }, conditioned("Deny"))).toEqual({
      decision: "explicitDeny",
      decidedBy: "identity",
      because: [{ policy: "identity", index: 1, statement: 0 }],
      error: 'The condition key "A:B" is in the context twice, in two spellings.',
    });
  });

  test("denies where an Allow asks for it, though another Allow does not", () => {
    expect(evaluate({ ...request, context: twice }, conditioned("Allow"))).toMatchObject({
      decision: "implicitDeny",
      decidedBy: "identity",
      error: 'The condition key "A:B" is in the context twice, in two spellings.',
    });
  });

  test.for([[7], [true], [null], [{}]])("denies with a value such as %j", ([value]) => {
    const context = { "a:b": value } as unknown as Record<string, string>;
    expect(evaluate({ ...request, context }, conditioned("Deny"))).toMatchObject({
      decision: "explicitDeny",
      error: 'The condition key "a:b" has a value that is no text and no list of texts.',
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
