// How every command ends: its exit status, and one clear line for what a person did wrong.

/** 0 all promises hold, 1 a promise is broken, 2 nothing broken but something inconclusive, 3 wrong usage or configuration. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** A command was called wrongly. `message` is one clear sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The rooms' own errors for it, by name: importing their classes would load Pulumi into every command. */
const mistakes = new Set(["UsageError", "ConfigurationError", "DeploymentError"]);

/**
 * Runs a command to its end and sets the exit status. A mistake of the caller's is one line; anything else is a defect
 * of this program, proves nothing (2) and is shown whole.
 */
export async function runCommand(command: () => Promise<ExitStatus>): Promise<void> {
  process.stdout.on("error", tellWriteFailure);
  try {
    process.exitCode = await command();
  } catch (error) {
    const argument = isArgumentError(error);
    const mistake = argument || (error instanceof Error && mistakes.has(error.name));
    const message = error instanceof Error ? error.message : String(error);
    // Of an argument, Node may speak in several lines.
    console.error(mistake ? (argument ? message.replaceAll("\n", " ") : message) : error);
    process.exitCode = mistake ? 3 : 2;
  }
}

/** Whoever reads may stop early, as `head` does; the exit status stays what was found. */
function tellWriteFailure(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  console.error(`The output could not be written (${error.message}), so nobody has seen what was found.`);
  process.exit(2);
}

/** node:util's parseArgs says what is wrong with an argument in a sentence of its own. */
function isArgumentError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
