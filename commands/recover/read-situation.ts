// What recovery has to know: the stack's state, and what the program wants, from a preview.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../policy/is-record.ts";
import { engineFailure } from "../engine/engine-failure.ts";
import { type EngineContext, runEngine } from "../engine/run-engine.ts";
import { UsageError } from "../shared/run-command.ts";
import { readStackState, type StackState, type StateResource } from "./stack-state.ts";
import { readWanted } from "./wanted.ts";

export interface Situation {
  readonly state: StackState;
  readonly wanted: readonly StateResource[];
  /** From the stack's own configuration; undefined where the environment gives it. */
  readonly region: string | undefined;
}

/** @throws UsageError with the engine's reason if it fails */
export async function readSituation(engine: EngineContext, stack: string): Promise<Situation> {
  const json = async (...args: readonly string[]): Promise<unknown> => {
    const { status, stdout, stderr } = await runEngine(engine, [...args, "--stack", stack], { show: false });
    if (status !== 0) throw engineFailure(new Error(`${stderr}\n${diagnosis(stdout)}`), `stack ${stack}`);
    return JSON.parse(stdout);
  };
  const state = readStackState(await json("stack", "export"));
  requireConfiguration(engine.folder, stack, state);
  const preview = await json("preview", "--json");
  const config = isRecord(preview) && isRecord(preview.config) ? preview.config : {};
  const region = config["aws:region"];
  return { state, wanted: readWanted(preview), region: typeof region === "string" ? region : undefined };
}

/** A preview that fails prints its errors on standard output. */
function diagnosis(stdout: string): string {
  try {
    const { diagnostics = [] } = JSON.parse(stdout);
    const messages = diagnostics.filter(({ severity }: { severity?: string }) => severity === "error");
    return messages.map(({ message }: { message?: string }) => `error: ${message}`).join("\n");
  } catch {
    return "";
  }
}

/**
 * A stack with a passphrase has a file beside Pulumi.yaml; without it, a preview would use another
 * configuration, and would make the file.
 */
function requireConfiguration(folder: string, stack: string, state: StackState): void {
  const file = `Pulumi.${stack.slice(stack.lastIndexOf("/") + 1)}.yaml`;
  if (!state.hasPassphrase || existsSync(join(folder, file))) return;
  throw new UsageError(
    `The configuration of stack ${stack} (${file}) is not in ${folder}: run this in the checkout that deployed it.`,
  );
}
