// The measurement itself, in its own process: a run of many promises on a slow loopback.
import { parseArgs } from "node:util";
import { readTarget } from "../../smoke/deployment/target.ts";
import { promises } from "../../smoke/promises.ts";
import { count } from "../../smoke/results/count.ts";
import { runSuite } from "../../smoke/run-smoke.ts";
import { manyRows } from "../../test/smoke/many-rows.ts";
import { seed } from "../../test/smoke/seed.ts";
import { startLateLoopback } from "./start-late-loopback.ts";

const latency = 50;
const concurrency = 32;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: { json: { type: "boolean" }, promises: { type: "string", default: "10000" } },
});
const loopback = await startLateLoopback(latency);
const { outputs, operator } = await seed(loopback);
const target = readTarget(outputs, { endpoint: loopback.endpoint, operator });
const rows = manyRows(Number(values.promises), target);
const before = await loopback.calls();
const start = performance.now();
const cpu = process.cpuUsage();
const judged = await runSuite(
  { stack: "bench", rows, target, promises, missingKey: "federation-broker-probe-bench" },
  { concurrency },
);
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - start) / 1000;
const calls = (await loopback.calls()) - before;
await loopback.close();

const ideal = ((calls / concurrency) * latency) / 1000;
const { counts } = count(judged.map(({ row }) => row));
const measured = {
  promises: rows.length,
  ...counts,
  calls,
  seconds: round(seconds),
  idealSeconds: round(ideal),
  ratio: round(seconds / ideal),
  cpuSeconds: round((user + system) / 1_000_000),
  memoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
};
if (values.json) console.log(JSON.stringify(measured));
else for (const [name, value] of Object.entries(measured)) console.log(`${name.padEnd(14)} ${value}`);

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
