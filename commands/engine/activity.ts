// What is going on with a stack: whether an update changes it now, or a killed one has left it half changed.
import { readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";

/**
 * - idle: nothing
 * - running: an update, by a process of this machine that lives
 * - held: an update, as the backend says; elsewhere, or killed
 * - broken: an update began and will not end by itself
 */
export type Activity = "idle" | "running" | "held" | "broken";

/**
 * Pulumi Cloud says of itself what is in progress. In a folder, the lock does; of other backends' locks Pulumi tells
 * nobody, but what was under way stands in the state.
 */
export async function activityOf(workspace: LocalWorkspace, name: string): Promise<Activity> {
  const [{ url = "" }, stacks, { deployment }] = await Promise.all([
    workspace.whoAmI(),
    workspace.listStacks(),
    workspace.exportStack(name),
  ]);
  if (stacks.some((stack) => stack.name === name && stack.updateInProgress)) return "held";
  const lock = await lockActivity(url, name);
  if (lock !== undefined) return lock;
  return (deployment?.pending_operations ?? []).length > 0 ? "broken" : "idle";
}

interface Lock {
  readonly pid?: number;
  readonly hostname?: string;
}

/** What the lock in a backend's folder says; undefined where there is none, or the backend is no folder. */
export async function lockActivity(url: string, name: string): Promise<Activity | undefined> {
  // "file://~" is the home directory.
  if (!url.startsWith("file:///")) return undefined;
  const locks = join(fileURLToPath(url), ".pulumi", "locks");
  const files = await readdir(locks, { recursive: true }).catch(() => []);
  const file = files.find((one) => one.includes(`/${name}/`) && one.endsWith(".json"));
  if (file === undefined) return undefined;
  const lock: Lock = JSON.parse(await readFile(join(locks, file), "utf8"));
  // Only of this machine's processes can it be known.
  if (lock.hostname !== hostname()) return "held";
  return lives(lock.pid ?? 0) ? "running" : "broken";
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
