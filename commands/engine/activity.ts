// What is going on with a stack: whether an update changes it now, or a killed one has left it half changed.
import { hostname } from "node:os";
import type { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { type Lock, locksOf } from "./locks.ts";
import { stackName } from "./stack-name.ts";

/**
 * - idle: nothing
 * - running: an update, by a process of this machine that lives
 * - held: an update, as the backend says; elsewhere, or killed
 * - broken: an update began and will not end by itself
 */
type Activity = "idle" | "running" | "held" | "broken";

/**
 * Pulumi Cloud says of itself what is in progress. In a folder and in a bucket of S3, locks do; of other backends' locks
 * Pulumi tells nobody, but what was under way stands in the state.
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

/** What the stack's locks say; undefined where there is none. It can be asked of a state that cannot be read. */
export async function lockActivity(workspace: LocalWorkspace, name: string): Promise<Activity | undefined> {
  const [{ url = "" }, { name: project }] = await Promise.all([
    workspace.whoAmI(),
    workspace.projectSettings(),
  ]);
  const locks = await locksOf(url, stackName(name, project), workspace.workDir);
  const found = new Set(locks.map(activityOfLock));
  return (["running", "held", "broken"] as const).find((activity) => found.has(activity));
}

/** Only of this machine's processes can it be known whether they live. */
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
