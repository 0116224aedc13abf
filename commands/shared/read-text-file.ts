// Reads a file that a person named, or standard input for "-".
import { type FileHandle, open } from "node:fs/promises";
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

/** In bytes: more than any document or seed has. A device such as /dev/zero has no end. */
const largest = 64 * 1024 * 1024;

/** @throws UsageError with the file's name and why it cannot be read. A byte order mark stays in the text. */
export async function readTextFile(file: string): Promise<string> {
  try {
    const opened = await open(file === "-" ? "/dev/stdin" : resolve(callersFolder, file));
    const bytes = await readUpTo(largest + 1, opened).finally(() => opened.close());
    if (bytes.length > largest)
      throw new UsageError(`The file ${file} cannot be read: it is larger than 64 MiB.`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(`The file ${file} cannot be read: ${causes[code] ?? String(error)}.`);
  }
}

/** The first bytes of a file, however little a read gives. */
async function readUpTo(most: number, file: FileHandle): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < most) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(1024 * 1024, most - size)));
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    size += bytesRead;
  }
  return Buffer.concat(chunks);
}
