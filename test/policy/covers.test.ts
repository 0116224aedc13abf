// Whether a request lies in a region, whoever asks.
import { describe, expect, it } from "vitest";
import type { AuthorizationRequest, Principal } from "../../policy/authorization-request.ts";
import { type Coverage, covers } from "../../policy/covers.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";

const region = (...statements: readonly unknown[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "identity");

const get = (Condition?: unknown, Effect = "Allow") => ({
  ...{ Effect, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" },
  ...(Condition !== undefined && { Condition }),
});

const HOME = "111122223333";
const USER: Principal = { type: "User", arn: `arn:aws:iam::${HOME}:user/alice` };
const request = (more: Partial<AuthorizationRequest> = {}): AuthorizationRequest => ({
  ...{ principal: USER, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" },
  ...more,
});

const READ_LATER = { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } };
const TWICE = { StringEquals: { "s3:ExistingObjectTag/x": "a" } };

type Row = readonly [
  name: string,
  statements: readonly unknown[],
  request: AuthorizationRequest,
  expected: Coverage,
];

const ROWS: readonly Row[] = [
  ["an Allow holds what it takes", [get()], request(), { covered: true }],
  ["an Allow holds no other action", [get()], request({ action: "s3:PutObject" }), { covered: false }],
  ["a Deny takes out what it takes", [get(), get(undefined, "Deny")], request(), { covered: false }],
  [
    "a Deny whose condition fails takes out nothing",
    [get(), get({ Bool: { "aws:SecureTransport": "false" } }, "Deny")],
    request({ context: { "aws:SecureTransport": "true" } }),
    { covered: true },
  ],
  [
    "a caller of another account needs no resource policy to lie in it",
    [get()],
    request({
      principal: { type: "User", arn: "arn:aws:iam::444455556666:user/bob" },
      resourceAccount: HOME,
    }),
    { covered: true },
  ],
  [
    "an unsigned call may lie in it",
    [get()],
    request({ principal: { type: "Anonymous" } }),
    { covered: true },
  ],
  [
    "a federated session needs no session policy to lie in it",
    [get()],
    request({
      principal: {
        type: "FederatedUser",
        arn: `arn:aws:sts::${HOME}:federated-user/alice`,
        user: `arn:aws:iam::${HOME}:user/broker`,
      },
    }),
    { covered: true },
  ],
  [
    "no rule of AWS about callers takes part: a session that never calls IAM",
    [{ Effect: "Allow", Action: "iam:*", Resource: "*" }],
    request({
      principal: { type: "SessionToken", arn: `arn:aws:iam::${HOME}:user/alice`, mfa: false },
      action: "iam:ListUsers",
      resource: "*",
    }),
    { covered: true },
  ],
  [
    "nor what AWS always allows",
    [get()],
    request({ action: "sts:GetCallerIdentity", resource: "*" }),
    { covered: false },
  ],
  [
    "the caller's keys decide",
    [get({ StringEquals: { "aws:username": "alice" } })],
    request(),
    { covered: true },
  ],
];

describe("a region", () => {
  it.each(ROWS)("%s", (_, statements, asked, expected) => {
    expect(covers(region(...statements), asked)).toEqual(expected);
  });

  it("does not hold for certain what turns on a key that AWS sets and the request does not tell", () => {
    const found = covers(region(get(READ_LATER)), request());
    expect(found).toMatchObject({ covered: false, untold: ["aws:CurrentTime"] });
    expect(found.error).toContain("aws:CurrentTime");
  });

  it("is in no doubt where another statement decides", () => {
    expect(covers(region(get(READ_LATER), get()), request())).toEqual({ covered: true });
    expect(covers(region(get(READ_LATER), get(undefined, "Deny")), request())).toEqual({ covered: false });
  });

  it("is in doubt about a Deny in doubt only for what it would hold", () => {
    const denied = region(get(), get(READ_LATER, "Deny"));
    expect(covers(denied, request()).covered).toBe(false);
    expect(covers(denied, request()).untold).toEqual(["aws:CurrentTime"]);
    expect(covers(denied, request({ action: "s3:PutObject" }))).toEqual({ covered: false });
  });

  it("says why a request that nobody can make lies in none", () => {
    expect(covers(region(get()), request({ action: "GetObject" }))).toEqual({
      covered: false,
      error: 'The action "GetObject" has no service before it.',
    });
    const twice = request({ context: { "s3:ExistingObjectTag/x": ["a", "b"] } });
    expect(covers(region(get(TWICE)), twice).covered).toBe(false);
  });
});
