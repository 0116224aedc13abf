// The steps of a rehearsal, without an engine: what each asks for.
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Rehearsal } from "../../../commands/rehearse/open-rehearsal.ts";
import { steps } from "../../../commands/rehearse/steps.ts";

const pack = join(import.meta.dirname, "..", "..", "..", "infra", "guardrails", "pack");

/** Runs a step with an engine that does nothing; gives what it was asked. */
async function askedBy(name: string) {
  const asked: unknown[] = [];
  const life = {
    loopback: { region: "us-east-1" },
    signal: new AbortController().signal,
    stack: {
      configure: async (options: unknown) => void asked.push(options),
      run: async (...args: unknown[]) => {
        asked.push(args);
        return { status: 0, stdout: "", stderr: "", events: [] };
      },
    },
  } as unknown as Rehearsal;
  await steps
    .find((step) => step.name === name)
    ?.run(life)
    .catch(() => {}); // it expected changes
  return asked;
}

it("options belong to the project that is rehearsed, whatever its name is; each up obeys the guardrails", async () => {
  expect(await askedBy("rotation: the first key deactivated")).toEqual([
    { "aws:region": "us-east-1", disposable: "true", keySerial: "2", retire: "deactivate" },
    ["up", "--yes", "--skip-preview", "--suppress-outputs", "--policy-pack", pack],
  ]);
  expect(await askedBy("refresh finds the drift")).toEqual([
    ["refresh", "--yes", "--skip-preview", "--suppress-outputs"],
  ]);
});
