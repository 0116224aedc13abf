// Which name a misspelt one was probably meant to be: slips are letters inserted, dropped or replaced.
import { describe, expect, test } from "vitest";
import { nearest, perhaps } from "../../../policy/findings/nearest.ts";

describe("the nearest name", () => {
  test.for([
    ["a letter too many", "s3:GetObjects", ["s3:PutObject", "s3:GetObject"], "s3:GetObject"],
    ["a letter too few", "s3:GetObjct", ["s3:PutObject", "s3:GetObject"], "s3:GetObject"],
    ["the first letter dropped", "etObject", ["GetObject"], "GetObject"],
    ["another last letter", "s3:GetObjecd", ["s3:GetObject"], "s3:GetObject"],
    ["other capitals", "S3:GETOBJECTS", ["s3:GetObject"], "s3:GetObject"],
    ["three slips of nine letters", "abcdefxyz", ["abcdefghi"], "abcdefghi"],
    ["three slips, one of each kind", "bcdxfghij", ["abcdefghi"], "abcdefghi"],
    ["four slips", "abcdexxxxx", ["abcdefghij"], undefined],
    ["four letters too many", "abcdefghijklmn", ["abcdefghij"], undefined],
    ["four letters too few", "abcdefghij", ["abcdefghijklmn"], undefined],
    ["one slip of three letters", "abx", ["abc"], "abc"],
    ["two slips of three letters", "axx", ["abc"], undefined],
    ["two slips of six letters", "abcdxx", ["abcdef"], "abcdef"],
    ["three slips of six letters", "abcxxx", ["abcdef"], undefined],
    ["two letters exchanged, which is two slips", "abdcef", ["abcdef"], "abcdef"],
    ["letters inserted at both ends", "xabcdefy", ["abcdef"], "abcdef"],
    ["two names as near as each other, of which the first counts", "abcdef", ["abcdex", "abcdey"], "abcdex"],
    ["a nearer name after a farther one", "abcdef", ["abcxxf", "abcdex"], "abcdex"],
    ["a nearer name before a farther one", "abcdef", ["abcdex", "abcxxf"], "abcdex"],
    ["the name itself", "abcdef", ["abcdex", "abcdef"], "abcdef"],
    ["no names", "abcdef", [], undefined],
    ["nothing written", "", ["a"], undefined],
  ] as const)("is found, or not, by slips of the keyboard: %s", ([, written, names, expected]) => {
    expect(nearest(written, names)).toBe(expected);
  });

  test("is offered as a question, or not at all", () => {
    expect(perhaps("s3:GetObjects", ["s3:GetObject"])).toBe("; did you mean s3:GetObject?");
    expect(perhaps("s3:GetObjects", ["s3:PutBucketAcl"])).toBe("");
  });
});
