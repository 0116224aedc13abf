// How `npm test` runs the project's own tests; docs/testing.md says how long they take, and why.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = join(import.meta.dirname, "..");

// A hundred processes load the same libraries: what one has compiled, the others need not.
process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "compiled");

// A hook does what a test does: starts a loopback, deploys.
const shared = { root, pool: "forks", testTimeout: 20_000, hookTimeout: 20_000 } as const;

// They start Pulumi's engine, whose single steps take seconds.
const pulumi = [
  "test/commands/engine/read-stack-outputs.test.ts",
  "test/commands/recover/killed-*.test.ts",
  "test/end-to-end/rehearse.test.ts",
  "test/end-to-end/secrets.test.ts",
  "test/infra/guardrails/engine.test.ts",
  "test/provider/engine.test.ts",
  "test/provider/same-state.test.ts",
];

// Pulumi's runtime is one for a whole process, the smoke suite starts a vitest of its own, others start programs.
const alone = [
  "test/clients/**/*.test.ts",
  "test/end-to-end/**/*.test.ts",
  "test/foreign/**/*.test.ts",
  "test/infra/{program,program-outputs,read-configuration,rotation,wrong-options}.test.ts",
  "test/infra/guardrails/secrecy.test.ts",
  "test/loopback/store/{full-disk,kill}.test.ts",
  "test/provider/{again-into-loopback,failures,into-loopback,outputs,rules,secrets}.test.ts",
  "test/smoke/{broken-networks,context,encrypted-deployments,loopback,principals}.test.ts",
  "test/smoke/{rows/destructive*,suite/fleet,validation/reverse-promises}.test.ts",
  "test/types-and-lint.test.ts",
];

// Thousands of cases in one test, or a request of absurd size: on a busy machine they take their time.
const long = [
  "test/loopback/signature/canonical-request.test.ts",
  "test/loopback/wire/addresses.test.ts",
  "test/loopback/wire/read-query-input.test.ts",
  "test/loopback/wire/xml-fuzz.test.ts",
  "test/policy/findings/mutations.test.ts",
  "test/policy/fuzz.test.ts",
  "test/policy/patterns/glob.test.ts",
  "test/policy/proof/catalogue.test.ts",
  "test/policy/proof/random.test.ts",
  "test/policy/properties.test.ts",
];

// What takes minutes runs after all others, whose limits are for a machine at rest. Projects run in the order of their
// names: `long` begins, so that its signatures keep one processor busy while Pulumi's engine has the other.
const last = process.env.REQUIRE_ENGINE === "1" && { sequence: { groupOrder: 2 } };
// Files that share processes are dealt out at the start. Beside others, the last of them would run while one processor
// has nothing left to do.
const second = { sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    reporters: ["default"],
    // Vitest would leave a processor to itself.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...shared,
          ...last,
          name: "pulumi",
          include: pulumi,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      { test: { ...shared, ...second, name: "alone", include: alone, exclude: pulumi } },
      { test: { ...shared, ...last, name: "long", include: long, isolate: false, testTimeout: 120_000 } },
      // Starting a process for each file would take longer than the tests in it.
      {
        test: {
          ...{ ...shared, name: "together", include: ["test/**/*.test.ts"], isolate: false },
          exclude: [...pulumi, ...alone, ...long],
        },
      },
    ],
  },
});
