// The tests of policy/ that the mutants of `npm run bench:mutants` must not survive: those with literal expectations.
// Properties and fuzzing are left out: each takes longer than thousands of cases, and one run a mutant is too many.
import { defineConfig } from "vitest/config";
import type { TestProject } from "vitest/node";

export default defineConfig({
  plugins: [{ name: "stryker-test-names", configureVitest: ({ project }) => takeStrykersNames(project) }],
  test: {
    root: `${import.meta.dirname}/..`,
    include: ["test/policy/**/*.test.ts"],
    exclude: [
      "test/policy/properties.test.ts",
      "test/policy/fuzz.test.ts",
      "test/policy/findings/mutations.test.ts",
    ],
    pool: "threads",
    testTimeout: 60_000,
  },
});

/** Stryker 10 asks for tests by names joined with a space; vitest 5 joins them with " > ", and so would run none. */
function takeStrykersNames({ config }: TestProject): void {
  let pattern: RegExp | undefined;
  Object.defineProperty(config, "testNamePattern", {
    enumerable: true,
    get: () => pattern,
    set: (asked: RegExp | undefined) => {
      pattern = asked && new RegExp(asked.source.replaceAll(" ", "(?: > | )"), asked.flags);
    },
  });
}
