// Regions in words: the text that every command says of a statement, a promise or a difference.
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { regionInWords, statementInWords, wordsOf } from "../../../policy/words/region.ts";

type Elements = Readonly<Record<string, unknown>>;

const regionOf = (elements: Elements) => {
  const statement = { Effect: elements.Principal || elements.NotPrincipal ? "Deny" : "Allow", ...elements };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statement });
  const [region] = parsePolicy(
    text,
    "Principal" in statement || "NotPrincipal" in statement ? "resource" : "identity",
  ).statements;
  if (region === undefined) throw new Error("The document has one statement.");
  return region;
};

const ANY = { Action: "*", Resource: "*" };

describe("actions", () => {
  it.each<[Elements, string]>([
    [{ Action: "*" }, "every action"],
    [{ Action: "s3:*" }, "every action of s3"],
    [{ Action: ["s3:Get*", "iam:*"] }, "s3:Get* and every action of iam"],
    [{ Action: "s3:GetObject" }, "s3:GetObject"],
    [{ Action: ["s3:GetObject", "S3:getobject"] }, "s3:GetObject"],
    [
      { Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"] },
      "s3:GetObject, s3:PutObject and s3:ListBucket",
    ],
    [
      { NotAction: ["iam:*", "sts:GetFederationToken"] },
      "every action but every action of iam and sts:GetFederationToken",
    ],
    [{ NotAction: "*" }, "no action"],
  ])("%j are said as %s", (elements, words) => {
    expect(wordsOf(regionOf({ Resource: "*", ...elements })).actions).toBe(words);
  });
});

describe("resources", () => {
  it.each<[string | string[], string]>([
    ["*", "anything"],
    ["arn:aws:s3:::reports", "bucket reports"],
    ["arn:aws:s3:::reports/*", "any object of bucket reports"],
    ["arn:aws:s3:::reports/k*", "objects k* of bucket reports"],
    ["arn:aws:s3:::reports/a/b.txt", "object a/b.txt of bucket reports"],
    ["arn:aws:s3:::reports/${aws:username}/*", "objects ${aws:username}/* of bucket reports"],
    ["arn:aws:s3:::*", "any bucket or object"],
    ["arn:aws:s3:::*/*", "any object of any bucket"],
    // The first wildcard matches slashes: this is no key of one bucket.
    ["arn:aws:s3:::reports*", "buckets and objects reports*"],
    ["arn:aws:s3:::r*/k", "objects r*/k"],
    ["arn:aws:s3:::${aws:username}/k", "objects ${aws:username}/k"],
    ["arn:aws-cn:s3:::reports", "bucket reports in partition aws-cn"],
    ["arn:*:s3:::reports", "bucket reports in any partition"],
    ["arn:aws:s3:::reports/a b", 'object "a b" of bucket reports'],
    ["arn:aws:iam::111122223333:user/federation/broker", "user federation/broker of account 111122223333"],
    ["arn:aws:iam::111122223333:role/admin-*", "roles admin-* of account 111122223333"],
    ["arn:aws:sts::111122223333:federated-user/*", "any federated user of account 111122223333"],
    ["arn:aws:kms:eu-west-1:111122223333:key/*", "any key of account 111122223333 in eu-west-1"],
    // A wildcard at the end of a part reaches beyond it, so no part says what the pattern is about.
    ["arn:aws:iam::*:role/admin", "arn:aws:iam::*:role/admin"],
    ["arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:*:111122223333:key/*"],
    ["arn:aws:sqs:eu-west-1:111122223333:queue", "arn:aws:sqs:eu-west-1:111122223333:queue"],
    [["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"], "bucket reports or any object of bucket reports"],
    [["arn:aws:s3:::reports", "*"], "anything"],
  ])("%s are said as %s", (Resource, words) => {
    expect(wordsOf(regionOf({ Action: "*", Resource })).resources).toBe(words);
  });

  it("that are left out are said so", () => {
    const NotResource = ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"];
    expect(wordsOf(regionOf({ Action: "*", NotResource })).resources).toBe(
      "anything but bucket reports and any object of bucket reports",
    );
    expect(wordsOf(regionOf({ Action: "*", NotResource: "*" })).resources).toBe("nothing");
  });

  it("of a role's trust policy are the role", () => {
    const [statement] = parsePolicy(
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}',
      "trust",
    ).statements;
    expect(statement && wordsOf(statement)).toEqual({
      actions: "sts:AssumeRole",
      resources: "the role itself",
      principals: "account 111122223333",
      conditions: "",
    });
  });
});

