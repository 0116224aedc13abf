// Random documents over a small world in which patterns and values often collide.

import type { Random } from "./random.ts";

export type WrittenStatement = Readonly<Record<string, unknown>>;

export interface WrittenDocument {
  readonly Version: string;
  readonly Statement: readonly WrittenStatement[];
}

const ACTIONS = [
  "*",
  "s3:*",
  "s3:a",
  "s3:A*",
  "s3:ab",
  "s3:?",
  "s3:*b",
  "t:a",
  "t:*",
  "sts:*",
  "iam:*",
  "sts:GetFederationToken",
];

const RESOURCES = [
  "*",
  "arn:aws:s3:::*",
  "arn:aws:s3:::b",
  "arn:aws:s3:::b/*",
  "arn:aws:s3:::b/a*",
  "arn:aws:s3:::*/a",
  "arn:aws:s3:::b?a",
  "arn:aws:s3:::b/${aws:username}",
  "arn:aws:s3:::b/${s3:prefix}*",
  "arn:aws:s3:::b/${aws:PrincipalTag/team, 'a'}",
  "arn:aws:s3:::b/${aws:TagKeys}",
  "arn:aws:s3:::b/${*}",
  "arn:aws:t:*:111122223333:x",
  "arn:aws:t:*:x",
  "arn:aws:t:u*1:*:x",
  "arn:aws:t:${aws:RequestedRegion}:111122223333:x",
];

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
  "aws:SecureTransport": { kinds: ["flag"], states: ["true", "false", "TRUE", "a"] },
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

function condition(random: Random): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
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

function conditions(random: Random): object {
  if (random.chance(0.45)) return {};
  const parts = Array.from({ length: 1 + random.below(2) }, () => condition(random));
  return { Condition: Object.assign({}, ...parts) };
}

/** A statement; most are allowed to be about few resources and actions. */
function statement(random: Random, deny: number): WrittenStatement {
  const action = random.chance(0.5) ? random.one(ACTIONS) : random.some(ACTIONS, 2);
  const resource = random.chance(0.6) ? random.one(RESOURCES) : random.some(RESOURCES, 3);
  return {
    Effect: random.chance(deny) ? "Deny" : "Allow",
    [random.chance(0.12) ? "NotAction" : "Action"]: action,
    [random.chance(0.12) ? "NotResource" : "Resource"]: resource,
    ...conditions(random),
  };
}

const document = (random: Random, statements: readonly WrittenStatement[]): WrittenDocument => ({
  Version: random.chance(0.08) ? "2008-10-17" : "2012-10-17",
  Statement: statements,
});

export function randomDocument(random: Random): WrittenDocument {
  return document(
    random,
    Array.from({ length: 1 + random.below(3) }, () => statement(random, 0.3)),
  );
}

const HOME = "111122223333";
const ABROAD = "444455556666";
const PRINCIPALS: readonly unknown[] = [
  "*",
  { AWS: "*" },
  { AWS: HOME },
  { AWS: `arn:aws:iam::${ABROAD}:root` },
  { AWS: `arn:aws:iam::${HOME}:user/alice` },
  { AWS: [`arn:aws:iam::${HOME}:user/a`, `arn:aws:iam::${HOME}:role/reader`] },
  {
    AWS: [
      `arn:aws:sts::${HOME}:federated-user/alice`,
      `arn:aws:iam::${HOME}:root`,
      `arn:aws:iam::${HOME}:user/alice`,
    ],
  },
  { AWS: `arn:aws:sts::${HOME}:assumed-role/reader/s` },
  { AWS: [ABROAD, `arn:aws:iam::${HOME}:user/alice`] },
  { Service: "t.amazonaws.com" },
];

/** The document as a resource policy, each statement with a principal; what bucket policies may not hold is left out. */
export function withPrincipals(random: Random, { Version, Statement }: WrittenDocument): WrittenDocument {
  const statements = Statement.map(({ Condition, ...rest }) => {
    const known = Object.entries((Condition ?? {}) as Record<string, Record<string, unknown>>).filter(
      ([, keys]) => !Object.keys(keys).some((key) => /^(?:foo|dynamodb|events|s3):/i.test(key)),
    );
    const not = rest.Effect === "Deny" && random.chance(0.2);
    return {
      ...rest,
      [not ? "NotPrincipal" : "Principal"]: random.one(PRINCIPALS),
      ...(known.length > 0 && { Condition: Object.fromEntries(known) }),
    };
  });
  return { Version, Statement: statements };
}

// Changes of a document after which it often allows more, or less, or the same.
const CHANGES: readonly ((random: Random, statements: readonly WrittenStatement[]) => WrittenStatement[])[] =
  [
    (random, statements) => [...statements, statement(random, 0.3)],
    (_, statements) => statements.slice(1),
    (_, statements) => statements.filter(({ Effect }) => Effect !== "Deny"),
    (_, statements) => statements.map(({ Condition: _condition, ...rest }) => rest),
    (random, statements) => statements.map((one) => ({ ...one, ...conditions(random) })),
    (random, statements) =>
      statements.map((one) => ("Action" in one ? { ...one, Action: random.one(ACTIONS) } : one)),
    (random, statements) =>
      statements.map((one) => ("Resource" in one ? { ...one, Resource: random.one(RESOURCES) } : one)),
    (random, statements) =>
      statements.map((one) =>
        "Resource" in one ? { ...one, Resource: [...[one.Resource].flat(), random.one(RESOURCES)] } : one,
      ),
    (_, statements) => [...statements].reverse(),
    // Split by a condition: together they are what there was.
    (random, statements) =>
      statements.flatMap((one) => {
        if (one.Effect === "Deny" || "Condition" in one) return [one];
        const prefix = random.one(["a", "a*", "*", "?"]);
        return [
          { ...one, Condition: { StringLike: { "s3:prefix": prefix } } },
          { ...one, Condition: { StringNotLike: { "s3:prefix": prefix } } },
        ];
      }),
  ];

/** Two documents: unrelated, or one made from the other. */
export function randomPair(random: Random): readonly [WrittenDocument, WrittenDocument] {
  const first = randomDocument(random);
  if (random.chance(0.25)) return [first, randomDocument(random)];
  const changed = random
    .some(CHANGES, 2)
    .reduce((statements, change) => change(random, statements), [...first.Statement]);
  const second = { ...first, Statement: changed.length === 0 ? first.Statement : changed };
  return random.chance(0.5) ? [first, second] : [second, first];
}
