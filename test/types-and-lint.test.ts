// The compiler and the linter find nothing; each has a processor to itself while other tests wait for theirs.
import { expect, it } from "vitest";
import { runScript } from "./end-to-end/run-npm.ts";
import { isLeftOut } from "./in-full.ts";

const leftOut = isLeftOut("REQUIRE_ENGINE", "npm run types and npm run lint");

it.skipIf(leftOut).each(["types", "lint"])(
  "npm run %s finds nothing",
  { timeout: 300_000 },
  async (script) => {
    const { status, stdout, stderr } = await runScript(script);
    expect(status, `${stdout}${stderr}`).toBe(0);
  },
);
