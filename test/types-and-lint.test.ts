// The compiler and the linter find nothing; each has a processor to itself while other tests wait for theirs.
import { expect, it } from "vitest";
import { runScript } from "./end-to-end/run-npm.ts";

it.each(["types", "lint"])("npm run %s finds nothing", { timeout: 120_000 }, async (script) => {
  const { status, stdout, stderr } = await runScript(script);
  expect(status, `${stdout}${stderr}`).toBe(0);
});
