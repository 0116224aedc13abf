// Pairs of documents of which it is known, by reasoning from AWS's pages, whether one lies within the other.

import type { Verdict } from "../../../policy/proof/answer.ts";
import type { DocumentKind } from "../../../policy/proof/documents.ts";

type Statement = Readonly<Record<string, unknown>>;

export interface Case {
  readonly name: string;
  readonly kind: DocumentKind;
  readonly a: Statement | readonly Statement[];
  readonly b: Statement | readonly Statement[];
  readonly aMinusB: Verdict;
  readonly bMinusA: Verdict;
  readonly version?: string;
}

const IN: Verdict = "contained";
const OUT: Verdict = "not contained";
const ODD: Verdict = "contained but for impossible requests";

const allow = (Action: unknown, Resource: unknown, Condition?: unknown): Statement => ({
  ...{ Effect: "Allow", Action, Resource },
  ...(Condition !== undefined && { Condition }),
});
const deny = (Action: unknown, Resource: unknown, Condition?: unknown): Statement => ({
  ...allow(Action, Resource, Condition),
  Effect: "Deny",
});
const when = (Condition: unknown): Statement => allow("s3:ListBucket", "arn:aws:s3:::b", Condition);
const grant = (Principal: unknown, Condition?: unknown): Statement => ({
  ...allow("s3:GetObject", "arn:aws:s3:::b/*", Condition),
  Principal,
});

type Row = readonly [name: string, a: Case["a"], b: Case["b"], aMinusB: Verdict, bMinusA: Verdict];

const rows = (kind: DocumentKind, table: readonly Row[], version?: string): readonly Case[] =>
  table.map(([name, a, b, aMinusB, bMinusA]) => ({
    ...{ name, kind, a, b, aMinusB, bMinusA },
    ...(version !== undefined && { version }),
  }));

