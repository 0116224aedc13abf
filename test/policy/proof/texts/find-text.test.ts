// Texts in some patterns and outside others, compared with trying every short text.
import { expect, it } from "vitest";
import { compilePattern } from "../../../../policy/patterns/compile-pattern.ts";
import { anyTest } from "../../../../policy/patterns/glob.ts";
import { plainTemplate } from "../../../../policy/patterns/template.ts";
import { Budget, Limit } from "../../../../policy/proof/limit.ts";
import { findText } from "../../../../policy/proof/texts/find-text.ts";
import { glob, literalInAnyCase } from "../../../../policy/proof/texts/language.ts";
import { Random } from "../random.ts";

const LETTERS = ["a", "b", "c"];
const LONGEST = 5;

const texts: string[] = [""];
for (const text of texts) if (text.length < LONGEST) texts.push(...LETTERS.map((letter) => text + letter));

const patternsOf = (random: Random): string[] =>
  Array.from({ length: 1 + random.below(3) }, () =>
    Array.from({ length: random.below(5) }, () => random.one(["a", "b", "*", "*", "?"])).join(""),
  );

const language = (patterns: readonly string[]) => patterns.flatMap((text) => glob(plainTemplate(text)));

it("finds a text exactly where there is one, and none that is longer than needed", () => {
  let found = 0;
  for (let seed = 0; seed < 3000; seed += 1) {
    const random = new Random(seed);
    const wanted = [patternsOf(random), patternsOf(random)];
    const unwanted = [patternsOf(random), ...(random.chance(0.5) ? [patternsOf(random)] : [])];
    const text = findText(wanted.map(language), unwanted.map(language), new Budget(1_000_000));
    const tests = (lists: readonly string[][]) =>
      lists.map((patterns) => anyTest(patterns.map(compilePattern)));
    const [inside, outside] = [tests(wanted), tests(unwanted)];
    const fits = (one: string): boolean =>
      inside.every((takes) => takes(one)) && !outside.some((takes) => takes(one));
    const shortest = texts.find(fits);
    const asked = `seed ${seed}: ${JSON.stringify({ wanted, unwanted, text, shortest })}`;
    if (text === undefined) expect(shortest, asked).toBeUndefined();
    else {
      found += 1;
      expect(fits(text), asked).toBe(true);
      expect(text.length, asked).toBeLessThanOrEqual(shortest?.length ?? text.length);
    }
  }
  expect(found).toBeGreaterThan(500);
  expect(found).toBeLessThan(2500);
});

it("knows the one letter beyond ASCII whose lower case is an ASCII letter", () => {
  const kelvin = literalInAnyCase("k") ?? [];
  const plain = [...language(["k"]), ...language(["K"])];
  expect(findText([kelvin], [plain], new Budget(1000))).toBe("\u212a");
});

it("gives up by name where its budget is used up", () => {
  const many = Array.from({ length: 20 }, (_, index) => `*${LETTERS[index % 3]}*${index}*`);
  const search = (): unknown => findText([language(["??*"])], [language(many)], new Budget(3));
  expect(search).toThrow(Limit);
});
