// Where a backend that is a folder keeps its files.
import { homedir } from "node:os";
import { resolve } from "node:path";

/**
 * Gives the folder, as Pulumi reads the URL: `file://~` is the home directory, and a path may be relative.
 *
 * @param project the project's folder
 * @returns undefined for a backend of another kind
 */
export function stateFolder(url: string, project: string): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  const [path = ""] = url.slice("file://".length).split("?", 1);
  return resolve(project, decodeURIComponent(path).replace(/^~(?=\/|$)/, homedir()), ".pulumi");
}
