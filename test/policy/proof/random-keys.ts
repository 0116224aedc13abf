// Condition keys and values that often collide, for random conditions.

import type { Random } from "./random.ts";

type Kind = "text" | "number" | "date" | "address" | "flag" | "arn" | "bytes";

const OPERATORS: Readonly<Record<Kind, readonly string[]>> = {
  text: [
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
  ],
  number: ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
    (name) => `Numeric${name}`,
  ),
  date: ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
    (name) => `Date${name}`,
  ),
  address: ["IpAddress", "NotIpAddress"],
  flag: ["Bool"],
  arn: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
  bytes: ["BinaryEquals"],
};

const VALUES: Readonly<Record<Kind, readonly string[]>> = {
  text: [
    "a",
    "A",
    "b",
    "a*",
    "*",
    "",
    "ab",
    "?",
    "${aws:username}",
    "${s3:prefix}",
    "${aws:PrincipalTag/team, 'a'}",
    "${aws:username, 'ab'}",
    "${aws:TagKeys}",
  ],
  number: ["1", "2", "1.0", "1.5", "-1", "1e1"],
  date: ["2020-01-01T00:00:00Z", "1577836800", "2021-01-01", "2020-06-01T00:00:00.001Z"],
  address: ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.1", "2001:db8::/32", "0.0.0.0/0"],
  flag: ["true", "false", "True", "${s3:prefix}"],
  arn: [
    "arn:aws:s3:::b",
    "arn:aws:s3:::*",
    "*",
    "arn:aws:*:*:*:b",
    "arn:aws:iam::*:user/*",
    "arn:aws:iam::111122223333:user/${aws:username}",
  ],
  bytes: ["YQ==", "YWI=", ""],
};

/** Keys by the kind of their values, each with the states in which requests are tried; without one it is absent. */
export const KEYS: Readonly<
  Record<
    string,
    { readonly kinds: readonly Kind[]; readonly states: readonly (string | readonly string[])[] }
  >
> = {
  "s3:prefix": { kinds: ["text"], states: ["", "a", "A", "ab", "b", "alice", "*"] },
  "S3:Prefix": { kinds: ["text"], states: [] },
  "aws:TagKeys": {
    kinds: ["text"],
    states: [["a"], ["A"], ["b"], [""], ["a", "b"], ["ab", "A"], ["b", "b"], ["", "a"]],
  },
  "foo:bar": {
    kinds: ["text", "bytes", "number"],
    states: ["", "a", "YQ", "YWI=", "1", ["a"], [""], ["a", "b"], ["1", "2"], ["x"]],
  },
  "dynamodb:LeadingKeys": { kinds: ["text"], states: [["a"], ["b"], ["a", "b"]] },
  "events:source": { kinds: ["text"], states: [["a"], ["b"], ["a", "b"]] },
  "s3:max-keys": { kinds: ["number"], states: ["0", "1", "1.2", "1.5", "2", "10", "11", "-2", "many"] },
  "aws:CurrentTime": {
    kinds: ["date"],
    states: [
      "2019-01-01T00:00:00Z",
      "2020-01-01T00:00:00Z",
      "2020-03-01T00:00:00Z",
      "2020-06-01T00:00:00.001Z",
      "2020-09-01",
      "1609459200",
      "2022-01-01T00:00:00Z",
      "soon",
    ],
  },
  "aws:SourceIp": {
    kinds: ["address"],
    states: ["10.0.0.1", "10.0.0.2", "10.1.0.0", "11.0.0.0", "2001:db8::1", "::1", "here"],
  },
  "aws:EpochTime": {
    kinds: ["date"],
    states: ["1546300800", "1577836800", "1583020800", "1609459200", "1640995200"],
  },
  "aws:SecureTransport": { kinds: ["flag"], states: ["true", "false", "TRUE", "a"] },
  "aws:ViaAWSService": { kinds: ["flag", "text"], states: ["true", "false", "a"] },
  "aws:SourceArn": {
    kinds: ["arn", "text"],
    states: [
      "arn:aws:s3:::b",
      "arn:aws:s3:::c",
      "arn:aws:iam::1:user/alice",
      "b",
      "arn:aws:iam::111122223333:user/alice",
    ],
  },
  "aws:username": { kinds: ["text"], states: [] },
  "aws:userid": { kinds: ["text"], states: ["a", "AIDAEXAMPLE"] },
  "aws:PrincipalArn": { kinds: ["arn"], states: [] },
  "aws:PrincipalTag/team": { kinds: ["text"], states: ["a", "b"] },
  "aws:MultiFactorAuthPresent": { kinds: ["flag"], states: [] },
  "aws:TokenIssueTime": { kinds: ["date"], states: ["2020-01-01T00:00:00Z", "2020-09-01T00:00:00Z"] },
};

export function condition(random: Random): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const key = random.one(Object.keys(KEYS));
  if (random.chance(0.12))
    return { Null: { [key]: random.chance(0.1) ? [true, false] : random.chance(0.5) } };
  const kind = random.one(KEYS[key]?.kinds ?? []);
  const multivalued = KEYS[key]?.states.some((state) => typeof state !== "string") === true;
  const prefix = random.one(
    multivalued ? ["", "ForAllValues:", "ForAnyValue:"] : ["", "", "", "", "ForAllValues:", "ForAnyValue:"],
  );
  const name = `${prefix}${random.one(OPERATORS[kind])}${random.chance(0.25) ? "IfExists" : ""}`;
  return { [name]: { [key]: random.chance(0.5) ? random.one(VALUES[kind]) : random.some(VALUES[kind], 3) } };
}
