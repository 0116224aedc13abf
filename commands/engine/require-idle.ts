// Refuses a stack that an update is changing, or that a killed one has left half changed.

import { readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { UsageError } from "../run-command.ts";

/**
 * Pulumi Cloud says of itself what is in progress. In a folder, the lock does; of other backends' locks Pulumi tells
 * nobody, but what is under way stands in the state.
 *
 * @throws UsageError with what to do
 */
export async function requireIdle(workspace: LocalWorkspace, name: string): Promise<void> {
  const { url = "" } = await workspace.whoAmI();
  if (url.startsWith("file://")) return await requireNoLock(url, name);
  const stacks = await workspace.listStacks();
  if (stacks.some((stack) => stack.name === name && stack.updateInProgress)) throw new UsageError(busy(name));
  const { deployment } = await workspace.exportStack(name);
  if ((deployment?.pending_operations ?? []).length > 0) throw new UsageError(broken(name));
}

async function requireNoLock(url: string, name: string): Promise<void> {
  const locks = join(fileURLToPath(url), ".pulumi", "locks");
  for (const file of await readdir(locks, { recursive: true }).catch(() => [])) {
    if (!file.includes(`/${name}/`) || !file.endsWith(".json")) continue;
    const lock: { pid?: number; hostname?: string } = JSON.parse(await readFile(join(locks, file), "utf8"));
    throw new UsageError(isGone(lock) ? broken(name) : busy(name));
  }
}

/** Only of this machine's processes can it be known. */
const isGone = ({ pid = 0, hostname: host }: { pid?: number; hostname?: string }): boolean => {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
};

const busy = (name: string): string =>
  `An update of stack ${name} is in progress: wait until it has ended; if it was killed, run \`npm run recover -- --stack ${name}\`.`;

const broken = (name: string): string =>
  `An update of stack ${name} was killed before its end: run \`npm run recover -- --stack ${name}\`, which shows what is left to do.`;
