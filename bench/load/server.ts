// A loopback in its own process, and the operating system's figures about it (Linux's /proc).
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };

export interface Ready {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Server extends Ready {
  /** From the start of the process to the end of its first answer, in seconds. */
  readonly startSeconds: number;
  cpuSeconds(): number;
  /** Resident, in MiB. */
  memory(): number;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "..", "..");

/** What `npm run loopback` runs, after `exec node`: Node's options and the program. */
const [, , ...program] = manifest.scripts.loopback.split(" ");

/** Starts a loopback and waits for its first answer. */
export async function startServer(args: readonly string[] = []): Promise<Server> {
  const port = await freePort();
  const start = performance.now();
  const options = ["--port", String(port), "--json", ...args];
  const child = spawn(process.execPath, [...nodeOptions(), ...program, ...options], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let line = "";
  child.stdout.on("data", (chunk: Buffer) => {
    line += chunk.toString();
  });
  await firstAnswer(`http://127.0.0.1:${port}`, child);
  const startSeconds = (performance.now() - start) / 1000;
  while (!line.includes("\n")) await once(child.stdout, "data");
  const { pid = 0 } = child;
  return {
    ...(JSON.parse(line) as Ready),
    startSeconds,
    cpuSeconds: () => cpuSeconds(pid),
    memory: () => memory(pid),
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** `BENCH_NODE_OPTIONS="--cpu-prof"` shows where the time goes. */
const nodeOptions = (): string[] => (process.env.BENCH_NODE_OPTIONS ?? "").split(" ").filter(Boolean);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function firstAnswer(endpoint: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(endpoint).then(
      (answer) => answer.text().then(() => true),
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`The loopback ended with ${child.exitCode} before it answered.`);
}

/** User and system time, in clock ticks of a hundredth of a second. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function memory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}
