// The questions about two patterns, against matching itself.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { covers, overlap, RUN, RUN_WITHIN, readPattern } from "../../../policy/findings/patterns.ts";
import { coversResource, namesEverything, namesType } from "../../../policy/findings/resource-patterns.ts";
import { compileGlob, matchGlob } from "../../../policy/patterns/glob.ts";
import { plainTemplate } from "../../../policy/patterns/template.ts";

const matches = (pattern: string, text: string): boolean =>
  matchGlob(compileGlob(plainTemplate(pattern)), text);
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 7 });
const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 7 });

describe("a pattern covers another", () => {
  test.for([
    ["*", "a*b", true],
    ["a*", "ab*", true],
    ["a*b", "a*", false],
    ["a?", "ab", true],
    ["a?", "a*", false],
    ["a*", "a?", true],
    ["*a*", "ba?", true],
    ["*a*", "b?", false],
    ["**", "*", true],
    ["", "", true],
    ["", "*", false],
    ["a?", "a?", true],
    ["a", "?", false],
    ["?", "*", false],
    ["a", "b", false],
    ["aa", "a", false],
    ["a", "aa", false],
  ] as const)("%s, %s: %s", ([wide, narrow, expected]) => {
    expect(covers(readPattern(wide), readPattern(narrow))).toBe(expected);
  });

  test("only when it matches every text that the other matches", () => {
    fc.assert(
      fc.property(pattern, pattern, text, (wide, narrow, subject) => {
        fc.pre(covers(readPattern(wide), readPattern(narrow)) && matches(narrow, subject));
        return matches(wide, subject);
      }),
    );
  });
});

describe("two patterns overlap", () => {
  test.for([
    ["a*", "*b", true],
    ["a*b", "a*c", false],
    ["a?c", "ab?", true],
    ["a?", "abc", false],
    ["*", "", true],
    ["?", "", false],
    ["?", "a", true],
    ["a", "?", true],
    ["?", "?", true],
    ["*", "*", true],
  ] as const)("%s, %s: %s", ([one, other, expected]) => {
    expect(overlap(readPattern(one), readPattern(other))).toBe(expected);
  });

  test("whenever a text matches both, and in either order", () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, subject) => {
        const shared = overlap(readPattern(one), readPattern(other));
        if (shared !== overlap(readPattern(other), readPattern(one))) return false;
        return shared || !(matches(one, subject) && matches(other, subject));
      }),
    );
  });

  test("only where a run without a slash has none", () => {
    const [text, slash] = [readPattern("ab"), readPattern("a/b")];
    for (const within of [[RUN_WITHIN], ["a", RUN_WITHIN], [RUN_WITHIN, "b"]]) {
      expect([overlap(within, text), overlap(text, within)]).toEqual([true, true]);
      expect([overlap(within, slash), overlap(slash, within)]).toEqual([false, false]);
      expect([overlap(within, [RUN]), overlap([RUN], within)]).toEqual([true, true]);
    }
  });

  test("is answered in time for long hostile patterns", () => {
    expect(overlap(readPattern("*a".repeat(300)), readPattern("*b".repeat(300)))).toBe(false);
  });
});

describe("two patterns of great length", () => {
  const [thousand, more] = ["a".repeat(1000), "a".repeat(1001)].map(readPattern);

  test("are compared up to a million pairs of characters", () => {
    expect(covers(thousand ?? [], thousand ?? [])).toBe(true);
    expect(overlap(thousand ?? [], readPattern("b".repeat(1000)))).toBe(false);
  });

  test("are beyond that said not to cover each other, but to overlap", () => {
    expect(covers(more ?? [], more ?? [])).toBe(false);
    expect(overlap(more ?? [], readPattern("b".repeat(1001)))).toBe(true);
  });
});

describe("resources", () => {
  const object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
  const bucket = "arn:${Partition}:s3:::${BucketName}";

  test.for([
    ["arn:aws:s3:::b", bucket, true],
    ["arn:aws:s3:::b/k", bucket, false],
    ["arn:aws:s3:::b*", object, true],
    ["arn:aws:s3:::b", object, false],
    ["arn:aws:s3:::*", bucket, true],
    ["arn:aws:s3:us-east-1::b", bucket, false],
    ["arn:aws:s3:::${aws:PrincipalTag/a, 'b'}", bucket, true],
    ["arn:aws:s3:::b${*}", object, true],
    ["arn:*", object, true],
    ["*", object, true],
  ] as const)("%s names an ARN like %s: %s", ([resource, type, expected]) => {
    expect(namesType(resource, type, true)).toBe(expected);
  });

  test("in a document without variables the braces are text", () => {
    expect(namesType("arn:aws:s3:::${aws:username}/k", object, false)).toBe(true);
    expect(
      namesType("arn:aws:iam::1:user/${aws:username}", "arn:${Partition}:iam::${Account}:user/b", false),
    ).toBe(false);
  });

  test.for([
    ["*", "arn:aws:s3:::b", true],
    ["arn:aws:s3:::b*", "arn:aws:s3:::b/*", true],
    ["arn:aws:sqs:*:1:a", "arn:aws:sqs:us-east-1:1:a", true],
    ["arn:aws:sqs:*:a", "arn:aws:sqs:us-east-1:1:a", false],
    ["arn:aws:sqs", "arn:aws:sqs:us-east-1:1:a", true],
    ["arn:aws:s3:::b", "*", false],
    ["*", "*", true],
    ["arn:aws:sqs:us-east-1:1:ab", "arn:aws:sqs:us-east-1:1:a:b", false],
    ["arn:aws:sqs:us-east-1:1:a:*", "arn:aws:sqs:us-east-1:1:a:b", true],
    ["arn:aws:s3:::", "arn:aws:s3:::b", false],
    ["arn:aws:s3", "arn:aws:s3:::", true],
    ["arn:aws:s3:::", "arn:aws:s3", false],
  ] as const)("%s covers %s: %s", ([wide, narrow, expected]) => {
    expect(coversResource(wide, narrow)).toBe(expected);
  });

  test.for([
    ["*", true],
    ["arn:aws:s3:::*", true],
    ["arn:aws:s3", true],
    ["arn:aws:s3:::*/*", false],
    ["arn:aws:s3:::b*", false],
    ["arn:aws:logs:*:*:log-group:*", false],
  ] as const)("%s is everything of a service: %s", ([resource, expected]) => {
    expect(namesEverything(resource)).toBe(expected);
  });
});
