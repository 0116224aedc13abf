// The options of npm run mutate.
import { expect, it } from "vitest";
import { readMutateOptions } from "../../../commands/mutate/options.ts";

const read = (line: string) => readMutateOptions(line.split(" ").filter(Boolean));

it("asks for every mutant of the working tree's documents without options", () => {
  expect(read("")).toEqual({ coverage: false, threshold: 100 });
});

it.each([
  [
    "--outputs a.json --threshold 87.5 --json b.json",
    { source: { outputs: "a.json" }, threshold: 87.5, json: "b.json" },
  ],
  ["--stack prod --threshold 0", { source: { stack: "prod" }, threshold: 0 }],
  ["--coverage --threshold 90", { coverage: true, threshold: 90 }],
])("takes %s", (line, options) => {
  expect(read(line)).toEqual({ coverage: false, ...options });
});

it.each(["101", "-1", "all", "99.99", ""])("takes no threshold of %j", (threshold) => {
  expect(() => readMutateOptions([`--threshold=${threshold}`])).toThrow(
    `--threshold ${threshold} is no percentage: give a number from 0 to 100, with one digit behind the point at most.`,
  );
});

it("takes outputs or a stack, and nothing unknown", () => {
  expect(() => read("--outputs a.json --stack prod")).toThrow("Give either --outputs or --stack");
  expect(() => read("--level 3")).toThrow("--level");
});
