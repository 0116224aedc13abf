// A role's trust policy must allow, with any identity policies.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
import { describe, expect, test } from "vitest";
import type { Principal } from "../../../policy/authorization-request.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";

const ROLE = "arn:aws:iam::111122223333:role/reader";
const alice: Principal = { type: "User", arn: "arn:aws:iam::111122223333:user/alice" };
const bob: Principal = { type: "User", arn: "arn:aws:iam::444455556666:user/bob" };
const service: Principal = { type: "Service", service: "ec2.amazonaws.com" };

const trust = (principal: object, more: object = {}): Policy =>
  parsePolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more },
    }),
    "trust",
  );
const assuming = parsePolicy(
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLE },
  }),
  "identity",
);

const decide = (principal: Principal, resource: Policy, identity: readonly Policy[] = []): string => {
  const { decision, decidedBy } = evaluate(
    { principal, action: "sts:AssumeRole", resource: ROLE, resourceAccount: "111122223333" },
    { resource, identity },
  );
  return `${decision} ${decidedBy}`;
};

describe("a role is assumed", () => {
  test("by a user that its trust policy names", () => {
    expect(decide(alice, trust({ AWS: "arn:aws:iam::111122223333:user/alice" }))).toBe("allowed resource");
  });

  test("by a user of the account that its trust policy names, with an identity Allow", () => {
    expect(decide(alice, trust({ AWS: "111122223333" }), [assuming])).toBe("allowed identity");
    expect(decide(alice, trust({ AWS: "111122223333" }))).toBe("implicitDeny identity");
  });

  test("by a user of an account that is written with dashes", () => {
    expect(decide(alice, trust({ AWS: "1111-2222-3333" }), [assuming])).toBe("allowed identity");
    expect(decide(bob, trust({ AWS: "1111-2222-3333" }), [assuming])).toBe("implicitDeny resource");
  });

  test("not by a caller whom its trust policy does not name, even with an identity Allow", () => {
    expect(decide(alice, trust({ AWS: "arn:aws:iam::111122223333:user/carol" }), [assuming])).toBe(
      "implicitDeny resource",
    );
  });

  test("from another account with both sides", () => {
    expect(decide(bob, trust({ AWS: "444455556666" }), [assuming])).toBe("allowed identity");
    expect(decide(bob, trust({ AWS: "444455556666" }))).toBe("implicitDeny identity");
    expect(decide(bob, trust({ AWS: "111122223333" }), [assuming])).toBe("implicitDeny resource");
  });

  test("by a service that its trust policy names", () => {
    expect(decide(service, trust({ Service: "ec2.amazonaws.com" }))).toBe("allowed resource");
    expect(decide(service, trust({ Service: "ecs.amazonaws.com" }))).toBe("implicitDeny resource");
  });

  test("with a token of the provider that its trust policy names", () => {
    const provider = "arn:aws:iam::111122223333:oidc-provider/accounts.example.com";
    const brought = (name: string): string =>
      evaluate(
        {
          principal: { type: "WebIdentity", provider },
          action: "sts:AssumeRoleWithWebIdentity",
          ...{ resource: ROLE, resourceAccount: "111122223333" },
        },
        { resource: trust({ Federated: name }, { Action: "sts:AssumeRoleWithWebIdentity" }) },
      ).decision;
    expect(brought(provider)).toBe("allowed");
    expect(brought("arn:aws:iam::111122223333:oidc-provider/other.example.com")).toBe("implicitDeny");
  });

  test("not by a caller whom its trust policy denies", () => {
    const denied = trust({ AWS: "111122223333" }, { Effect: "Deny" });
    expect(decide(alice, denied, [assuming])).toBe("explicitDeny resource");
  });
});
