// Runs the Pulumi CLI itself, not npm's wrapper, and gives what the engine told of each step.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

export interface EngineContext {
  /** The CLI's path. */
  readonly pulumi: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** A folder for the engine's event logs. */
  readonly events: string;
  /** Ends the run. */
  readonly signal?: AbortSignal;
}

export interface EngineRun {
  /** Null when a signal ended it. */
  readonly status: number | null;
  /** What it printed, both streams; empty where a terminal showed it. */
  readonly output: string;
  readonly events: readonly EngineEvent[];
}

/** The operations that change the world and so can tell of each step. */
const telling = new Set(["up", "preview", "refresh", "destroy", "import"]);

/** How long, in milliseconds, the engine may take to end what is under way once it is told to stop. */
const grace = 10_000;

/** Runs a command to its end. */
export async function runEngine(
  context: EngineContext,
  args: readonly string[],
  { show }: { show: boolean },
): Promise<EngineRun> {
  const { pulumi, folder, environment, events, signal } = context;
  const log = join(events, `${randomUUID()}.jsonl`);
  const told = telling.has(args[0] ?? "");
  const child = spawn(pulumi, [...args, "--non-interactive", ...(told ? ["--event-log", log] : [])], {
    cwd: folder,
    env: environment,
    // A group of its own: Ctrl-C reaches it through us, and once only.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => end(child);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (show) process.stdout.write(text);
    });
  }
  const [status] = await once(child, "close");
  signal?.removeEventListener("abort", stop);
  return { status, output, events: told ? await readEvents(log) : [] };
}

/** The engine cancels what waits and finishes what is under way; if it takes too long, it is killed. */
function end(child: ChildProcess): void {
  child.kill("SIGINT");
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), grace);
  child.once("close", () => clearTimeout(timer));
}

/** One JSON object a line; the last may be torn where the engine was killed. */
async function readEvents(log: string): Promise<EngineEvent[]> {
  const text = await readFile(log, "utf8").catch(() => "");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
