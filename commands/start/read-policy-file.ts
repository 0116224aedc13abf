// Reads a policy document from a person's file.
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { readTextFile } from "../shared/read-text-file.ts";
import { UsageError } from "../shared/run-command.ts";

/**
 * The text of a valid policy. `quota` replaces the size limit of its kind, in characters.
 * @throws UsageError with the file's name, and the line and column of the fault.
 */
export async function readPolicyFile(file: string, kind: PolicyKind, quota?: number): Promise<string> {
  const text = await readTextFile(file);
  try {
    parsePolicy(text, kind, quota === undefined ? {} : { quota });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const place = `${file}, line ${error.line}, column ${error.column}`;
    throw new UsageError(`${place}: no valid ${kind} policy: ${error.detail}`);
  }
  return text;
}
