// npm run loopback: serves the loopback AWS until it is stopped; prints one JSON line once it is ready.
import { parseArgs } from "node:util";
import type { LogLine } from "../loopback/log-line.ts";
import { type Loopback, startLoopback } from "../loopback/start-loopback.ts";
import { interruption } from "./interruption.ts";
import { type ExitStatus, runCommand, UsageError } from "./run-command.ts";

const defaultPort = 4566;

await runCommand(async (): Promise<ExitStatus> => {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const signal = interruption();
  const loopback = await listen(readPort(values.port));
  const { endpoint, region, accountId, accessKeyId, secretAccessKey } = loopback;
  console.log(JSON.stringify({ endpoint, region, accountId, accessKeyId, secretAccessKey }));
  await new Promise((resolve) =>
    signal.aborted ? resolve(undefined) : signal.addEventListener("abort", resolve),
  );
  await loopback.close();
  return 0;
});

function readPort(text = String(defaultPort)): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port ${text} is no port: give a number from 0 (any free port) to 65535.`);
}

async function listen(port: number): Promise<Loopback> {
  try {
    return await startLoopback({ port, log: (line) => console.error(readable(line)) });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const causes: Readonly<Record<string, string>> = {
      EADDRINUSE: "taken: stop what listens there, or give",
      EACCES: "reserved for root: give",
    };
    const cause = causes[String(code)];
    if (cause === undefined) throw error;
    throw new UsageError(`Port ${port} is ${cause} another with -- --port N (0 takes any free one).`);
  }
}

function readable({ time, principal, operation, status, decision, reason }: LogLine): string {
  return [time, principal, operation, status, decision, reason]
    .filter((part) => part !== undefined)
    .join(" ");
}
