// The loopback under load, with every signature verified and IAM enforced: how soon it answers, how much memory
// it uses, and what a request costs, cold (the first 3,000) and warm (after 20,000). With `--json` one object a line;
// `--only TEXT` measures only the operations whose names contain that text.
import { load } from "./load/load.ts";
import { list, operations } from "./load/operations.ts";
import { setUp } from "./load/scene.ts";
import { type Server, startServer } from "./load/server.ts";
import { sign, type Unsigned } from "./load/sign.ts";

const cold = 3000;
const warmUp = 20_000;
const warm = 10_000;
const manyKeys = 100_000;

interface Cost {
  readonly perSecond: number;
  /** The server's CPU seconds for a thousand requests. */
  readonly cpuSeconds: number;
}

interface Row {
  readonly name: string;
  readonly cold?: Cost;
  readonly warm?: Cost;
  /** Seconds, or MiB. */
  readonly value?: number;
}

async function cost(server: Server, requests: readonly Buffer[], count: number): Promise<Cost> {
  const before = server.cpuSeconds();
  const start = performance.now();
  await load(server.endpoint, requests, count);
  const seconds = (performance.now() - start) / 1000;
  const cpu = server.cpuSeconds() - before;
  return {
    perSecond: Math.round(count / seconds),
    cpuSeconds: Math.round((1_000_000 * cpu) / count) / 1000,
  };
}

async function measureOperation([name, by, ...unsigned]: (typeof operations)[number]): Promise<Row[]> {
  const server = await startServer();
  const scene = await setUp(server);
  const idle = server.memory();
  const requests = await Promise.all(unsigned.map((one) => sign(server.endpoint, scene[by], one)));
  const first = await cost(server, requests, cold);
  await load(server.endpoint, requests, warmUp - cold);
  const after = server.memory();
  const last = await cost(server, requests, warm);
  await server.stop();
  return [
    { name, cold: first, warm: last },
    { name: "  memory before, MiB", value: idle },
    { name: "  memory after 20,000 requests, MiB", value: after },
  ];
}

async function measureStart(): Promise<Row[]> {
  const seconds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const server = await startServer();
    seconds.push(server.startSeconds);
    if (round === 4) seconds.push(server.memory());
    await server.stop();
  }
  const idle = seconds.pop() ?? 0;
  const median = seconds.toSorted((a, b) => a - b)[2] ?? 0;
  return [
    { name: "From exec to the first answer, seconds", value: Math.round(1000 * median) / 1000 },
    { name: "Memory after the first answer, MiB", value: idle },
  ];
}

/** Listings of a bucket of a hundred keys in each of a thousand folders. */
async function measureListing(): Promise<Row[]> {
  const server = await startServer();
  const { broker, session } = await setUp(server);
  const puts: Unsigned[] = Array.from({ length: manyKeys }, (_, n) => ({
    ...{ service: "s3", method: "PUT", path: `/bucket/folder-${n % 1000}/key-${n}` },
  }));
  const all = await Promise.all(puts.map((one) => sign(server.endpoint, broker, one)));
  await load(server.endpoint, all, all.length);
  const rows: Row[] = [];
  for (const [name, query] of [
    ["by prefix and delimiter, 100 keys", { prefix: "folder-500/", delimiter: "/" }],
    ["by delimiter, 1,000 common prefixes", { delimiter: "/" }],
    ["by prefix, 10 keys", { prefix: "folder-500/", "max-keys": "10" }],
  ] as const) {
    const requests = [await sign(server.endpoint, session, list(query))];
    await load(server.endpoint, requests, 500);
    const full = `ListObjectsV2 of ${manyKeys.toLocaleString("en")} keys ${name}`;
    rows.push({ name: full, warm: await cost(server, requests, 500) });
  }
  await server.stop();
  return rows;
}

function text({ name, cold: first, warm: last, value }: Row): string {
  const shown = (one: Cost | undefined) =>
    one === undefined
      ? "".padStart(20)
      : `${one.perSecond.toLocaleString("en").padStart(9)} ${one.cpuSeconds.toFixed(3).padStart(10)}`;
  const end = value === undefined ? `${shown(first)} ${shown(last)}` : String(value).padStart(9);
  return `${name.padEnd(72)} ${end}`;
}

const json = process.argv.includes("--json");
if (!json) {
  console.log(`${"".padEnd(72)} cold: a second  CPU s/1000    warm: a second  CPU s/1000`);
}
const wanted = process.argv[process.argv.indexOf("--only") + 1] ?? "";
const measurements: readonly (readonly [name: string, measure: () => Promise<Row[]>])[] = [
  ["start", measureStart],
  ...operations.map((operation): [string, () => Promise<Row[]>] => [
    operation[0],
    () => measureOperation(operation),
  ]),
  ["listing", measureListing],
];
for (const [name, measure] of measurements) {
  if (process.argv.includes("--only") && !name.includes(wanted)) continue;
  for (const row of await measure()) console.log(json ? JSON.stringify(row) : text(row));
}
