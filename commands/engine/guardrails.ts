// The policy pack of infra/guardrails/, which every `up` of this project's commands must obey.
import { join } from "node:path";

const pack = join(import.meta.dirname, "..", "..", "infra", "guardrails", "pack");

/** For `pulumi up`: an executable file is found only by its absolute path. */
export const underGuardrails: readonly string[] = ["--policy-pack", pack];