describe("conditions", () => {
  it.each<[Elements, string]>([
    [{ Null: { "aws:Referer": "false" } }, "aws:Referer is present"],
    [{ Null: { "aws:Referer": "TRUE" } }, "aws:Referer is absent"],
    [{ Null: { "aws:Referer": ["true", "false"] } }, "aws:Referer is present or absent"],
    [{ StringEquals: { "aws:Referer": "x" } }, "aws:Referer is x"],
    [{ StringEquals: { "aws:Referer": ["x", "y", "y"] } }, "aws:Referer is x or y"],
    [{ StringEquals: { "aws:Referer": "" } }, 'aws:Referer is ""'],
    [
      { StringEquals: { "aws:Referer": "\u001b[31m, \u0085" } },
      String.raw`aws:Referer is "\u001b[31m, \u0085"`,
    ],
    [{ StringEqualsIfExists: { "aws:Referer": "x" } }, "aws:Referer is absent or is x"],
    [{ StringNotEquals: { "aws:Referer": ["x", "y", "z"] } }, "aws:Referer is absent or is not x, y nor z"],
    [{ StringNotEqualsIfExists: { "aws:Referer": "x" } }, "aws:Referer is absent or is not x"],
    [{ StringEqualsIgnoreCase: { "aws:Referer": "x" } }, "aws:Referer is x in any case"],
    [{ StringNotEqualsIgnoreCase: { "aws:Referer": "x" } }, "aws:Referer is absent or is not x in any case"],
    [{ StringLike: { "s3:prefix": "home/*" } }, "s3:prefix is like home/*"],
    [{ StringLike: { "s3:prefix": "*" } }, "s3:prefix is present"],
    [{ StringNotLike: { "s3:prefix": "*" } }, "s3:prefix is absent or is not like *"],
    [{ NumericEquals: { "s3:max-keys": 5 } }, "s3:max-keys is 5"],
    [{ NumericNotEquals: { "s3:max-keys": 5 } }, "s3:max-keys is absent or is not 5"],
    [{ NumericLessThan: { "s3:max-keys": 5 } }, "s3:max-keys is less than 5"],
    [{ NumericLessThanEquals: { "s3:max-keys": 5 } }, "s3:max-keys is at most 5"],
    [{ NumericGreaterThan: { "s3:max-keys": 5 } }, "s3:max-keys is more than 5"],
    [{ NumericGreaterThanEquals: { "s3:max-keys": 5 } }, "s3:max-keys is at least 5"],
    [{ DateEquals: { "aws:CurrentTime": "2026-01-01" } }, "aws:CurrentTime is 2026-01-01"],
    [
      { DateNotEquals: { "aws:CurrentTime": "2026-01-01" } },
      "aws:CurrentTime is absent or is not 2026-01-01",
    ],
    [{ DateLessThan: { "aws:CurrentTime": "2026-01-01" } }, "aws:CurrentTime is before 2026-01-01"],
    [
      { DateLessThanEquals: { "aws:CurrentTime": "2026-01-01" } },
      "aws:CurrentTime is at or before 2026-01-01",
    ],
    [{ DateGreaterThan: { "aws:CurrentTime": "2026-01-01" } }, "aws:CurrentTime is after 2026-01-01"],
    [
      { DateGreaterThanEquals: { "aws:CurrentTime": "2026-01-01" } },
      "aws:CurrentTime is at or after 2026-01-01",
    ],
    [{ Bool: { "aws:SecureTransport": "false" } }, "aws:SecureTransport is false"],
    [
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
      "aws:MultiFactorAuthPresent is absent or is true",
    ],
    [{ BinaryEquals: { "kms:key": "QUFB" } }, "kms:key is the bytes QUFB"],
    [
      { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"] } },
      "aws:SourceIp is in 10.0.0.0/8 or 2001:db8::/32",
    ],
    [{ NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "aws:SourceIp is absent or is not in 10.0.0.0/8"],
    [
      { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
      "aws:PrincipalArn is like arn:aws:iam::*:role/x",
    ],
    [
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
      "aws:PrincipalArn is like arn:aws:iam::*:role/x",
    ],
    [
      { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
      "aws:PrincipalArn is absent or is not like arn:aws:iam::*:role/x",
    ],
    [
      { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
      "aws:PrincipalArn is absent or is not like arn:aws:iam::*:role/x",
    ],
    [
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
      "every value of aws:TagKeys, if any, is a or b",
    ],
    [
      { "ForAllValues:StringNotLike": { "aws:TagKeys": "a*" } },
      "every value of aws:TagKeys, if any, is not like a*",
    ],
    [{ "ForAnyValue:StringLike": { "aws:TagKeys": "*" } }, "some value of aws:TagKeys is like *"],
    [
      { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" } },
      "aws:TagKeys is absent or some value of it is a",
    ],
    [
      { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "s3:prefix": "a" } },
      "aws:SecureTransport is true and s3:prefix is a",
    ],
  ])("%j are said as %s", (Condition, words) => {
    expect(wordsOf(regionOf({ ...ANY, Condition })).conditions).toBe(words);
  });
});

describe("principals", () => {
  it.each<[Elements, string]>([
    [{ Principal: "*" }, "anyone"],
    [{ Principal: { AWS: ["111122223333", "*"] } }, "anyone"],
    [{ Principal: { AWS: "111122223333" } }, "account 111122223333"],
    [{ Principal: { AWS: "arn:aws:iam::111122223333:root" } }, "account 111122223333"],
    [
      {
        Principal: {
          AWS: ["arn:aws:iam::111122223333:user/a", "arn:aws:sts::111122223333:federated-user/User1"],
        },
      },
      "user a of account 111122223333 or federated user User1 of account 111122223333",
    ],
    [
      { Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/reader/me" } },
      "role session reader/me of account 111122223333",
    ],
    [{ Principal: { Service: "logging.s3.amazonaws.com" } }, "the service logging.s3.amazonaws.com"],
    [
      { Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" } },
      "the canonical user 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
    ],
    [
      { NotPrincipal: { AWS: ["111122223333", "444455556666"] } },
      "anyone but account 111122223333 and account 444455556666",
    ],
    [{ NotPrincipal: { AWS: "*" } }, "nobody"],
  ])("%j are said as %s", (elements, words) => {
    expect(wordsOf(regionOf({ ...ANY, ...elements })).principals).toBe(words);
  });
});

it("a region is one part of a sentence, and cuts long lists", () => {
  const Condition = { Null: { "aws:Referer": "false" } };
  const Resource = "arn:aws:s3:::reports/*";
  const Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
  const region = regionOf({ Principal: "*", Action, Resource, Condition });
  expect(regionInWords(region)).toBe(
    "s3:GetObject and 2 more on any object of bucket reports by anyone when aws:Referer is present",
  );
  expect(regionInWords(region, {})).toBe(
    "s3:GetObject, s3:PutObject and s3:DeleteObject on any object of bucket reports by anyone when aws:Referer is present",
  );
  expect(regionInWords(regionOf(ANY))).toBe("every action on anything");
});

it("a statement is called by its number and its Sid", () => {
  expect(statementInWords({ statement: 0 })).toBe("statement 1");
  expect(statementInWords({ statement: 1, sid: "TooMuch" })).toBe("statement 2 (Sid TooMuch)");
});
