// How long many promises take where each call takes 50 ms, compared with the minimum: calls ÷ concurrency ×
// latency; and how much memory, with Node's options as `npm run smoke` has them. With `--json` one object;
// `--promises N` probes N promises instead of 10,000.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };

const nodeOptions = manifest.scripts.smoke.split(" ").slice(1, -1);
const program = join(import.meta.dirname, "smoke", "measure.ts");

const { status } = spawnSync(process.execPath, [...nodeOptions, program, ...process.argv.slice(3)], {
  stdio: "inherit",
});
if (status !== 0) throw new Error(`The measurement ended with ${status}.`);
