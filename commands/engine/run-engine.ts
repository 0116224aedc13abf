// Runs the Pulumi CLI itself, not npm's wrapper, and gives what the engine told of each step.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

export interface EngineContext {
  /** The CLI's path. */
  readonly pulumi: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** A folder for the engine's event logs; without one, no events are given. */
  readonly events?: string;
  /** Ends the run. */
  readonly signal?: AbortSignal;
}

export interface EngineRun {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
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
  const log =
    events !== undefined && telling.has(args[0] ?? "") ? join(events, `${randomUUID()}.jsonl`) : undefined;
  const logging = log === undefined ? [] : ["--event-log", log];
  const child = spawn(pulumi, [...args, "--non-interactive", ...logging], {
    cwd: folder,
    env: environment,
    // A group of its own: Ctrl-C reaches it through us, and once only.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => end(child);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  if (show) {
    child.stdout.pipe(process.stdout, { end: false });
    child.stderr.pipe(process.stderr, { end: false });
  }
  const [[status], stdout, stderr] = await Promise.all([
    once(child, "close"),
    text(child.stdout),
    text(child.stderr),
  ]);
  signal?.removeEventListener("abort", stop);
  return { status, stdout, stderr, events: log === undefined ? [] : await readEvents(log) };
}

/** The engine cancels what waits and finishes what is under way; if it takes too long, it is killed. */
function end(child: ChildProcess): void {
  child.kill("SIGINT");
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), grace);
  child.once("close", () => clearTimeout(timer));
}

/** One JSON object a line; the last may be torn where the engine was killed. */
async function readEvents(log: string): Promise<EngineEvent[]> {
  const lines = await readFile(log, "utf8").catch(() => "");
  return lines
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