const ALICE = "arn:aws:iam::111122223333:user/alice";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html and the pages below it. */
export const CASES: readonly Case[] = [
  ...rows("identity", [
    ["an action lies within its wildcard", allow("s3:GetObject", "*"), allow("s3:Get*", "*"), IN, OUT],
    ["the case of actions does not matter", allow("S3:getobject", "*"), allow("s3:GetObject", "*"), IN, IN],
    [
      "the case of resources matters",
      allow("s3:GetObject", "arn:aws:s3:::b/K"),
      allow("s3:GetObject", "arn:aws:s3:::b/k"),
      OUT,
      OUT,
    ],
    [
      "a question mark is one character",
      allow("s3:*", "arn:aws:s3:::b?"),
      allow("s3:*", "arn:aws:s3:::b*"),
      IN,
      OUT,
    ],
    [
      "two halves are the whole",
      allow("s3:*", "*"),
      [
        allow("s3:*", "arn:aws:s3:::b/*"),
        { Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::b/*" },
      ],
      IN,
      IN,
    ],
    [
      "NotAction with an Allow takes every other action",
      allow("s3:GetObject", "*"),
      { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
      IN,
      OUT,
    ],
    ["a Deny takes away", [allow("s3:*", "*"), deny("s3:PutObject", "*")], allow("s3:*", "*"), IN, OUT],
    [
      "a Deny of what is not allowed changes nothing",
      [allow("s3:*", "*"), deny("sqs:*", "*")],
      allow("s3:*", "*"),
      IN,
      IN,
    ],
    [
      "a Deny with NotResource leaves the resource",
      [allow("s3:*", "*"), { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::b" }],
      allow("s3:*", "arn:aws:s3:::b"),
      IN,
      IN,
    ],
    [
      "a star that ends a part of an ARN goes beyond it",
      allow("t:*", "arn:aws:t:us-east-1:111122223333:x"),
      allow("t:*", "arn:aws:t:*:x"),
      IN,
      OUT,
    ],
    [
      "a star within a part stays there",
      allow("t:*", "arn:aws:t:us-east-1:111122223333:x"),
      allow("t:*", "arn:aws:t:u*1:x"),
      OUT,
      OUT,
    ],
    [
      "every user's own folder lies in the home folders",
      allow("s3:*", "arn:aws:s3:::b/home/${aws:username}/*"),
      allow("s3:*", "arn:aws:s3:::b/home/*"),
      IN,
      OUT,
    ],
    [
      "the same variables are the same",
      allow("s3:*", "arn:aws:s3:::b/${aws:username}/${aws:userid}"),
      allow(["s3:*", "s3:Get*"], ["arn:aws:s3:::b/${aws:username}/${aws:userid}"]),
      IN,
      IN,
    ],
    [
      "${*} is the character",
      allow("s3:*", "arn:aws:s3:::b/${*}"),
      allow("s3:*", "arn:aws:s3:::b/*"),
      IN,
      OUT,
    ],
    [
      "what AWS always allows makes no difference",
      allow(["s3:GetObject", "sts:GetCallerIdentity"], "*"),
      allow("s3:GetObject", "*"),
      IN,
      IN,
    ],
    [
      "what AWS alone may change makes no difference",
      [allow("s3:GetObject", "*"), allow("iam:DeletePolicy", "arn:aws:iam::aws:policy/*")],
      allow("s3:GetObject", "*"),
      IN,
      IN,
    ],
  ]),
  ...rows(
    "identity",
    [
      [
        "a document of 2008 has no variables",
        allow("s3:*", "arn:aws:s3:::b/${aws:username}"),
        allow("s3:*", "arn:aws:s3:::b/$*"),
        IN,
        OUT,
      ],
    ],
    "2008-10-17",
  ),
  ...rows("identity", [
    [
      "equal texts lie within their pattern",
      when({ StringEquals: { "s3:prefix": ["a", "ab"] } }),
      when({ StringLike: { "s3:prefix": "a*" } }),
      IN,
      OUT,
    ],
    ["a condition narrows", when({ StringEquals: { "s3:prefix": "a" } }), when(undefined), IN, OUT],
    [
      "a negated operator also takes a request without the key",
      when({ StringNotEquals: { "s3:prefix": "a" } }),
      when({ Null: { "s3:prefix": false } }),
      OUT,
      OUT,
    ],
    [
      "IfExists takes a request without the key",
      when({ StringEquals: { "s3:prefix": "a" } }),
      when({ StringEqualsIfExists: { "s3:prefix": "a" } }),
      IN,
      OUT,
    ],
    [
      "a text and all others are every request",
      when({}),
      [when({ StringEquals: { "s3:prefix": "a" } }), when({ StringNotEquals: { "s3:prefix": "a" } })],
      IN,
      IN,
    ],
    [
      "a pattern and its negation are every request",
      when({}),
      [when({ StringLike: { "s3:prefix": "*a*b*" } }), when({ StringNotLike: { "s3:prefix": "*a*b*" } })],
      IN,
      IN,
    ],
    [
      "a text, another one and no key are every request",
      when({}),
      [
        when({ StringEquals: { "s3:prefix": "a" } }),
        when({ StringNotEquals: { "s3:prefix": "a" }, Null: { "s3:prefix": "false" } }),
        when({ Null: { "s3:prefix": "true" } }),
      ],
      IN,
      IN,
    ],
    [
      "numbers up to a bound, all others and no number are every request, but one with a text for a number",
      when({}),
      [
        when({ NumericLessThanEquals: { "s3:max-keys": "10" } }),
        when({ NumericGreaterThanIfExists: { "s3:max-keys": "10" } }),
      ],
      ODD,
      IN,
    ],
    [
      "what a condition says of several values of a key that has one is no difference",
      when({ "ForAnyValue:StringLike": { "aws:RequestTag/x": "*" } }),
      [when({}), deny("s3:ListBucket", "*", { StringEquals: { "aws:RequestTag/x": "" } })],
      IN,
      OUT,
    ],
    [
      "each value of a set, and some other one",
      when({ "ForAnyValue:StringEquals": { "aws:RequestTag/x": ["a", "b"] } }),
      [
        when({ "ForAllValues:StringEquals": { "aws:RequestTag/x": "a" } }),
        when({ "ForAllValues:StringEquals": { "aws:RequestTag/x": "b" } }),
      ],
      ODD,
      OUT,
    ],
    [
      "case is ignored where the operator says so",
      when({ StringEquals: { "s3:prefix": "Ab" } }),
      when({ StringEqualsIgnoreCase: { "s3:prefix": "aB" } }),
      IN,
      OUT,
    ],
    [
      "less than 10 is less than 11",
      when({ NumericLessThan: { "s3:max-keys": "10" } }),
      when({ NumericLessThan: { "s3:max-keys": "11" } }),
      IN,
      OUT,
    ],
    [
      "1.0 is 1",
      when({ NumericEquals: { "s3:max-keys": "1.0" } }),
      when({ NumericEquals: { "s3:max-keys": "1" } }),
      IN,
      IN,
    ],
    // By the other reading, the whole Deny is invalid for a caller without the variable's value.
    [
      "the neighbour of a variable that may have no value is denied by one reading",
      [
        allow("s3:GetObject", "*"),
        deny("s3:GetObject", ["arn:aws:s3:::b/k", "arn:aws:s3:::b/${aws:username}"]),
      ],
      [allow("s3:GetObject", "*"), deny("s3:GetObject", "arn:aws:s3:::b/k")],
      "unknown",
      OUT,
    ],
    [
      "the upper half of a range of version 6 is in no other half",
      when({ IpAddress: { "aws:SourceIp": "2001:db9::/32" } }),
      when({ IpAddress: { "aws:SourceIp": "2001:db9::/33" } }),
      OUT,
      IN,
    ],
    [
      "an empty text is nothing for a set operator, and a text for others",
      when({ "ForAllValues:StringEquals": { "s3:prefix": "a" }, Null: { "s3:prefix": "false" } }),
      when({ StringEquals: { "s3:prefix": "a" } }),
      OUT,
      IN,
    ],
    [
      "between two days there are instants",
      when({
        DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
        DateLessThan: { "aws:CurrentTime": "2020-01-02T00:00:00Z" },
      }),
      when({ DateEquals: { "aws:CurrentTime": ["2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"] } }),
      OUT,
      OUT,
    ],
    [
      "between 1 and 2 there are numbers",
      when({ NumericGreaterThan: { "s3:max-keys": "1" } }),
      when({ NumericGreaterThanEquals: { "s3:max-keys": "2" } }),
      OUT,
      IN,
    ],
    [
      "a date before another",
      when({ DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }),
      when({ DateLessThan: { "aws:CurrentTime": "2021-01-01T00:00:00Z" } }),
      IN,
      OUT,
    ],
    [
      "seconds since 1970 are a date",
      when({ DateEquals: { "aws:CurrentTime": "1577836800" } }),
      when({ DateEquals: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }),
      IN,
      IN,
    ],
    [
      "the first half of a range is less than the range",
      when({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
      when({ IpAddress: { "aws:SourceIp": "10.0.0.0/9" } }),
      OUT,
      IN,
    ],
    [
      "two halves of a range of addresses",
      when({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
      when({ IpAddress: { "aws:SourceIp": ["10.0.0.0/9", "10.128.0.0/9"] } }),
      IN,
      IN,
    ],
    [
      "IPv6 is not IPv4",
      when({ IpAddress: { "aws:SourceIp": "::/0" } }),
      when({ IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }),
      OUT,
      OUT,
    ],
    [
      "an ARN's star stays in its part",
      when({ ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:t" } }),
      when({ ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:*" } }),
      IN,
      OUT,
    ],
    [
      "ArnEquals is ArnLike",
      when({ ArnEquals: { "aws:SourceArn": "arn:aws:sns:*:*:t*" } }),
      when({ ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:t*" } }),
      IN,
      IN,
    ],
    [
      "true is not false",
      when({ Bool: { "aws:SecureTransport": "true" } }),
      when({ Bool: { "aws:SecureTransport": "false" } }),
      OUT,
      OUT,
    ],
    [
      "a truth value is true or false",
      when({ Null: { "aws:SecureTransport": false } }),
      [when({ Bool: { "aws:SecureTransport": "true" } }), when({ Bool: { "aws:SecureTransport": "false" } })],
      ODD,
      IN,
    ],
    [
      "some value of a list is not every value",
      when({ "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }),
      when({ "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }),
      OUT,
      OUT,
    ],
    [
      "every value, and some value",
      when({ "ForAllValues:StringEquals": { "aws:TagKeys": "a" }, Null: { "aws:TagKeys": "false" } }),
      when({ "ForAllValues:StringLike": { "aws:TagKeys": "?" } }),
      IN,
      OUT,
    ],
    [
      "ForAllValues holds without any value",
      when({ Null: { "aws:TagKeys": "true" } }),
      when({ "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }),
      IN,
      OUT,
    ],
    [
      "a list may have values of two kinds",
      when({ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } }),
      [
        when({ "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }),
        when({ "ForAllValues:StringEquals": { "aws:TagKeys": "b" } }),
      ],
      OUT,
      OUT,
    ],
    [
      "bytes are compared as bytes",
      when({ BinaryEquals: { "foo:bytes": "YQ==" } }),
      when({ BinaryEquals: { "foo:bytes": ["YQ==", "Yg=="] } }),
      IN,
      OUT,
    ],
    [
      "users with MFA are fewer than users",
      when({ Bool: { "aws:MultiFactorAuthPresent": "true" } }),
      when({}),
      IN,
      OUT,
    ],
    [
      "a caller's ARN",
      when({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } }),
      when({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }),
      IN,
      OUT,
    ],
    [
      "both times are the same time",
      when({ DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }),
      when({ DateLessThan: { "aws:EpochTime": "1577836800" } }),
      IN,
      IN,
    ],
    [
      "a call through a service is not a direct call",
      when({ "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } }),
      when({ Bool: { "aws:ViaAWSService": "true" } }),
      ODD,
      OUT,
    ],
    [
      "a tag's key is among the keys of all tags",
      when({ StringEquals: { "aws:RequestTag/team": "red" } }),
      when({ "ForAnyValue:StringEquals": { "aws:TagKeys": ["team", "Team", "TEAM"] } }),
      "not contained",
      OUT,
    ],
  ]),
  ...rows("session", [
    ["a session policy narrows", allow("s3:GetObject", "arn:aws:s3:::b/*"), allow("s3:*", "*"), IN, OUT],
    ["of a role's session with IAM", allow("iam:CreateUser", "*"), allow("s3:*", "*"), OUT, OUT],
  ]),
  ...rows("boundary", [["a boundary narrows", allow("s3:GetObject", "*"), allow("s3:*", "*"), IN, OUT]]),
  ...rows("control", [
    ["a control policy with a Deny", [allow("*", "*"), deny("s3:*", "*")], allow("*", "*"), IN, OUT],
    [
      "of regions",
      [allow("*", "*"), deny("*", "*", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } })],
      allow("*", "*", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }),
      IN,
      IN,
    ],
  ]),
  ...rows("resource", [
    ["everyone is more than one user", grant({ AWS: ALICE }), grant("*"), IN, OUT],
    ['"*" is {"AWS":"*"}', grant("*"), grant({ AWS: "*" }), IN, IN],
    [
      "an account's number is its root",
      grant({ AWS: "111122223333" }),
      grant({ AWS: "arn:aws:iam::111122223333:root" }),
      IN,
      IN,
    ],
    [
      "an account's permission is for its administrator to give: a user's own grant is more",
      grant({ AWS: ALICE }),
      grant({ AWS: "111122223333" }),
      OUT,
      OUT,
    ],
    [
      "a user of another account is none of this",
      grant({ AWS: ALICE }),
      grant({ AWS: "arn:aws:iam::444455556666:user/alice" }),
      OUT,
      OUT,
    ],
    [
      "a Deny for all but one",
      [
        grant("*"),
        {
          ...grant(undefined),
          Effect: "Deny",
          Principal: undefined,
          NotPrincipal: { AWS: [ALICE, "111122223333"] },
        },
      ],
      grant({ AWS: ALICE }),
      OUT,
      OUT,
    ],
    [
      "an access identity of CloudFront is no caller with an account",
      grant({ AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE" }),
      grant({ AWS: ALICE }),
      IN,
      OUT,
    ],
    [
      "an organization narrows",
      grant("*", { StringEquals: { "aws:PrincipalOrgID": "o-example" } }),
      grant("*"),
      IN,
      OUT,
    ],
    [
      "a service is no user",
      grant({ Service: "cloudtrail.amazonaws.com" }),
      grant({ AWS: "111122223333" }),
      OUT,
      OUT,
    ],
    [
      "a condition on the caller's ARN is less than everyone",
      grant("*", { ArnEquals: { "aws:PrincipalArn": ALICE } }),
      grant("*"),
      IN,
      OUT,
    ],
  ]),
];
