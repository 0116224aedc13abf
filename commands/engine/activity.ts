// What is going on with a stack: whether an update changes it now, or a killed one has left it half changed.
import { hostname } from "node:os";
import type { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { type Lock, locksOf } from "./locks.ts";
import { stackName } from "./stack-name.ts";

/**
 * - idle: nothing
 * - running: an update, by a live process of this machine
 * - held: the backend says that there is an update; it runs elsewhere, or was killed
 * - broken: an update began and will not end by itself
 */
type Activity = "idle" | "running" | "held" | "broken";

/**
 * Pulumi Cloud shows updates in progress. In a folder and in a bucket of S3, locks do. Pulumi does not show locks of
 * other backends, but the state holds the unfinished operations.
 */
export async function activityOf(workspace: LocalWorkspace, name: string): Promise<Activity> {
  const [lock, stacks, { deployment }] = await Promise.all([
    lockActivity(workspace, name),
    workspace.listStacks(),
    workspace.exportStack(name),
  ]);
  const isIt = (listed: string) => listed === name || name.endsWith(`/${listed}`);
  if (stacks.some((stack) => isIt(stack.name) && stack.updateInProgress)) return "held";
  if (lock !== undefined) return lock;
  return (deployment?.pending_operations ?? []).length > 0 ? "broken" : "idle";
}

/** What the stack's locks show; undefined where there is none. It works even for an unreadable state. */
export async function lockActivity(workspace: LocalWorkspace, name: string): Promise<Activity | undefined> {
  const [{ url = "" }, { name: project }] = await Promise.all([
    workspace.whoAmI(),
    workspace.projectSettings(),
  ]);
  const locks = await locksOf(url, stackName(name, project), workspace.workDir);
  const found = new Set(locks.map(activityOfLock));
  return (["running", "held", "broken"] as const).find((activity) => found.has(activity));
}

/** Only for processes of this machine can we know whether they live. */
function activityOfLock(lock: Lock): Activity {
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
