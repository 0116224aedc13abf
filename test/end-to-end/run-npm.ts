// Runs an npm script the way a person does, in a separate process group, and gives the result.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const root = join(import.meta.dirname, "..", "..");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether a process of the group outlived the command. */
  readonly leftovers: boolean;
}

export interface Running {
  readonly child: ChildProcess;
  /** Settles when the command has ended. */
  readonly ended: Promise<Ended>;
  /** Sends a signal to the whole group, as a terminal does. */
  interrupt(signal: NodeJS.Signals): void;
  /** Waits until a line of the stream matches, and gives it. */
  line(stream: "stdout" | "stderr", pattern: RegExp): Promise<string>;
}

/** Starts `npm run --silent SCRIPT -- ...args` of this project, called from a folder. */
export function startNpm(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  folder = root,
): Running {
  return start(["npm", "--prefix", root, "run", "--silent", script, "--", ...args], env, folder);
}

function start([command = "", ...args]: readonly string[], env: NodeJS.ProcessEnv, folder: string): Running {
  const child = spawn(command, args, {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", ...env },
  });
  const { pid = 0, stdout, stderr } = child;
  const ended = Promise.all([once(child, "close"), text(stdout), text(stderr)]).then(
    ([[status], out, err]): Ended => ({ status, stdout: out, stderr: err, leftovers: groupLives(pid) }),
  );
  return {
    child,
    ended,
    interrupt: (signal) => process.kill(-pid, signal),
    line: async (stream, pattern) => {
      let seen = "";
      for await (const [chunk] of events(child[stream], ended)) {
        seen += chunk;
        const found = seen.split("\n").find((line) => pattern.test(line));
        if (found !== undefined) return found;
      }
      throw new Error(`The command ended without a line like ${pattern}: ${seen}`);
    },
  };
}

/** Runs a script to its end. */
export const runNpm = (...call: Parameters<typeof startNpm>): Promise<Ended> => startNpm(...call).ended;

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Runs a script's command line to its end as npm does, without npm, whose own start takes longer than most. */
export function runScript(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const PATH = `${join(root, "node_modules", ".bin")}:${process.env.PATH}`;
  return start(["sh", "-c", `${scripts[script]} "$@"`, script, ...args], { PATH, ...env }, root).ended;
}

async function* events(stream: NodeJS.ReadableStream | null, ended: Promise<unknown>) {
  if (stream === null) return;
  const end = ended.then(() => undefined);
  for (;;) {
    const event = await Promise.race([once(stream, "data"), end]);
    if (event === undefined) return;
    yield event;
  }
}

function groupLives(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
