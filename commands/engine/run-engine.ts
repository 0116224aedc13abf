// Runs the Pulumi CLI itself, not npm's wrapper, and gives the engine's events for each step.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { listenForEvents } from "./listen-for-events.ts";

export interface EngineContext {
  /** The CLI's path. */
  readonly pulumi: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the engine reports each step; without it, there are no events. */
  readonly telling?: boolean;
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

/** The operations that change resources, and so can report each step. */
const changing = new Set(["up", "preview", "refresh", "destroy", "import"]);

/** How long, in milliseconds, the engine may take to finish its current work after a signal to stop. */
const grace = 10_000;

/** Runs a command to its end; `input` is what it can read. */
export async function runEngine(
  context: EngineContext,
  args: readonly string[],
  { show, input }: { show: boolean; input?: string },
): Promise<EngineRun> {
  const { pulumi, folder, environment, telling = false, signal } = context;
  const events: EngineEvent[] = [];
  const listener =
    telling && changing.has(args[0] ?? "") ? await listenForEvents((event) => events.push(event)) : undefined;
  const logging = listener === undefined ? [] : ["--event-log", listener.address];
  const child = spawn(pulumi, [...args, "--non-interactive", ...logging], {
    cwd: folder,
    env: environment,
    // A separate process group: Ctrl-C reaches it only through us, and only once.
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command that reads nothing may end before this is written.
  child.stdin.on("error", () => {}).end(input);
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
  await listener?.close();
  return { status, stdout, stderr, events };
}

/** The engine cancels waiting work and finishes current work; if it takes too long, it is killed. */
function end(child: ChildProcess): void {
  child.kill("SIGINT");
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), grace);
  child.once("close", () => clearTimeout(timer));
}
