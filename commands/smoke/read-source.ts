// The stack outputs that smoke is about, and the stack's name where it has one.
import { join } from "node:path";
import { readOutputs } from "../shared/read-outputs.ts";
import type { Source } from "./options.ts";

const projectFolder = join(import.meta.dirname, "..", "..");

/** A file's, or else those of the stack that is named or selected. */
export async function readSource({
  outputs: file,
  stack,
}: Source): Promise<{ name?: string; outputs: unknown }> {
  if (file !== undefined) return { outputs: await readOutputs(file) };
  const { readStack } = await import("../engine/read-stack-outputs.ts");
  const name = stack ?? (process.env.PULUMI_STACK || undefined);
  return await readStack({ folder: projectFolder, ...(name !== undefined && { name }) });
}
