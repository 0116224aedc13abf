// Reads a file that a person named, or standard input for "-".
import { createReadStream, fstatSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "./run-command.ts";

const causes: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "it may not be read",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8 text",
};

/** In bytes. No document is nearly as long; a device would never end. */
const MAXIMUM = 64 * 1024 * 1024;

/** npm runs scripts in the project's folder; this variable holds the folder where npm was called. */
export const callersFolder = process.env.INIT_CWD ?? process.cwd();

/** @throws UsageError with the file's name and why it cannot be read. A byte order mark stays in the text. */
export async function readTextFile(file: string, maximum = MAXIMUM): Promise<string> {
  try {
    const stream = file === "-" ? standardInput() : createReadStream(resolve(callersFolder, file));
    const bytes = await readBytes(stream, maximum);
    if (bytes === undefined) throw new Error(`it is longer than ${maximum} bytes`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(`The file ${file} cannot be read: ${causes[code] ?? (error as Error).message}.`);
  }
}

// Opening /dev/stdin by name fails where it is a socket, as below a process of Node's. A directory reads as if empty.
function standardInput(): AsyncIterable<Buffer> {
  if (fstatSync(process.stdin.fd).isDirectory()) throw new Error(causes.EISDIR);
  return process.stdin;
}

/** All that a stream gives; undefined if it is longer than `maximum`. */
async function readBytes(stream: AsyncIterable<Buffer>, maximum: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > maximum) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
