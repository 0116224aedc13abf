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

/** What AWS always sets. */
const ALWAYS = {
  "aws:CurrentTime": fc.constantFrom("2020-01-01T00:00:00Z", "1577836800", "2021-06-01T12:00:00Z"),
  "aws:SourceIp": fc.constantFrom("10.1.2.3", "203.0.113.9", "2001:db8::1"),
  "aws:SecureTransport": fc.constantFrom("true", "false"),
};
const SENT = {
  "s3:prefix": fc.constantFrom("", "home/", "home/broker", "*", "HOME/"),
  "s3:max-keys": fc.constantFrom("1", "10", "10.0", "many"),
  "aws:SourceArn": fc.constantFrom("arn:aws:s3:::b", "arn:aws:sns:us-east-1:111122223333:t", "none"),
  "aws:TagKeys": fc.array(fc.constantFrom("team", "city", ""), { maxLength: 3 }),
};

const withSent = (always: fc.Arbitrary<object>): fc.Arbitrary<RequestContext> =>
  fc.tuple(always, fc.record(SENT, { requiredKeys: [] })).map(([set, sent]) => ({ ...set, ...sent }));

// The ids of users and roles, which their ARNs do not tell.
const IDS: Readonly<Partial<Record<Principal["type"], string>>> = {
  User: "AIDACKCEVSQ6C2EXAMPLE",
  SessionToken: "AIDACKCEVSQ6C2EXAMPLE",
  AssumedRole: "AROADBQP57FF2AEXAMPLE:one",
};

const requestWith = (told: fc.Arbitrary<RequestContext>): fc.Arbitrary<AuthorizationRequest> =>
  fc
    .record(
      {
        principal,
        action: fc.constantFrom(...BOTH_CASES),
        resource: fc.constantFrom(...RESOURCES),
        context: told,
        resourceAccount: fc.constantFrom(HOME, ABROAD),
      },
      { requiredKeys: ["principal", "action", "resource", "context"] },
    )
    .map((asked) => {
      const id = IDS[asked.principal.type];
      return id === undefined ? asked : { ...asked, context: { ...asked.context, "aws:userid": id } };
    });

/** Tells every key that AWS sets. */
export const request = requestWith(withSent(fc.record(ALWAYS)));

/** May leave out keys that AWS sets. */
export const vagueRequest = requestWith(withSent(fc.record(ALWAYS, { requiredKeys: [] })));
