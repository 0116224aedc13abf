// Statements in words.
import { expect, it } from "vitest";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { sayStatement } from "../../../smoke/prediction/say-statement.ts";

const OBJECTS = "arn:aws:s3:::b/*";

it.each<[object, string]>([
  [{ Action: "s3:GetObject", Resource: OBJECTS }, "s3:GetObject on arn:aws:s3:::b/*"],
  [{ Action: ["s3:a", "s3:b"], Resource: "arn:aws:s3:::*" }, "s3:a and s3:b on any bucket"],
  [{ Action: ["s3:a", "s3:b", "s3:c"], Resource: "arn:aws:s3:::*/*" }, "s3:a, s3:b and s3:c on any object"],
  [
    { Action: ["s3:a", "s3:b", "s3:c", "s3:d", "s3:e"], Resource: "*" },
    "s3:a, s3:b, s3:c and 2 more on every resource",
  ],
  [{ NotAction: "s3:*", NotResource: OBJECTS }, "all actions but s3:* on everything but arn:aws:s3:::b/*"],
  [
    { Action: "*", Resource: "*", Condition: { Null: { "aws:Referer": "false" } } },
    "every action on every resource when aws:Referer is present",
  ],
  [
    { Action: "*", Resource: "*", Condition: { Null: { "aws:Referer": "true" } } },
    "every action on every resource when aws:Referer is absent",
  ],
  [
    {
      Action: "*",
      Resource: "*",
      Condition: { StringLike: { "s3:prefix": ["a/*", "b/*"] }, Bool: { "aws:SecureTransport": "true" } },
    },
    'every action on every resource when s3:prefix is like "a/*" or "b/*" and aws:SecureTransport is "true"',
  ],
  [
    {
      Action: "*",
      Resource: "*",
      Condition: {
        "ForAllValues:StringEquals": { "aws:TagKeys": "team" },
        StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" },
      },
    },
    'every action on every resource when each value of aws:TagKeys is "team" and aws:SourceVpc is not "vpc-1" (or aws:SourceVpc is absent)',
  ],
])("%j", (statement, words) => {
  const { statements } = parsePolicy(
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } }),
    "identity",
  );
  expect(statements.map(sayStatement)).toEqual([words]);
});
