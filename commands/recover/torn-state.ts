// What a killed CLI leaves in the folder of a state. It writes a file's attributes before it puts the file in place, and
// Pulumi cannot read a state whose attributes are empty. The state itself is whole: it is replaced in one step.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StackName } from "../engine/stack-name.ts";
import { stateFolder } from "../engine/state-folder.ts";

/**
 * Removes the torn files of a stack's state in a folder: empty attributes, and files that were never put in place. No
 * update of the stack may be running.
 *
 * @param url of the backend; only a folder can have torn files
 * @param folder the project's
 * @returns the names of the files that were removed
 */
export async function removeTornState(
  url: string,
  { project, stack }: StackName,
  folder: string,
): Promise<readonly string[]> {
  const state = stateFolder(url, folder);
  if (state === undefined) return [];
  const stacks = join(state, "stacks", project);
  const torn: string[] = [];
  for (const name of await readdir(stacks).catch(() => [])) {
    const attributes = name === `${stack}.json.attrs` && (await stat(join(stacks, name))).size === 0;
    const temporary = name.startsWith(`${stack}.json.`) && name.endsWith(".tmp");
    if (!attributes && !temporary) continue;
    await rm(join(stacks, name));
    torn.push(name);
  }
  return torn.toSorted();
}
