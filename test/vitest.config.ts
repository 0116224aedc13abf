// How `npm test` runs the project's own tests.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ["test/**/*.test.ts"],
    reporters: ["default"],
    pool: "forks",
    testTimeout: 20_000,
  },
});
