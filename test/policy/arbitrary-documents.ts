// Random documents about the same small world as the random requests.
import fc from "fast-check";
import { ABROAD, HOME, PRINCIPALS, RESOURCES } from "./arbitraries.ts";
import type { Statement } from "./naive-evaluator.ts";
import type { Documents } from "./parse-documents.ts";

const oneOrMany = <Value>(values: readonly Value[]): fc.Arbitrary<Value | Value[]> =>
  fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

const ACTIONS = [
  "s3:GetObject",
  "S3:getobject",
  "s3:Get*",
  "s3:*Object",
  "s3:?etObject",
  "*",
  "sqs:*",
  "s3:List*",
];
const PATTERNS = [
  ...RESOURCES,
  "arn:aws:s3:::*",
  "arn:aws:s3:::b/*",
  "arn:aws:s3:::b/?",
  "arn:aws:s3:::b*",
  "arn:aws:s3:::b/${aws:username}/*",
  "arn:aws:s3:::b/${aws:PrincipalTag/team, 'k'}*",
  "arn:aws:s3:::other/${*}",
  "arn:aws:sqs:*:111122223333:q",
  "arn:aws:sqs",
];

const STRINGS = [
  "",
  "home/",
  "home/*",
  "h?me/",
  "*",
  "home/${aws:username}",
  "${aws:userid, 'none'}",
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
      "arn:aws:s3",
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

const named = <Value>(name: string, value: Value): Record<string, Value> => ({ [name]: value });

const AWS_NAMES = [
  "*",
  HOME,
  ABROAD,
  `arn:aws:iam::${HOME}:root`,
  ...PRINCIPALS.flatMap((one) => ("arn" in one ? [one.arn] : [])),
  `arn:aws:iam::${HOME}:role/reader`,
];

const principalElement = fc
  .tuple(
    fc.constantFrom("Principal", "Principal", "Principal", "NotPrincipal"),
    fc.oneof(
      fc.constant("*"),
      oneOrMany(AWS_NAMES).map((AWS) => ({ AWS })),
      fc.constantFrom({ Service: "cloudtrail.amazonaws.com" }, { Service: ["sns.amazonaws.com"] }),
    ),
  )
  // NotPrincipal stands with Deny only.
  .map(([name, value]) => ({ ...named(name, value), ...(name === "NotPrincipal" && { Effect: "Deny" }) }));

const conditions = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: condition.map((Condition) => ({ Condition })) },
  { weight: 1, arbitrary: fc.tuple(condition, absence).map(([a, b]) => ({ Condition: { ...a, ...b } })) },
);

const statementWith = (more: fc.Arbitrary<object>): fc.Arbitrary<Statement> =>
  fc
    .tuple(
      fc.constantFrom("Allow", "Allow", "Deny"),
      fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), oneOrMany(ACTIONS)),
      fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), oneOrMany(PATTERNS)),
      conditions,
      more,
    )
    .map(([Effect, action, resource, tested, rest]) => ({
      Effect,
      ...named(...action),
      ...named(...resource),
      ...tested,
      ...rest,
    })) as fc.Arbitrary<Statement>;

const nothing = fc.constant({});
const documentOf = (statement: fc.Arbitrary<Statement>): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17", undefined),
      fc.array(statement, { minLength: 1, maxLength: 4 }),
    )
    .map(([Version, statements]) => ({ ...(Version && { Version }), Statement: statements }));

export const identityStatement = statementWith(nothing);
export const identityDocument = documentOf(identityStatement);
// A bucket policy whose actions do not fit its resources is refused, so the actions here fit all.
export const resourceDocument = documentOf(
  statementWith(principalElement).map(({ Action, NotAction, ...rest }) => ({
    ...rest,
    NotAction: NotAction ?? Action ?? "s3:PutObject",
  })),
);
// A resource control policy takes no NotAction.
const rcpDocument = documentOf(
  statementWith(fc.constant({ Principal: "*" })).map(({ Action, NotAction, ...rest }) => ({
    ...rest,
    Action: Action ?? NotAction ?? "*",
  })),
);

export const documents: fc.Arbitrary<Documents> = fc.record(
  {
    identity: fc.array(identityDocument, { maxLength: 3 }),
    permissionsBoundary: identityDocument,
    session: fc.array(identityDocument, { maxLength: 2 }),
    resource: resourceDocument,
    serviceControl: fc.array(fc.array(identityDocument, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    resourceControl: fc.array(fc.array(rcpDocument, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  },
  { requiredKeys: ["identity", "session", "resource"] },
);
