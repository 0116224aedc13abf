// Carries out a plan: removes the lock, repairs AWS, repairs the state, then runs an ordinary update.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { underGuardrails } from "../engine/guardrails.ts";
import { deleteFromAws } from "./delete-from-aws.ts";
import { importFile } from "./import-file.ts";
import type { Clients } from "./lookups.ts";
import type { Plan } from "./plan.ts";
import type { Situation } from "./read-situation.ts";

/**
 * Gives whether the stack is up; if not, the engine's own output says why.
 *
 * @param run runs the engine on the stack, and gives whether it succeeded
 */
export async function carryOut(
  run: (...args: readonly string[]) => Promise<boolean>,
  plan: Plan,
  { state, wanted }: Situation,
  clients: Clients,
): Promise<boolean> {
  // If nothing is locked, Pulumi Cloud reports a failure.
  await run("cancel", "--yes");
  for (const deletion of plan.deletions) await deleteFromAws(clients, deletion);
  if (plan.imports.length > 0) {
    const file = importFile(plan.imports, state.resources, wanted);
    const imported = await withFile(JSON.stringify(file), (path) =>
      // The program itself protects resources, and it already has the code for what is imported.
      run(
        "import",
        "--file",
        path,
        "--yes",
        "--skip-preview",
        "--protect=false",
        "--generate-code=false",
        "--suppress-outputs",
      ),
    );
    if (!imported) return false;
  }
  if (plan.interrupted.length + plan.imports.length > 0) {
    const settled = await run(
      "refresh",
      "--yes",
      "--skip-preview",
      "--clear-pending-creates",
      "--suppress-outputs",
    );
    if (!settled) return false;
  }
  return await run("up", "--yes", "--skip-preview", "--suppress-outputs", ...underGuardrails);
}

async function withFile<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "federation-broker-import-"));
  try {
    const path = join(folder, "import.json");
    await writeFile(path, text);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
