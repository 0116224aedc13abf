// The policy pack of infra/guardrails/, as every `up` of this project's commands is told to obey it.
import { join } from "node:path";

const pack = join(import.meta.dirname, "..", "..", "infra", "guardrails", "pack");

/** For `pulumi up`: a file that is executed is found by its absolute path alone. */
export const underGuardrails: readonly string[] = ["--policy-pack", pack];
