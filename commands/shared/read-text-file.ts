// Reads a file that a person named, or standard input for "-".
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "./run-command.ts";

const causes: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "it may not be read",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8 text",
};

/** npm runs scripts in the project's folder; this variable holds the folder where npm was called. */
export const callersFolder = process.env.INIT_CWD ?? process.cwd();

/** @throws UsageError with the file's name and why it cannot be read. A byte order mark stays in the text. */
export async function readTextFile(file: string): Promise<string> {
  try {
    const bytes = await readFile(file === "-" ? "/dev/stdin" : resolve(callersFolder, file));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(`The file ${file} cannot be read: ${causes[code] ?? String(error)}.`);
  }
}
