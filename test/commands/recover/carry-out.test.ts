// What recovery makes the engine do, and in which order.
import { join } from "node:path";
import { expect, it } from "vitest";
import { carryOut } from "../../../commands/recover/carry-out.ts";
import type { Plan } from "../../../commands/recover/plan.ts";
import type { Situation } from "../../../commands/recover/read-situation.ts";

const pack = join(import.meta.dirname, "..", "..", "..", "infra", "guardrails", "pack");
const nothing: Plan = { deletions: [], imports: [], interrupted: [], doubts: [] };
const situation: Situation = {
  state: { resources: [], pending: [], hasPassphrase: false },
  wanted: [],
  region: undefined,
};

it("the stack is brought up under the guardrails, which may refuse", async () => {
  const asked: (readonly string[])[] = [];
  const refuse = async (...args: readonly string[]) => {
    asked.push(args);
    return false;
  };
  expect(await carryOut(refuse, nothing, situation, {} as never)).toBe(false);
  expect(asked).toEqual([
    ["cancel", "--yes"],
    ["up", "--yes", "--skip-preview", "--suppress-outputs", "--policy-pack", pack],
  ]);
});
