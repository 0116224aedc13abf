// Reads a file that a person named, or standard input for "-".
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "./run-command.ts";

const causes: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "it may not be read",
};

/** npm runs scripts in the project's folder and says here where it was called from. */
const callersFolder = process.env.INIT_CWD ?? process.cwd();

/** @throws UsageError with the file's name and why it cannot be read. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file === "-" ? "/dev/stdin" : resolve(callersFolder, file), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(`The file ${file} cannot be read: ${causes[code] ?? String(error)}.`);
  }
}
