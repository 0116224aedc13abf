// What a line of `npm run decide` may hold, and what is refused.
import { describe, expect, it } from "vitest";
import { readDecisionRequest } from "../../../commands/decide/decision-request.ts";
import { parseExact } from "../../../commands/shared/exact-json.ts";
import { evaluate } from "../../../policy/evaluate.ts";

const user = { type: "User", arn: "arn:aws:iam::111122223333:user/broker" };
const get = { action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
const everything = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

describe("a decision request", () => {
  it.each([
    [
      "an unknown member",
      { ...get, principal: user, effect: "Allow" },
      'There is no member "effect" in the request.',
    ],
    [
      "an unknown kind of policy",
      { ...get, principal: user, policies: { managed: [] } },
      'There is no member "managed" in policies.',
    ],
    [
      "an action with a wildcard",
      { ...get, principal: user, action: "s3:*" },
      'action is "s3:*", but it must name one action of a service, such as s3:GetObject.',
    ],
    [
      "a session without its creator",
      { ...get, principal: { type: "FederatedUser", arn: "arn:aws:sts::111122223333:federated-user/User1" } },
      "principal.user must be a string for a FederatedUser.",
    ],
    [
      "a context value that is an object",
      { ...get, principal: user, context: { "s3:prefix": {} } },
      'context["s3:prefix"] must be a string or a list of strings.',
    ],
    [
      "a context that is a number",
      { ...get, principal: user, context: parseExact("5") },
      "context must be an object.",
    ],
    [
      "tags that are a number",
      { ...get, principal: { ...user, tags: parseExact("7") } },
      "principal.tags must be an object.",
    ],
    [
      "an account that is none",
      { ...get, principal: user, resourceAccount: "abc" },
      'resourceAccount is "abc", but an account has twelve digits.',
    ],
    [
      "identity policies that are no list",
      { ...get, principal: user, policies: { identity: everything } },
      "policies.identity must be a list.",
    ],
  ])("refuses %s by name", (_, line, error) => {
    expect(() => readDecisionRequest(line)).toThrow(error);
  });

  it("takes every type of principal with its own members", () => {
    const principals = [
      { type: "Root", arn: "arn:aws:iam::111122223333:root" },
      { ...user, tags: { team: "a" } },
      { type: "SessionToken", arn: user.arn, mfa: true },
      { type: "FederatedUser", arn: "arn:aws:sts::111122223333:federated-user/User1", user: user.arn },
      {
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/r/s",
        role: "arn:aws:iam::111122223333:role/r",
      },
      { type: "Service", service: "cloudtrail.amazonaws.com" },
      { type: "Anonymous" },
    ];
    const read = principals.map((principal) => readDecisionRequest({ principal, ...get }).request.principal);
    expect(read).toEqual(principals);
  });

  it("takes numbers and booleans in the context as AWS writes them", () => {
    const context = {
      "aws:MultiFactorAuthAge": parseExact("300"),
      "aws:SecureTransport": true,
      "aws:TagKeys": ["a", "b"],
    };
    expect(readDecisionRequest({ principal: user, ...get, context }).request.context).toEqual({
      "aws:MultiFactorAuthAge": "300",
      "aws:SecureTransport": "true",
      "aws:TagKeys": ["a", "b"],
    });
  });

  it("reads the policy of a role to assume as a trust policy", () => {
    const trust = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" },
      ],
    };
    const line = (resource: string) => ({
      ...{ principal: user, action: "sts:AssumeRole", resource },
      policies: { identity: [everything], resource: trust },
    });
    const { request, policies } = readDecisionRequest(line("arn:aws:iam::444455556666:role/x"));
    expect(evaluate(request, policies)).toMatchObject({ decision: "allowed", decidedBy: "identity" });
    expect(() => readDecisionRequest(line("arn:aws:s3:::b"))).toThrow("The statement names no resource");
  });

  it("takes characters beyond Latin-1 in a policy, which AWS takes in escapes", () => {
    const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/日本/*" };
    const { request, policies } = readDecisionRequest({
      ...{ principal: user, action: "s3:GetObject", resource: "arn:aws:s3:::b/日本/x" },
      policies: { identity: [{ Version: "2012-10-17", Statement: allow }] },
    });
    expect(evaluate(request, policies)).toMatchObject({ decision: "allowed" });
  });
});
