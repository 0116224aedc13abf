// A proof against asking: no request that a small world has may show what a proof excludes.
import { describe, expect, it } from "vitest";
import { inFull } from "../../in-full.ts";
import { byForce, type QuestionKind } from "./by-force.ts";
import { mulberry32, Random } from "./random.ts";
import { randomPair } from "./random-policies.ts";

const KINDS: readonly QuestionKind[] = [
  "identity",
  "session",
  "boundary",
  "control",
  "resource",
  "layers",
  "two callers",
  "promised",
];

/** Pairs of each kind, and the requests that each is asked about. */
const PAIRS = 290;
const REQUESTS = 150;
const MANY = 100_000;

function count(kind: QuestionKind, from: number, pairs: number): Readonly<Record<string, number>> {
  const found: Record<string, number> = { contained: 0, "not contained": 0, unknown: 0, invalid: 0 };
  for (let seed = from; seed < from + pairs; seed += 1) {
    const outcome = byForce(kind, seed, REQUESTS);
    const name = outcome?.answer.verdict ?? "invalid";
    found[name] = (found[name] ?? 0) + 1;
    if (name === "contained" && outcome?.difference !== undefined) {
      expect.fail(`seed ${seed}: ${outcome.written} differ in ${JSON.stringify(outcome.difference)}`);
    }
  }
  return found;
}

describe("proofs of random pairs", () => {
  it.each(KINDS)("never prove what a request refutes: %s", { timeout: 120_000 }, (kind) => {
    const found = count(kind, 1, PAIRS);
    // Both answers must be common, or the comparison says little.
    expect(found.contained).toBeGreaterThan(PAIRS / 5);
    expect(found["not contained"]).toBeGreaterThan(PAIRS / 15);
    expect(found.unknown).toBeLessThan(PAIRS / 8);
    expect(found.invalid).toBeLessThan(PAIRS / 8);
  });

  it.each(inFull(KINDS))(
    "never prove what a request refutes, in many pairs: %s",
    { timeout: 7_200_000 },
    (kind) => {
      expect(count(kind, 1_000_000, MANY).contained).toBeGreaterThan(MANY / 5);
    },
  );
});

describe("the generator", () => {
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

  it("gives every operator, set operator, element and key", () => {
    const text = Array.from({ length: 3000 }, (_, seed) => JSON.stringify(randomPair(new Random(seed)))).join(
      "\n",
    );
    const missing = [...ELEMENTS, ...OPERATORS, ...KEYS].filter((name) => !text.includes(`${name}"`));
    expect(missing).toEqual([]);
    expect(
      ["ForAllValues:", "ForAnyValue:", "2008-10-17", "${aws:username}"].filter(
        (part) => !text.includes(part),
      ),
    ).toEqual([]);
  });
});

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
];
