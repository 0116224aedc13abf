// The tests of policy/ alone: what the mutants of `npm run mutate:code` must not survive.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { root: `${import.meta.dirname}/..`, include: ["test/policy/**/*.test.ts"], pool: "threads" },
});
