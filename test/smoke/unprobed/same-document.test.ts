// The same policy document, as AWS may write it back.
import { expect, test } from "vitest";
import { sameDocument } from "../../../smoke/unprobed/same-document.ts";

const statement = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" };
const policyOf = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const policy = policyOf(statement);

test.for([
  ["with white space", JSON.stringify(JSON.parse(policy), null, 2)],
  ["with keys in another order", JSON.stringify({ Statement: [statement], Version: "2012-10-17" })],
  ["with one statement without a list", JSON.stringify({ Version: "2012-10-17", Statement: statement })],
  ["with a list around one value", policyOf({ ...statement, Action: ["s3:ListBucket"] })],
  ["with an action in other letters", policyOf({ ...statement, Action: "S3:listbucket" })],
] as const)("is the same %s", ([, other]) => {
  expect(sameDocument(policy, other)).toBe(true);
});

test("is the same with an account's number for the ARN of its root, and lists in another order", () => {
  const principals = (...AWS: readonly string[]) => policyOf({ ...statement, Principal: { AWS } });
  expect(
    sameDocument(
      principals("111122223333", "arn:aws:iam::444455556666:root"),
      principals("arn:aws:iam::444455556666:root", "arn:aws:iam::111122223333:root"),
    ),
  ).toBe(true);
});

test.for([
  ["another action", policyOf({ ...statement, Action: "s3:GetObject" })],
  ["one action more", policyOf({ ...statement, Action: ["s3:ListBucket", "s3:GetObject"] })],
  ["another effect", policyOf({ ...statement, Effect: "Deny" })],
  ["a resource in other letters", policyOf({ ...statement, Resource: "arn:aws:s3:::B" })],
  ["a condition", policyOf({ ...statement, Condition: { Bool: { "aws:SecureTransport": "true" } } })],
  ["another version", JSON.stringify({ Version: "2008-10-17", Statement: [statement] })],
  ["a statement more", policyOf(statement, { ...statement, Resource: "*" })],
  ["no text of JSON", "{"],
] as const)("is another with %s", ([, other]) => {
  expect(sameDocument(policy, other)).toBe(false);
});
