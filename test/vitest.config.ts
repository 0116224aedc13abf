// How `npm test` runs the project's own tests.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = join(import.meta.dirname, "..");

// A hundred processes load the same libraries: what one has compiled, the others need not.
process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "compiled");

const shared = { root, pool: "forks", testTimeout: 20_000 } as const;

// Pulumi's runtime is one for a whole process, and the smoke suite starts a vitest of its own.
const alone = [
  "test/clients/**/*.test.ts",
  "test/end-to-end/**/*.test.ts",
  "test/foreign/**/*.test.ts",
  "test/infra/**/*.test.ts",
  "test/provider/*.test.ts",
  "test/smoke/**/*.test.ts",
];

export default defineConfig({
  test: {
    reporters: ["default"],
    // Vitest would leave a processor to itself. Deployments by the real engine have the machine to themselves.
    maxWorkers: process.env.REQUIRE_ENGINE === "1" ? 1 : "100%",
    projects: [
      { test: { ...shared, name: "alone", include: alone } },
      // Starting a process for each file would take longer than the tests in it.
      {
        test: { ...shared, name: "together", include: ["test/**/*.test.ts"], exclude: alone, isolate: false },
      },
    ],
  },
});
