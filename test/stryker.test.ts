// The configuration of `npm run bench:mutants`, which no other test starts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it("mutants of policy/ meet the tests that cover them, and fewer than 90 % killed is a failure", () => {
  const file = join(import.meta.dirname, "stryker.config.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    mutate: ["policy/**/*.ts"],
    coverageAnalysis: "perTest",
    thresholds: { break: 90 },
  });
});
