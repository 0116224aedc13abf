// Random principals and requests, drawn from a small world so that statements often apply.
import fc from "fast-check";
import type { AuthorizationRequest, Principal, RequestContext } from "../../policy/authorization-request.ts";

export const HOME = "111122223333";
export const ABROAD = "444455556666";

export const PRINCIPALS: readonly Principal[] = [
  { type: "Root", arn: `arn:aws:iam::${HOME}:root` },
  { type: "User", arn: `arn:aws:iam::${HOME}:user/broker`, tags: { team: "red" } },
  { type: "User", arn: `arn:aws:iam::${HOME}:user/staff/alice` },
  { type: "User", arn: `arn:aws:iam::${ABROAD}:user/bob` },
  { type: "SessionToken", arn: `arn:aws:iam::${HOME}:user/broker`, mfa: true },
  {
    type: "FederatedUser",
    arn: `arn:aws:sts::${HOME}:federated-user/User1`,
    user: `arn:aws:iam::${HOME}:user/broker`,
    tags: { Team: "blue" },
  },
  {
    type: "FederatedUser",
    arn: `arn:aws:sts::${HOME}:federated-user/User2`,
    user: `arn:aws:iam::${HOME}:root`,
  },
  {
    type: "AssumedRole",
    arn: `arn:aws:sts::${HOME}:assumed-role/reader/one`,
    role: `arn:aws:iam::${HOME}:role/reader`,
  },
  { type: "Service", service: "cloudtrail.amazonaws.com" },
  { type: "Anonymous" },
];

export const principal = fc.constantFrom(...PRINCIPALS);

const BOTH_CASES = ["s3:GetObject", "s3:getobject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage"];
export const RESOURCES = [
  "*",
  "arn:aws:s3:::b",
  "arn:aws:s3:::b/k",
  "arn:aws:s3:::b/red/x",
  "arn:aws:s3:::b/broker/a:b",
  "arn:aws:s3:::other/*",
  `arn:aws:sqs:us-east-1:${HOME}:q`,
  `arn:aws:sqs:us-east-1:${ABROAD}:q`,
];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  "s3:prefix": ["", "home/", "home/broker", "*", "HOME/"],
  "s3:max-keys": ["1", "10", "10.0", "many"],
  "aws:CurrentTime": ["2020-01-01T00:00:00Z", "1577836800", "2021-06-01T12:00:00Z"],
  "aws:SourceIp": ["10.1.2.3", "203.0.113.9", "2001:db8::1"],
  "aws:SecureTransport": ["true", "false"],
  "aws:SourceArn": ["arn:aws:s3:::b", "arn:aws:sns:us-east-1:111122223333:t", "none"],
};
const TAG_KEYS = ["team", "city", ""];

export const context: fc.Arbitrary<RequestContext> = fc
  .record(
    Object.fromEntries([
      ...Object.entries(VALUES).map(([key, values]) => [key, fc.constantFrom(...values)] as const),
      ["aws:TagKeys", fc.array(fc.constantFrom(...TAG_KEYS), { maxLength: 3 })] as const,
    ]),
    { requiredKeys: [] },
  )
  .map((found) => found as RequestContext);

// The ids of users and roles, which their ARNs do not tell.
const IDS: Readonly<Partial<Record<Principal["type"], string>>> = {
  User: "AIDACKCEVSQ6C2EXAMPLE",
  SessionToken: "AIDACKCEVSQ6C2EXAMPLE",
  AssumedRole: "AROADBQP57FF2AEXAMPLE:one",
};

export const request: fc.Arbitrary<AuthorizationRequest> = fc
  .record(
    {
      principal,
      action: fc.constantFrom(...BOTH_CASES),
      resource: fc.constantFrom(...RESOURCES),
      context,
      resourceAccount: fc.constantFrom(HOME, ABROAD),
    },
    { requiredKeys: ["principal", "action", "resource"] },
  )
  .map((asked) => {
    const id = IDS[asked.principal.type];
    return id === undefined ? asked : { ...asked, context: { ...asked.context, "aws:userid": id } };
  });
