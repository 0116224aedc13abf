// Reads standard input line by line, and writes one answer for each line, in order.

import { once } from "node:events";
import { fstatSync } from "node:fs";
import { readLines } from "./read-lines.ts";
import { UsageError } from "./run-command.ts";

const SPACE: ReadonlySet<number> = new Set(Buffer.from(" \t\r"));

/** Undefined stands for a line that is too long. @throws UsageError where standard input is a directory */
export async function answerLines(
  answer: (line: Buffer | undefined) => object | Promise<object>,
): Promise<void> {
  if (fstatSync(process.stdin.fd).isDirectory())
    throw new UsageError("Standard input is a directory: give a file of requests, one JSON object a line.");
  // The reader may stop early, as `head` does.
  process.stdout.on("error", () => process.exit(0));
  for await (const line of readLines(process.stdin)) {
    if (line?.every((byte) => SPACE.has(byte))) continue;
    if (!process.stdout.write(`${JSON.stringify(await answer(line))}\n`)) await once(process.stdout, "drain");
  }
}
