// The sentences that AWS writes.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
import { describe, expect, test } from "vitest";
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import type { Decision, PolicyType } from "../../../policy/decision.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { explain, reason } from "../../../policy/explain.ts";

const user = { type: "User", arn: "arn:aws:iam::111122223333:user/broker" } as const;
const session = {
  type: "FederatedUser",
  arn: "arn:aws:sts::111122223333:federated-user/User1",
  user: user.arn,
} as const;
const reading = { principal: session, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
const START =
  'User: arn:aws:sts::111122223333:federated-user/User1 is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k"';

const implicit = (decidedBy: PolicyType): Decision => ({ decision: "implicitDeny", decidedBy, because: [] });
const explicit = (decidedBy: PolicyType): Decision => ({ decision: "explicitDeny", decidedBy, because: [] });

describe("an implicit denial names the policy type that would have had to allow", () => {
  test.for([
    ["identity", "because no identity-based policy allows the s3:GetObject action"],
    ["session", "because no session policy allows the s3:GetObject action"],
    ["resource", "because no resource-based policy allows the s3:GetObject action"],
    ["permissionsBoundary", "because no permissions boundary allows the s3:GetObject action"],
    ["serviceControl", "because no service control policy allows the s3:GetObject action"],
    ["resourceControl", "because no resource control policy allows the s3:GetObject action"],
  ] as const)("%s", ([type, ending]) => {
    expect(explain(reading, implicit(type))).toBe(`${START} ${ending}`);
    expect(reason(reading, implicit(type))).toBe(ending);
  });
});

describe("an explicit denial names the policy type that denies", () => {
  test.for([
    ["identity", "with an explicit deny in an identity-based policy"],
    ["session", "with an explicit deny in a session policy"],
    ["resource", "with an explicit deny in a resource-based policy"],
    ["permissionsBoundary", "with an explicit deny in a permissions boundary"],
    ["serviceControl", "with an explicit deny in a service control policy"],
    ["resourceControl", "with an explicit deny in a resource control policy"],
  ] as const)("%s", ([type, ending]) => {
    expect(explain(reading, explicit(type))).toBe(`${START} ${ending}`);
  });
});

describe("the sentence", () => {
  const say = (request: AuthorizationRequest): string => explain(request, evaluate(request, {}));

  test("quotes no resource of other services than S3", () => {
    const request = { principal: user, action: "sts:GetFederationToken", resource: session.arn };
    expect(say(request)).toBe(
      "User: arn:aws:iam::111122223333:user/broker is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::111122223333:federated-user/User1 because no identity-based policy allows the sts:GetFederationToken action",
    );
  });

  test("tells the public nothing", () => {
    expect(say({ ...reading, principal: { type: "Anonymous" } })).toBe("Access Denied");
  });

  test("tells another account nothing about S3", () => {
    expect(say({ ...reading, resourceAccount: "444455556666" })).toBe("Access Denied");
  });

  test("tells the account's own callers about S3, with or without a given owner", () => {
    expect(say({ ...reading, resourceAccount: "111122223333" })).toBe(
      `${START} because no session policy allows the s3:GetObject action`,
    );
  });

  test("tells a caller with a web identity nothing about the role", () => {
    const principal = { type: "WebIdentity", provider: "arn:aws:iam::111122223333:oidc-provider/p" } as const;
    const action = "sts:AssumeRoleWithWebIdentity";
    expect(say({ principal, action, resource: "arn:aws:iam::111122223333:role/r" })).toBe(
      "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    );
  });

  test("names a service by itself", () => {
    const request = {
      ...reading,
      principal: { type: "Service", service: "cloudtrail.amazonaws.com" } as const,
    };
    expect(say(request)).toBe(
      'User: cloudtrail.amazonaws.com is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no resource-based policy allows the s3:GetObject action',
    );
  });

  test("names the trust policy that lets nobody assume a role, or denies it", () => {
    const request = {
      principal: user,
      action: "sts:AssumeRole",
      resource: "arn:aws:iam::111122223333:role/r",
    };
    const denied = { decision: "implicitDeny", decidedBy: "resource", because: [] } as const;
    expect(reason(request, denied)).toBe("because no role trust policy allows the sts:AssumeRole action");
    expect(reason(request, { ...denied, decision: "explicitDeny" })).toBe(
      "with an explicit deny in the role trust policy",
    );
  });

  test("says that what everyone may do needs no permission", () => {
    const request = { principal: session, action: "sts:GetCallerIdentity", resource: "*" };
    expect(reason(request, evaluate(request, {}))).toBe("because no permission is needed for it");
  });

  test("says that a federated session never calls IAM", () => {
    const request = { principal: session, action: "iam:ListUsers", resource: "*" };
    expect(say(request)).toBe(
      "User: arn:aws:sts::111122223333:federated-user/User1 is not authorized to perform: iam:ListUsers on resource: * because a session made by GetFederationToken cannot call IAM",
    );
    expect(reason(request, evaluate(request, {}))).toBe(
      "because a session made by GetFederationToken cannot call IAM",
    );
  });

  test("says that a federated session calls no other operation of STS", () => {
    const request = { principal: session, action: "sts:AssumeRole", resource: "*" };
    expect(reason(request, evaluate(request, {}))).toBe(
      "because a session made by GetFederationToken can call no STS operation but GetCallerIdentity",
    );
  });

  test.for([
    ["sts:GetFederationToken", "Cannot call GetFederationToken with session credentials"],
    ["sts:GetSessionToken", "Cannot call GetSessionToken with session credentials"],
  ] as const)("is AWS's own for %s by a session", ([action, sentence]) => {
    expect(say({ principal: session, action, resource: "*" })).toBe(sentence);
    const token = { type: "SessionToken", arn: user.arn, mfa: true } as const;
    expect(say({ principal: token, action, resource: "*" })).toBe(sentence);
  });

  test("says what a GetSessionToken session may not call", () => {
    const token = { type: "SessionToken", arn: user.arn, mfa: false } as const;
    const say = (action: string): string => {
      const request = { principal: token, action, resource: "*" };
      return reason(request, evaluate(request, {}));
    };
    expect(say("iam:GetUser")).toBe("because a session made by GetSessionToken without MFA cannot call IAM");
    expect(say("sts:DecodeAuthorizationMessage")).toBe(
      "because a session made by GetSessionToken can call no STS operation but AssumeRole and GetCallerIdentity",
    );
  });

  test("is AWS's own where root assumes a role", () => {
    const root = { type: "Root", arn: "arn:aws:iam::111122223333:root" } as const;
    expect(say({ principal: root, action: "sts:AssumeRole", resource: "*" })).toBe(
      "Roles may not be assumed by root accounts.",
    );
  });

  test("of an allowed request says so, and by what", () => {
    const allowed: Decision = { decision: "allowed", decidedBy: "identity", because: [] };
    expect(explain(reading, allowed)).toBe(
      'User: arn:aws:sts::111122223333:federated-user/User1 is authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k"',
    );
    expect(reason(reading, allowed)).toBe("because an identity-based policy allows the s3:GetObject action");
  });

  test("of what could not be evaluated names it", () => {
    const broken = { ...reading, action: "GetObject" };
    expect(explain(broken, evaluate(broken, {}))).toContain(
      'because the request could not be evaluated: The action "GetObject" has no service before it.',
    );
  });
});

describe("what a kind of caller never may, in a few words", () => {
  const root = { type: "Root", arn: "arn:aws:iam::111122223333:root" } as const;

  test.for([
    [session, "sts:GetFederationToken", "because GetFederationToken takes no session credentials"],
    [session, "sts:GetSessionToken", "because GetSessionToken takes no session credentials"],
    [root, "sts:AssumeRole", "because root assumes no role"],
    [root, "s3:GetObject", "because the account's root needs no policy"],
  ] as const)("%j %s: %s", ([principal, action, ending]) => {
    const request = { principal, action, resource: "*" };
    expect(reason(request, evaluate(request, {}))).toBe(ending);
  });

  test("the listing of all buckets is of no resource, whatever actions begin or end like it", () => {
    const sentence = (action: string) =>
      explain({ principal: user, action, resource: "arn:aws:s3:::b" }, implicit("identity"));
    const START = "User: arn:aws:iam::111122223333:user/broker is not authorized to perform:";
    expect(sentence("s3:ListAllMyBuckets")).toBe(
      `${START} s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    );
    expect(sentence("s3:ListAllMyBucketsToo")).toBe(
      `${START} s3:ListAllMyBucketsToo on resource: "arn:aws:s3:::b" because no identity-based policy allows the s3:ListAllMyBucketsToo action`,
    );
    expect(sentence("nots3:ListAllMyBuckets")).toBe(
      `${START} nots3:ListAllMyBuckets on resource: arn:aws:s3:::b because no identity-based policy allows the nots3:ListAllMyBuckets action`,
    );
  });
});
