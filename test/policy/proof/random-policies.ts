// Random documents over a small world in which patterns and values often collide.

import type { Random } from "./random.ts";
import { condition } from "./random-keys.ts";

export type WrittenStatement = Readonly<Record<string, unknown>>;

export interface WrittenDocument {
  /** Without one, a document is read as one of 2008. */
  readonly Version?: string;
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
  "s3:a.b",
  "s3:*.*",
  "s3:a+?",
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
  "arn:aws:s3:::b/${aws:username, 'x'}",
  "arn:aws:s3:::b/${s3:prefix}*",
  "arn:aws:s3:::b/${aws:PrincipalTag/team, 'a'}",
  "arn:aws:s3:::b/${aws:TagKeys}",
  "arn:aws:s3:::b/${*}",
  "arn:aws:t:*:111122223333:x",
  "arn:aws:t:*:x",
  "arn:aws:t:u*1:*:x",
  "arn:aws:t:${aws:RequestedRegion}:111122223333:x",
];

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
    [random.chance(0.15) ? "NotAction" : "Action"]: action,
    [random.chance(0.2) ? "NotResource" : "Resource"]: resource,
    ...conditions(random),
  };
}

const VERSIONS: readonly Pick<WrittenDocument, "Version">[] = [{ Version: "2008-10-17" }, {}];

const document = (random: Random, statements: readonly WrittenStatement[]): WrittenDocument => ({
  ...(random.chance(0.1) ? random.one(VERSIONS) : { Version: "2012-10-17" }),
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
export function withPrincipals(random: Random, { Statement, ...document }: WrittenDocument): WrittenDocument {
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
  return { ...document, Statement: statements };
}

/** The document as a resource control policy, which denies everyone. */
export const asResourceControl = ({ Statement, ...document }: WrittenDocument): WrittenDocument => ({
  ...document,
  Statement: Statement.filter((one) => "Action" in one).map((one) => ({
    ...{ ...one, Effect: "Deny", Principal: "*" },
  })),
});

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
