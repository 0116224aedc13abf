// The steps of a rehearsal, without an engine: what each asks for.
import { expect, it } from "vitest";
import type { Rehearsal } from "../../../commands/rehearsal/open-rehearsal.ts";
import { steps } from "../../../commands/rehearsal/steps.ts";

it("options belong to the project that is rehearsed, whatever its name is", async () => {
  const configured: unknown[] = [];
  const life = {
    loopback: { region: "us-east-1" },
    signal: new AbortController().signal,
    stack: {
      configure: async (options: unknown) => void configured.push(options),
      run: async () => ({ status: 0, stdout: "", stderr: "", events: [] }),
    },
  } as unknown as Rehearsal;
  const step = steps.find(({ name }) => name === "rotation: the first key deactivated");
  await expect(step?.run(life)).rejects.toThrow("expected update, but saw nothing");
  expect(configured).toEqual([
    { "aws:region": "us-east-1", disposable: "true", keySerial: "2", retire: "deactivate" },
  ]);
});
