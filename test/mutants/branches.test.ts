// The branches of documents that a person wrote.
import { expect, test } from "vitest";
import { branchesOf } from "../../mutants/branches.ts";

const denying = {
  ...{ Effect: "Deny", Principal: "*", Action: "s3:*" },
  Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" }, StringLike: { "s3:prefix": ["a", "b"] } },
};
const { Condition: _, Action: __, ...rest } = denying;
const nothing = { ...rest, NotAction: "*" };
const [secure, prefix] = [{ Bool: denying.Condition.Bool }, { StringLike: denying.Condition.StringLike }];

const found = (statement: object, everything?: string) =>
  branchesOf(JSON.stringify({ Statement: [statement] }), everything).map(({ says, never, always }) => [
    says,
    ...[never, always].map((text) => JSON.parse(text).Statement[0]),
  ]);

test("of a statement are itself, and each value of its actions, resources and conditions", () => {
  expect(found(denying, "arn:aws:s3:::b*")).toEqual([
    ["", nothing, { ...rest, Action: "*", Resource: "arn:aws:s3:::b*" }],
    ["Action s3:*", nothing, { ...denying, Action: "*" }],
    [
      "Resource arn:aws:s3:::b",
      { ...denying, Resource: "arn:aws:s3:::b/*" },
      { ...denying, Resource: ["arn:aws:s3:::b*", "arn:aws:s3:::b/*"] },
    ],
    [
      "Resource arn:aws:s3:::b/*",
      { ...denying, Resource: "arn:aws:s3:::b" },
      { ...denying, Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b*"] },
    ],
    ["Condition Bool aws:SecureTransport false", nothing, { ...denying, Condition: prefix }],
    [
      "Condition StringLike s3:prefix a",
      { ...denying, Condition: { ...secure, StringLike: { "s3:prefix": "b" } } },
      { ...denying, Condition: secure },
    ],
    [
      "Condition StringLike s3:prefix b",
      { ...denying, Condition: { ...secure, StringLike: { "s3:prefix": "a" } } },
      { ...denying, Condition: secure },
    ],
  ]);
});

test("of an Allow that names what it leaves out: without its only value it takes everything", () => {
  const allowing = { Effect: "Allow", NotAction: "iam:*", Resource: "*" };
  expect(found(allowing)).toEqual([
    ["", { Effect: "Deny", NotAction: "*", Resource: "*" }, { Effect: "Allow", Action: "*", Resource: "*" }],
    ["NotAction iam:*", { ...allowing, NotAction: undefined, Action: "*" }, { ...allowing, NotAction: "*" }],
    ["Resource *", { Effect: "Deny", NotAction: "*", Resource: "*" }, allowing],
  ]);
});
