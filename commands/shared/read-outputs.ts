// Reads stack outputs from a file: what `pulumi stack output --json --show-secrets` prints.
import { readTextFile } from "./read-text-file.ts";
import { UsageError } from "./run-command.ts";

/** @throws UsageError when the file cannot be read or is not JSON; never with a piece of it, for it holds a secret. */
export async function readOutputs(file: string): Promise<unknown> {
  const text = await readTextFile(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `${file === "-" ? "Standard input" : `The file ${file}`} is not JSON: give what \`pulumi stack output --json --show-secrets\` prints.`,
    );
  }
}
