// What a killed CLI leaves in the folder of a state. It writes a file's attributes before it puts the file in place, and
// Pulumi cannot read a state whose attributes are empty. The state itself is whole: it is replaced in one step.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Removes what is torn of a stack's state in a folder: empty attributes, and files that were never put in place. No
 * update of the stack may be running.
 *
 * @param url of the backend; of other backends than a folder nothing is torn
 * @returns the names of the files that were removed
 */
export async function removeTornState(url: string, stack: string): Promise<readonly string[]> {
  if (!url.startsWith("file:///")) return [];
  const folder = join(fileURLToPath(url), ".pulumi", "stacks");
  const torn: string[] = [];
  for (const file of await readdir(folder, { recursive: true }).catch(() => [])) {
    const [name = ""] = file.split("/").slice(-1);
    const attributes = name === `${stack}.json.attrs` && (await stat(join(folder, file))).size === 0;
    const temporary = name.startsWith(`${stack}.json.`) && name.endsWith(".tmp");
    if (!attributes && !temporary) continue;
    await rm(join(folder, file));
    torn.push(name);
  }
  return torn.toSorted();
}
