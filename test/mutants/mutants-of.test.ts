// Every mutator, by what it makes of statements that a person wrote.
import { describe, expect, it, test } from "vitest";
import { type Mutant, mutantsOf } from "../../mutants/mutants-of.ts";
import { mutators } from "../../mutants/mutators.ts";

const around = {
  ...{ partition: "aws", accountId: "111122223333", buckets: ["inside", "outside"] },
  neighbours: () => ["s3:ListBucketVersions"],
};

const documentOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const statementsOf = ({ document = "" }: Mutant): unknown => JSON.parse(document).Statement;

const listing = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::inside" };
const federating = {
  ...{ Effect: "Allow", Action: "sts:GetFederationToken*" },
  Resource: "arn:aws:sts::111122223333:federated-user/*",
};
const denying = {
  ...{ Effect: "Deny", Principal: "*", Action: "s3:*" },
  Resource: ["arn:aws:s3:::inside", "arn:aws:s3:::inside/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const granting = {
  ...{ Effect: "Allow", Principal: { AWS: ["arn:aws:iam::111122223333:user/a", "444455556666"] } },
  ...{ Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::inside/home/*" },
};
const conditional = (operator: string, key: string, value: string | readonly string[]) => ({
  ...listing,
  Condition: { [operator]: { [key]: value } },
});
const network = "203.0.113.0/24";

/** What each mutator makes of a statement in its place: the members that change. */
const CASES: readonly (readonly [mutator: string, statement: object, changes: readonly object[]])[] = [
  ["effect: flipped", listing, [{ Effect: "Deny" }]],
  ["effect: flipped", denying, [{ Effect: "Allow" }]],
  ["action: any", listing, [{ Action: "*" }]],
  ["action: any", granting, [{ Action: ["*", "s3:PutObject"] }, { Action: ["s3:GetObject", "*"] }]],
  ["action: whole service", federating, [{ Action: "sts:*" }]],
  ["action: whole service", denying, []],
  ["action: wildcard behind it", listing, [{ Action: "s3:ListBucket*" }]],
  ["action: wildcard behind it", federating, []],
  ["action: cut to its verb", listing, [{ Action: "s3:List*" }]],
  ["action: cut to its verb", federating, [{ Action: "sts:Get*" }]],
  ["action: without its wildcard", federating, [{ Action: "sts:GetFederationToken" }]],
  ["action: without its wildcard", denying, []],
  ["action: part of the service", denying, [{ Action: "s3:Get*" }, { Action: "s3:List*" }]],
  ["action: a neighbour", listing, [{ Action: "s3:ListBucketVersions" }]],
  ["action: dropped", listing, []],
  ["action: dropped", granting, [{ Action: "s3:PutObject" }, { Action: "s3:GetObject" }]],
  ["action: NotAction", listing, [{ Action: undefined, NotAction: "s3:ListBucket" }]],
  ["resource: any", listing, [{ Resource: "*" }]],
  ["resource: wildcard behind it", listing, [{ Resource: "arn:aws:s3:::inside*" }]],
  ["resource: wildcard behind it", federating, []],
  ["resource: prefix cut", listing, [{ Resource: "arn:aws:s3:::*" }]],
  ["resource: prefix cut", federating, [{ Resource: "arn:aws:sts::111122223333:*" }]],
  ["resource: prefix cut", granting, [{ Resource: "arn:aws:s3:::inside/*" }]],
  ["resource: one of many", listing, []],
  [
    ...(["resource: one of many", granting] as const),
    [{ Resource: "arn:aws:s3:::inside/home/federation-broker-mutant" }],
  ],
  ["resource: object or bucket", listing, [{ Resource: "arn:aws:s3:::inside/*" }]],
  ["resource: object or bucket", granting, [{ Resource: "arn:aws:s3:::inside" }]],
  ["resource: object or bucket", federating, []],
  [
    ...(["resource: another bucket", granting] as const),
    [
      { Resource: "arn:aws:s3:::outside/home/*" },
      { Resource: "arn:aws:s3:::federation-broker-mutant/home/*" },
    ],
  ],
  [
    "resource: dropped",
    denying,
    [{ Resource: "arn:aws:s3:::inside/*" }, { Resource: "arn:aws:s3:::inside" }],
  ],
  ["resource: NotResource", listing, [{ Resource: undefined, NotResource: "arn:aws:s3:::inside" }]],
  ["principal: everyone", granting, [{ Principal: "*" }]],
  ["principal: everyone", listing, []],
  ["principal: the account", denying, [{ Principal: { AWS: "arn:aws:iam::111122223333:root" } }]],
  ["principal: another account", denying, [{ Principal: { AWS: "arn:aws:iam::444455556666:root" } }]],
  [
    ...(["principal: dropped", granting] as const),
    [{ Principal: { AWS: "444455556666" } }, { Principal: { AWS: "arn:aws:iam::111122223333:user/a" } }],
  ],
  ["principal: dropped", denying, []],
  ["principal: NotPrincipal", denying, [{ Principal: undefined, NotPrincipal: "*" }]],
  ["condition: negated", denying, [{ Condition: { Bool: { "aws:SecureTransport": "true" } } }]],
  [
    ...(["condition: negated", conditional("StringLike", "s3:prefix", "home/*")] as const),
    [{ Condition: { StringNotLike: { "s3:prefix": "home/*" } } }],
  ],
  [
    ...(["condition: negated", conditional("NumericLessThan", "s3:max-keys", "10")] as const),
    [{ Condition: { NumericGreaterThanEquals: { "s3:max-keys": "10" } } }],
  ],
  [
    ...(["condition: negated", conditional("NotIpAddressIfExists", "aws:SourceIp", network)] as const),
    [{ Condition: { IpAddressIfExists: { "aws:SourceIp": network } } }],
  ],
  ["condition: negated", listing, []],
  ["condition: IfExists", denying, [{ Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }]],
  ["condition: IfExists", conditional("Null", "aws:TagKeys", "false"), []],
  [
    ...([
      "condition: another set operator",
      conditional("ForAllValues:StringEquals", "aws:TagKeys", "a"),
    ] as const),
    [
      { Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } } },
      { Condition: { StringEquals: { "aws:TagKeys": "a" } } },
    ],
  ],
  [
    ...(["condition: wider value", conditional("StringEquals", "s3:prefix", "home/")] as const),
    [{ Condition: { StringLike: { "s3:prefix": "home/*" } } }],
  ],
  [
    ...(["condition: wider value", conditional("IpAddress", "aws:SourceIp", "198.51.100.0/24")] as const),
    [
      { Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } },
      { Condition: { IpAddress: { "aws:SourceIp": "198.51.100.0/23" } } },
    ],
  ],
  [
    ...(["condition: another value", conditional("StringEquals", "s3:prefix", ["a", "b"])] as const),
    [
      { Condition: { StringEquals: { "s3:prefix": ["a-other", "b"] } } },
      { Condition: { StringEquals: { "s3:prefix": ["a", "b-other"] } } },
    ],
  ],
  [
    ...(["condition: another value", conditional("NumericEquals", "s3:max-keys", "7")] as const),
    [
      { Condition: { NumericEquals: { "s3:max-keys": "8" } } },
      { Condition: { NumericEquals: { "s3:max-keys": "6" } } },
    ],
  ],
  [
    ...(["condition: one more value", conditional("IpAddress", "aws:SourceIp", "10.0.0.0/8")] as const),
    [{ Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", network] } } }],
  ],
  [
    ...(["condition: a value dropped", conditional("StringEquals", "s3:prefix", ["a", "b"])] as const),
    [
      { Condition: { StringEquals: { "s3:prefix": "b" } } },
      { Condition: { StringEquals: { "s3:prefix": "a" } } },
    ],
  ],
  ["condition: removed", denying, [{ Condition: undefined }]],
  [
    "condition: removed",
    { ...listing, Condition: { Null: { "aws:TagKeys": "false" }, StringEquals: { "s3:prefix": "a" } } },
    [
      { Condition: undefined },
      { Condition: { StringEquals: { "s3:prefix": "a" } } },
      { Condition: { Null: { "aws:TagKeys": "false" } } },
    ],
  ],
  [
    ...(["condition: one more", listing] as const),
    [
      { Condition: { IpAddress: { "aws:SourceIp": network } } },
      { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
      { Condition: { Bool: { "aws:ViaAWSService": "true" } } },
      { Condition: { StringLike: { "aws:Referer": "https://example.com/*" } } },
      { Condition: { DateGreaterThan: { "aws:CurrentTime": "2099-01-01T00:00:00Z" } } },
    ],
  ],
  [
    ...(["statement: everything, under a condition", listing] as const),
    [
      { Action: "*", Resource: "*", Condition: { IpAddress: { "aws:SourceIp": network } } },
      { Action: "*", Resource: "*", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
      { Action: "*", Resource: "*", Condition: { Bool: { "aws:ViaAWSService": "true" } } },
      { Action: "*", Resource: "*", Condition: { StringLike: { "aws:Referer": "https://example.com/*" } } },
      {
        ...{ Action: "*", Resource: "*" },
        Condition: { DateGreaterThan: { "aws:CurrentTime": "2099-01-01T00:00:00Z" } },
      },
    ],
  ],
  ["statement: everything, under a condition", denying, []],
];

describe("a mutator", () => {
  it.each(CASES)("%s changes %j", (name, statement, changes) => {
    const mutator = mutators.find((one) => one.name === name);
    const found = mutator?.changes({ ...statement }, around).map((one) => one.statement);
    expect(found).toEqual(changes.map((change) => JSON.parse(JSON.stringify({ ...statement, ...change }))));
  });

  it("is in the table only with cases of its own", () => {
    const tested = new Set(CASES.map(([name]) => name));
    expect(mutators.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
  });
});

test("each change stands in the place of its statement, and beside it with a Sid of its own", () => {
  const document = documentOf(federating, { Sid: "List", ...listing });
  const found = mutantsOf(document, [], around).filter(
    ({ operator }) => operator === "action: whole service",
  );
  expect(
    found.map(({ statement, says, ...rest }) => [statement, says, statementsOf({ says, ...rest })]),
  ).toEqual([
    [
      0,
      "Action sts:GetFederationToken* becomes sts:*",
      [
        { ...federating, Action: "sts:*" },
        { Sid: "List", ...listing },
      ],
    ],
    [
      ...[0, "beside it, Action sts:GetFederationToken* becomes sts:*"],
      [federating, { Sid: "List", ...listing }, { ...federating, Action: "sts:*" }],
    ],
    [1, "Action s3:ListBucket becomes s3:*", [federating, { Sid: "List", ...listing, Action: "s3:*" }]],
    [
      ...[1, "beside it, Action s3:ListBucket becomes s3:*"],
      [federating, { Sid: "List", ...listing }, { Sid: "Mutant", ...listing, Action: "s3:*" }],
    ],
  ]);
});

test("a document is removed, exchanged, and loses each statement but the last", () => {
  const others = [{ title: "another policy", text: documentOf(denying) }];
  const whole = (text: string) =>
    mutantsOf(text, others, around)
      .filter(({ operator }) => /^document|^statement: removed/.test(operator))
      .map(({ operator, statement, document }) => [operator, statement, document]);
  expect(whole(documentOf(listing, federating))).toEqual([
    ["document: removed", undefined, undefined],
    ["document: exchanged", undefined, documentOf(denying)],
    ["statement: removed", 0, documentOf(federating)],
    ["statement: removed", 1, documentOf(listing)],
  ]);
  expect(whole(documentOf(listing))).toEqual([
    ["document: removed", undefined, undefined],
    ["document: exchanged", undefined, documentOf(denying)],
  ]);
});

test("no mutant is the document itself, and none is there twice", () => {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: { ...listing, Resource: "*" } });
  const documents = mutantsOf(text, [{ title: "the same", text }], around).map(({ document }) => document);
  expect(new Set(documents).size).toBe(documents.length);
  expect(documents).not.toContain(documentOf({ ...listing, Resource: "*" }));
});
