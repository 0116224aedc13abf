// What the random questions are made of; and their second half, so that two files keep two processors busy.
import { describe, expect, it } from "vitest";
import { PolicyError } from "../../../policy/policy-error.ts";
import { inFull } from "../../in-full.ts";
import { countAnswers, HALF, KINDS } from "./count-answers.ts";
import { mulberry32, Random } from "./random.ts";
import { randomPair } from "./random-policies.ts";
import { layersQuestion } from "./random-set-questions.ts";

describe("the generator", () => {
  it.each(inFull(KINDS))(
    "makes no pair, of a second half of many, whose proof a request refutes: %s",
    { timeout: 3_600_000 },
    (kind, first) => {
      expect(countAnswers(kind, first + HALF, HALF).contained).toBeGreaterThan(HALF / 4);
    },
  );

  it("gives the numbers of mulberry32", () => {
    // The reference implementation: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
    const next = mulberry32(0);
    expect([next(), next(), next()].map((one) => Math.floor(one * 4_294_967_296))).toEqual([
      1_144_304_738, 1_416_247, 958_946_056,
    ]);
  });

  it("gives every number below a limit about as often as any other", () => {
    const random = new Random(7);
    const counts = [0, 0, 0, 0, 0];
    for (let index = 0; index < 10_000; index += 1) {
      const drawn = random.below(5);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    for (const one of counts) expect(Math.abs(one - 2000)).toBeLessThan(200);
  });

  it("gives callers and policy sets of every kind", () => {
    const text = Array.from({ length: 600 }, (_, seed) => layersOf(new Random(60_000_000 + seed)) ?? "").join(
      "\n",
    );
    expect(SETS.filter((part) => !text.includes(part))).toEqual([]);
  });

  it("gives every operator, set operator, element and key", () => {
    const text = Array.from({ length: 3000 }, (_, seed) => JSON.stringify(randomPair(new Random(seed)))).join(
      "\n",
    );
    const missing = [...ELEMENTS, ...OPERATORS, ...KEYS].filter((name) => !text.includes(`${name}"`));
    expect(missing).toEqual([]);
    expect(PARTS.filter((part) => !text.includes(part))).toEqual([]);
  });
});

// Those that are no valid policies are left out.
function layersOf(random: Random): string | undefined {
  try {
    return layersQuestion(random).written;
  } catch (error) {
    if (error instanceof PolicyError) return undefined;
    throw error;
  }
}

const SETS = [
  ...['"type":"Root"', '"user":"arn:aws:iam::111122223333:root"', "role/aws-service-role/", '"Anonymous"'],
  ...['"Service"', '"SessionToken"', '"NotPrincipal"', '"resourceControl":[{', '"serviceControl":[{'],
  ...['"boundary":[{', '"session":[{', '"resource":[{'],
];
const PARTS = [
  ...["ForAllValues:", "ForAnyValue:", "2008-10-17", '[{"Statement"', "${aws:username}"],
  ...["${aws:username, 'x'}", "s3:a.b", "s3:a+?", "2001:db8::/32", "1577836800", "YQ=="],
];
const ELEMENTS = ["Action", "NotAction", "Resource", "NotResource", "Allow", "Deny", "Condition"];
const comparisons = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"],
  ...[
    "StringNotEqualsIgnoreCase",
    "Bool",
    "BoolIfExists",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
  ],
  ...["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringNotLikeIfExists"],
  ...comparisons.flatMap((name) => [`Numeric${name}`, `Date${name}`]),
];
const KEYS = [
  "s3:prefix",
  "S3:Prefix",
  "aws:TagKeys",
  "foo:bar",
  "dynamodb:LeadingKeys",
  "aws:MultiFactorAuthPresent",
  ...["aws:SecureTransport", "aws:SourceIp", "aws:PrincipalArn", "aws:ViaAWSService", "aws:CurrentTime"],
  ...["aws:EpochTime", "aws:userid", "aws:TokenIssueTime"],
];
