// Patterns: what they match, and that no pattern makes matching slow.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileGlob, globTest, matchGlob } from "../../../policy/patterns/glob.ts";
import { plainTemplate } from "../../../policy/patterns/template.ts";

const takes = (pattern: string, subject: string): boolean =>
  globTest(compileGlob(plainTemplate(pattern)))(subject);

describe("a pattern", () => {
  test.for([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["?", "", false],
    ["?", "a", true],
    ["**", "ab", true],
    ["*?", "", false],
    ["*?", "abc", true],
    ["?*?", "a", false],
    ["?*?", "ab", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["*ab*ab*", "ab", false],
    ["*ab*ab*", "xabyabz", true],
    ["a?c*e", "abcde", true],
    ["a*?c", "abc", true],
    ["a*?c", "ac", false],
    ["*.a?c.*", "x.abc.y", true],
    ["*.a?c.*", "x.a.bc.y", false],
    ["*aab", "aaab", true],
    ["a.c", "abc", false],
    ["*ab*b", "ab", false],
    ["*ab*b", "abb", true],
  ] as const)("%j and %j: %j", ([pattern, subject, expected]) => {
    expect(takes(pattern, subject)).toBe(expected);
  });

  test("is taken within bounds where bounds are given", () => {
    expect(matchGlob(compileGlob(plainTemplate("b*d")), "abcde", 1, 4)).toBe(true);
    expect(matchGlob(compileGlob(plainTemplate("b*e")), "abcde", 1, 4)).toBe(false);
    expect(matchGlob(compileGlob(plainTemplate("*b*")), "a:b", 0, 1)).toBe(false);
    expect(matchGlob(compileGlob(plainTemplate("*?b*")), "a:b", 0, 2)).toBe(false);
  });

  test("with a long run of question marks stands where it stands", () => {
    const run = `${"a?".repeat(40)}b`;
    const stands = `${"ax".repeat(40)}b`;
    expect(takes(`*${run}*`, `aa${stands}aa`)).toBe(true);
    expect(takes(`*${run}*`, `${"ax".repeat(41)}b`)).toBe(true);
    expect(takes(`*${run}*`, `xx${"ax".repeat(39)}baa`)).toBe(false);
    expect(takes(`*${run}*${run}*`, `${stands}${stands}`)).toBe(true);
    expect(takes(`*${run}*${run}*`, `${stands}-${stands.slice(0, -1)}`)).toBe(false);
    expect(takes(`*${"?".repeat(64)}*c`, `${"d".repeat(63)}c`)).toBe(false);
    expect(takes(`*${"?".repeat(64)}*c`, `${"d".repeat(64)}c`)).toBe(true);
  });

  test("takes in what a regular expression of the same meaning does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "/"), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (written, subject) => {
        const source = written.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
        expect(takes(written, subject)).toBe(new RegExp(`^${source}$`, "s").test(subject));
      }),
      { numRuns: 3000, seed: 3 },
    );
  });
});

describe("no pattern makes matching slow", () => {
  // A matcher that tries again would take more steps here than there are atoms.
  const stars = (piece: string): string => `*${`${piece}*`.repeat(1000)}b`;

  test.for([
    ["stars and letters", stars("a"), "a".repeat(100_000)],
    ["stars and question marks", stars("?"), "a".repeat(100_000)],
    ["stars and letters that nearly stand", stars("aab"), "aa".repeat(50_000)],
    ["stars and question marks that nearly stand", stars("a?c"), "ab".repeat(50_000)],
    ["one long run of letters and question marks", `*${"a?".repeat(10_000)}c*`, "a".repeat(100_000)],
    ["stars alone", `${"*".repeat(5000)}b`, "a".repeat(100_000)],
  ] as const)("%s", ([, pattern, subject]) => {
    expect(takes(pattern, subject)).toBe(false);
  });

  test("every piece between stars is looked for once, from where the last one ended", () => {
    // Characters read are counted through a text that tells which were looked at.
    const steps = countSteps(stars("?"), "a".repeat(20_000));
    expect(steps).toBeLessThan(2 * 20_000);
  });
});

// How many characters of the subject a pattern with question marks looks at.
function countSteps(pattern: string, subject: string): number {
  let steps = 0;
  const watched = {
    length: subject.length,
    charCodeAt: (at: number): number => {
      steps += 1;
      return subject.charCodeAt(at);
    },
    startsWith: (text: string, at: number): boolean => {
      steps += text.length;
      return subject.startsWith(text, at);
    },
    indexOf: (text: string, from: number): number => {
      const found = subject.indexOf(text, from);
      steps += (found === -1 ? subject.length : found) - from + text.length;
      return found;
    },
  };
  matchGlob(compileGlob(plainTemplate(pattern)), watched as unknown as string);
  return steps;
}
