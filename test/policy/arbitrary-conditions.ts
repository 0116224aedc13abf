// Random conditions about the same small world as the random requests.
import fc from "fast-check";

export const oneOrMany = <Value>(values: readonly Value[]): fc.Arbitrary<Value | Value[]> =>
  fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

const STRINGS = [
  "",
  "home/",
  "home/*",
  "h?me/",
  "*",
  "home/${aws:username}",
  "${aws:userid, 'none'}",
  "${aws:TagKeys}",
  "Home/",
  "true",
];
const OPERATORS: readonly (readonly [
  names: readonly string[],
  keys: readonly string[],
  values: readonly string[],
])[] = [
  [
    [
      "StringEquals",
      "StringNotEquals",
      "StringLike",
      "StringNotLike",
      "StringEqualsIgnoreCase",
      "StringNotEqualsIgnoreCase",
    ],
    ["s3:prefix", "S3:Prefix", "aws:username", "aws:PrincipalType", "aws:PrincipalTag/team", "aws:TagKeys"],
    [...STRINGS, "broker", "User", "FederatedUser", "red", "team", "c*"],
  ],
  [
    [
      "NumericEquals",
      "NumericNotEquals",
      "NumericLessThan",
      "NumericLessThanEquals",
      "NumericGreaterThan",
      "NumericGreaterThanEquals",
    ],
    ["s3:max-keys"],
    ["1", "10", "-1", "10.5"],
  ],
  [
    [
      "DateEquals",
      "DateNotEquals",
      "DateLessThan",
      "DateLessThanEquals",
      "DateGreaterThan",
      "DateGreaterThanEquals",
    ],
    ["aws:CurrentTime"],
    ["2020-01-01T00:00:00Z", "1577836800", "2021-06-01"],
  ],
  [["Bool"], ["aws:SecureTransport", "aws:MultiFactorAuthPresent"], ["true", "False"]],
  [["IpAddress", "NotIpAddress"], ["aws:SourceIp"], ["10.0.0.0/8", "203.0.113.9", "2001:db8::/32"]],
  [
    ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    ["aws:SourceArn", "aws:PrincipalArn"],
    [
      "arn:aws:s3:::b",
      "arn:aws:sns:*:111122223333:*",
      "arn:aws:iam::*:user/${aws:username}",
      "*",
      "arn:aws:s3:*:*:*",
    ],
  ],
];

const condition = fc
  .constantFrom(...OPERATORS)
  .chain(([names, keys, values]) =>
    fc.tuple(
      fc.constantFrom("", "", "ForAllValues:", "ForAnyValue:"),
      fc.constantFrom(...names),
      fc.constantFrom("", "", "IfExists"),
      fc.constantFrom(...keys),
      oneOrMany(values),
    ),
  )
  .map(([prefix, name, suffix, key, values]) => ({ [`${prefix}${name}${suffix}`]: { [key]: values } }));

const absence = fc
  .tuple(fc.constantFrom("s3:prefix", "aws:username", "aws:TagKeys"), fc.boolean())
  .map(([key, value]) => ({ Null: { [key]: value } }));

/** The Condition of a statement; often none. */
export const conditions = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: condition.map((Condition) => ({ Condition })) },
  { weight: 1, arbitrary: fc.tuple(condition, absence).map(([a, b]) => ({ Condition: { ...a, ...b } })) },
);
