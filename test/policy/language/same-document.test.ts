// Pairs of texts that are the same policy document, and pairs that are not.
import { describe, expect, test } from "vitest";
import { sameDocument } from "../../../policy/language/same-document.ts";

const statement = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" };
const documentOf = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const policy = documentOf(statement);
const having = (more: object) => documentOf({ ...statement, ...more });
const naming = (Principal: unknown) => having({ Principal });
const testing = (Condition: unknown) => having({ Condition });
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

const root = (partition: string) => `arn:${partition}:iam::111122223333:root`;
const account = naming({ AWS: "111122223333" });
const first = having({ Sid: "First" });

type Pair = readonly [title: string, one: string, other: string];

const same: readonly Pair[] = [
  ["white space", policy, JSON.stringify(JSON.parse(policy), null, 2)],
  ["members in another order", policy, JSON.stringify({ Statement: [statement], Version: "2012-10-17" })],
  ["a statement without a list", policy, JSON.stringify({ Version: "2012-10-17", Statement: statement })],
  ["an escaped character", policy, policy.replace("s3:", "\\u00733:")],
  [
    "statements in another order",
    documentOf(statement, { ...statement, Resource: "*" }),
    documentOf({ ...statement, Resource: "*" }, statement),
  ],
  ["a statement twice", policy, documentOf(statement, statement)],
  [
    "no Version and the one that it stands for",
    '{"Statement":[]}',
    '{"Version":"2008-10-17","Statement":[]}',
  ],
  ["an Id that is empty and none", '{"Id":"","Statement":[]}', '{"Statement":[]}'],
  ["a Sid that is empty and none", having({ Sid: "" }), policy],

  ["an action in other letters", policy, having({ Action: "S3:listbucket" })],
  [
    "an action in other letters, in NotAction",
    having({ NotAction: "s3:*" }),
    having({ NotAction: ["S3:*"] }),
  ],
  ["an action in a list", policy, having({ Action: ["s3:ListBucket"] })],
  ["actions in another order", having({ Action: ["s3:A", "s3:B"] }), having({ Action: ["s3:B", "s3:A"] })],
  ["an action twice in a list", policy, having({ Action: ["s3:ListBucket", "s3:listBucket"] })],
  ["a resource in a list, twice", policy, having({ Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b"] })],
  ["resources in another order", having({ NotResource: ["a", "b"] }), having({ NotResource: ["b", "a"] })],

  ["an account by the ARN of its root", account, naming({ AWS: root("aws") })],
  ["an account by the ARN of its root in China", account, naming({ AWS: root("aws-cn") })],
  ["an account by the ARN of its root in GovCloud", account, naming({ AWS: [root("aws-us-gov")] })],
  ["an account by the ARN of its root in an isolated partition", account, naming({ AWS: root("aws-iso-b") })],
  ["an account by its number and by its root", account, naming({ AWS: ["111122223333", root("aws")] })],
  [
    "accounts by number and by root, in another order",
    naming({ AWS: ["111122223333", "arn:aws:iam::444455556666:root"] }),
    naming({ AWS: ["arn:aws:iam::444455556666:root", root("aws")] }),
  ],
  [
    "an account in NotPrincipal",
    having({ NotPrincipal: { AWS: "111122223333" } }),
    having({ NotPrincipal: { AWS: root("aws") } }),
  ],
  ["everyone by type", naming("*"), naming({ AWS: "*" })],
  ["everyone by type, in a list", naming("*"), naming({ AWS: ["*"] })],
  ["a service in a list", naming({ Service: "a.example" }), naming({ Service: ["a.example"] })],
  [
    "types of principals in another order",
    naming({ AWS: "*", Service: "a" }),
    naming({ Service: "a", AWS: "*" }),
  ],

  [
    "a condition key in other letters",
    testing({ IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }),
    testing({ IpAddress: { "AWS:sourceip": ["192.0.2.0/24"] } }),
  ],
  ["a boolean and its text", testing({ Bool: { k: false } }), testing({ Bool: { k: "false" } })],
  [
    "a number and its text",
    testing({ NumericEquals: { k: [7, 10] } }),
    testing({ NumericEquals: { k: ["10", "7"] } }),
  ],
  ["a value twice", testing({ StringLike: { k: ["a", "a"] } }), testing({ StringLike: { k: "a" } })],
  [
    "values in another order",
    testing({ StringLike: { k: ["a", "b"] } }),
    testing({ StringLike: { k: ["b", "a"] } }),
  ],
  [
    "operators and keys in another order",
    testing({ StringLike: { a: "1", b: "2" }, Null: { c: "true" } }),
    testing({ Null: { c: "true" }, StringLike: { b: "2", a: "1" } }),
  ],
  ["a condition that is empty and none", testing({}), policy],
  ["an operator that tests nothing and none", testing({ StringEquals: {} }), policy],

  ["the same text, though it is no JSON", "{", "{"],
  ["the same text, though a key stands in it twice", '{"Id":"a","Id":"b"}', '{"Id":"a","Id":"b"}'],
  ["the same text, though it is nested without end", deep(100_000), deep(100_000)],
  ["unknown members in another order", '{"__proto__":1,"a":{"b":2}}', '{ "a": { "b": 2 }, "__proto__": 1 }'],
];

const different: readonly Pair[] = [
  ["another action", policy, having({ Action: "s3:GetObject" })],
  ["one action more", policy, having({ Action: ["s3:ListBucket", "s3:GetObject"] })],
  ["an action for its opposite", policy, JSON.stringify(JSON.parse(policy.replace("Action", "NotAction")))],
  ["another effect", policy, having({ Effect: "Deny" })],
  ["an effect in other letters", policy, having({ Effect: "allow" })],
  ["a resource in other letters", policy, having({ Resource: "arn:aws:s3:::B" })],
  ["a condition", policy, testing({ Bool: { "aws:SecureTransport": "true" } })],
  ["another version", policy, policy.replace("2012", "2008")],
  ["no Version for the current one", policy, JSON.stringify({ Statement: [statement] })],
  ["a statement more", policy, documentOf(statement, { ...statement, Resource: "*" })],
  ["a statement less", documentOf(statement, { ...statement, Resource: "*" }), policy],
  ["no text of JSON", policy, "{"],
  ["another Sid", first, having({ Sid: "Second" })],
  ["a Sid in other letters", first, having({ Sid: "first" })],
  ["a Sid more", policy, first],
  ["another Id", '{"Id":"a","Statement":[]}', '{"Id":"b","Statement":[]}'],
  ["members in other letters", policy, policy.replace("Action", "action")],
  [
    "no actions for no Action",
    having({ Action: [] }),
    JSON.stringify(JSON.parse(policy, (key, value) => (key === "Action" ? undefined : value))),
  ],

  ["another account", account, naming({ AWS: "arn:aws:iam::444455556666:root" })],
  ["a user of the account", account, naming({ AWS: "arn:aws:iam::111122223333:user/root" })],
  ["the root of another service", account, naming({ AWS: "arn:aws:sts::111122223333:root" })],
  [
    "a number of other length",
    naming({ AWS: "11112222333" }),
    naming({ AWS: "arn:aws:iam::11112222333:root" }),
  ],
  ["an account as a service", naming({ Service: "111122223333" }), naming({ Service: root("aws") })],
  ["an account as a resource", having({ Resource: "111122223333" }), having({ Resource: root("aws") })],
  ["every service for everyone", naming({ Service: "*" }), naming("*")],
  ["everyone for an account", account, naming("*")],
  ["everyone besides an account", naming({ AWS: ["*", "111122223333"] }), naming({ AWS: "*" })],
  ["a principal in other letters", naming({ Service: "A.example" }), naming({ Service: "a.example" })],
  ["no principal for everyone", policy, naming("*")],

  ["an operator in other letters", testing({ Bool: { k: "true" } }), testing({ bool: { k: "true" } })],
  ["an operator with a suffix", testing({ Bool: { k: "true" } }), testing({ BoolIfExists: { k: "true" } })],
  ["a text and the JSON text of it", "abc", '"abc"'],
  ["a list within a list", having({ Action: [["a"]] }), having({ Action: ["a"] })],
  [
    "an account as a condition's value",
    testing({ StringEquals: { AWS: "111122223333" } }),
    testing({ StringEquals: { AWS: root("aws") } }),
  ],
  ["nothing and a text", having({ Resource: null }), having({ Resource: "null" })],
  [
    "a number that reads the same",
    '{"Statement":{"Condition":{"StringEquals":{"k":1.0}}}}',
    '{"Statement":{"Condition":{"StringEquals":{"k":1}}}}',
  ],
  ["a value in other letters", testing({ StringEquals: { k: "a" } }), testing({ StringEquals: { k: "A" } })],
  [
    "a number spelled otherwise",
    testing({ StringEquals: { k: 1 } }),
    testing({ StringEquals: { k: "1.0" } }),
  ],
  [
    "values under two spellings of a key for both under one",
    testing({ StringLike: { k: "a", K: "b" } }),
    testing({ StringLike: { k: ["a", "b"] } }),
  ],
  [
    "a value under another key",
    testing({ StringLike: { a: "1", b: "2" } }),
    testing({ StringLike: { a: "2", b: "1" } }),
  ],

  ["text that is no JSON, with white space", "{", "{ "],
  ["a key twice, spelled otherwise", '{"Id":"a","Id":"b"}', '{"Id":"a", "Id":"b"}'],
  ["the last of a key twice", '{"Id":"a","Id":"b"}', '{"Id":"b"}'],
  ["nesting without end, spelled otherwise", deep(100_000), ` ${deep(100_000)}`],
  ["another prototype", '{"__proto__":{"Statement":[]}}', '{"__proto__":{"Statement":["a"]}}'],
  ["a prototype for a member", '{"__proto__":{"Version":"2012-10-17"}}', '{"Version":"2012-10-17"}'],
  ["a list in other order where none is known", '{"Else":[1,2]}', '{"Else":[2,1]}'],
];

describe("it is the same policy document with", () => {
  test.for([...same])("%s", ([, one, other]) => {
    expect([sameDocument(one, other), sameDocument(other, one)]).toEqual([true, true]);
  });
});

describe("it is another policy document with", () => {
  test.for([...different])("%s", ([, one, other]) => {
    expect([sameDocument(one, other), sameDocument(other, one)]).toEqual([false, false]);
  });
});

test("five hundred statements are compared in no time", () => {
  const statements = Array.from({ length: 500 }, (_, index) => ({ ...statement, Sid: `S${index}` }));
  const [one, other] = [documentOf(...statements), documentOf(...statements.toReversed())];
  const start = performance.now();
  expect(sameDocument(one, other)).toBe(true);
  expect(performance.now() - start).toBeLessThan(500);
});
