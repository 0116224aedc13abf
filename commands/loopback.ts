// npm run loopback: serves the loopback AWS until it is stopped, and says how to reach it once it is ready.
import { flushCompileCache } from "node:module";
import type { LogLine } from "../loopback/log-line.ts";
import { type Loopback, type LoopbackOptions, startLoopback } from "../loopback/start-loopback.ts";
import { type ServedProvider, serveProvider } from "../provider/serve-provider.ts";
import { greeting, jsonGreeting } from "./loopback/greeting.ts";
import { type Options, readLoopbackOptions } from "./loopback/options.ts";
import { readableLogLine } from "./loopback/readable-log-line.ts";
import { interruption } from "./shared/interruption.ts";
import { readTextFile } from "./shared/read-text-file.ts";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";

await runCommand(async (): Promise<ExitStatus> => {
  const options = readLoopbackOptions(process.argv.slice(2), process.env);
  const signal = interruption();
  const { seed } = options;
  const loopback = await listen(options, seed === undefined ? {} : await readSeedFile(seed));
  const provider = await attachable(options, loopback);
  // This process may be ended without a warning.
  flushCompileCache();
  console.log(options.json ? jsonGreeting(loopback, provider) : greeting(loopback, provider));
  await new Promise((resolve) =>
    signal.aborted ? resolve(undefined) : signal.addEventListener("abort", resolve),
  );
  await provider.close();
  await loopback.close();
  return 0;
});

/** The reader of YAML is loaded only for a seed: a start without one is faster. */
async function readSeedFile(file: string): Promise<Pick<LoopbackOptions, "seed">> {
  const { readSeed } = await import("../loopback/seed/read-seed.ts");
  return { seed: readSeed(await readTextFile(file)) };
}

async function listen({ log, loopback }: Options, seed: Pick<LoopbackOptions, "seed">): Promise<Loopback> {
  const write = log === "json" ? JSON.stringify : readableLogLine;
  const writeLine = (line: LogLine) => process.stderr.write(`${write(line)}\n`);
  return await bind(loopback.port, "--port", startLoopback({ ...loopback, ...seed, log: writeLine }));
}

/** The provider for Pulumi's engine, which deploys with the keys that a stack gives. */
async function attachable({ pulumiPort }: Options, loopback: Loopback): Promise<ServedProvider> {
  const { endpoint, region } = loopback;
  try {
    return await bind(pulumiPort, "--pulumi-port", serveProvider({ endpoint, region }, pulumiPort));
  } catch (error) {
    await loopback.close();
    throw error;
  }
}

/** @throws UsageError for a port that cannot be used */
async function bind<T>(port: number, option: string, bound: Promise<T>): Promise<T> {
  try {
    return await bound;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const causes: Readonly<Record<string, string>> = {
      EADDRINUSE: "taken: stop what listens there, or give",
      EACCES: "reserved for root: give",
    };
    const cause = causes[String(code)];
    if (cause === undefined) throw error;
    throw new UsageError(`Port ${port} is ${cause} another with -- ${option} N (0 takes any free one).`);
  }
}
