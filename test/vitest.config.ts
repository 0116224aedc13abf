// How `npm test` runs the project's own tests; docs/testing.md says how long they take, and why.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = join(import.meta.dirname, "..");

// A hundred processes load the same libraries: what one has compiled, the others need not.
process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "compiled");

const full = process.env.REQUIRE_ENGINE === "1";

// A hook does what a test does: starts a loopback, deploys.
const shared = { root, pool: "forks", testTimeout: 20_000, hookTimeout: 20_000 } as const;
/** Limits for tests that wait for programs, which a busy machine keeps waiting. */
const starting = { testTimeout: 60_000, hookTimeout: 60_000 };

// A third of all that .ci/run takes is in these two files: they begin, each on a processor.
const killed = ["test/commands/recover/killed-*.test.ts"];

// They start Pulumi's engine, whose single steps take seconds.
const pulumi = [
  "test/commands/engine/read-stack-outputs.test.ts",
  "test/end-to-end/rehearse.test.ts",
  "test/end-to-end/secrets.test.ts",
  "test/infra/guardrails/engine.test.ts",
  "test/provider/engine.test.ts",
  "test/provider/same-state.test.ts",
];

// Much of the time in few files: each has a process of its own, as soon as a processor is free.
const alone = [
  "test/end-to-end/{loopback,start}.test.ts",
  "test/types-and-lint.test.ts",
  ...(full ? ["test/{clients,foreign}/*.test.ts"] : []),
];

// They deploy, have the smoke suite start a vitest of its own, or start programs. What they load takes longer than most
// of their tests, so they share processes; Pulumi's runtime is one for a process, and one file after another uses it.
const programs = [
  "test/{clients,end-to-end,foreign}/*.test.ts",
  "test/infra/{program,program-outputs,read-configuration,rotation,wrong-options}.test.ts",
  "test/infra/guardrails/secrecy.test.ts",
  "test/loopback/store/{full-disk,kill}.test.ts",
  "test/provider/{again-into-loopback,failures,into-loopback,outputs,rules,secrets}.test.ts",
  "test/smoke/{broken-networks,context,encrypted-deployments,loopback,principals}.test.ts",
  "test/smoke/{rows/destructive*,suite/fleet,validation/reverse-promises}.test.ts",
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
  "test/policy/proof/random*.test.ts",
  "test/policy/properties.test.ts",
];

// What takes minutes runs after all others, whose limits are for a machine at rest. Projects run in the order of their
// names: `killed` begins, `long` with its signatures comes next, and the short files of `pulumi` fill what is left.
const last = full && { sequence: { groupOrder: 2 } };
const engine = { ...shared, ...last, ...starting, hookTimeout: 120_000, isolate: full };
// Files that share processes are dealt out at the start. Beside others, the last of them would run while one processor
// has nothing left to do.
const second = { sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    reporters: ["default"],
    // Vitest would leave a processor to itself.
    maxWorkers: "100%",
    projects: [
      { test: { ...engine, name: "killed", include: killed } },
      { test: { ...engine, name: "pulumi", include: pulumi } },
      { test: { ...shared, ...second, ...starting, name: "alone", include: alone, exclude: pulumi } },
      { test: { ...shared, ...last, name: "long", include: long, isolate: false, testTimeout: 120_000 } },
      {
        test: {
          ...{ ...shared, ...starting, name: "programs", include: programs, isolate: false },
          exclude: [...pulumi, ...alone],
        },
      },
      // Starting a process for each file would take longer than the tests in it.
      {
        test: {
          ...{ ...shared, name: "together", include: ["test/**/*.test.ts"], isolate: false },
          exclude: [...killed, ...pulumi, ...alone, ...programs, ...long],
        },
      },
    ],
  },
});
