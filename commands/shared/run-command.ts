// How every command ends: its exit status, and one clear line for a person's mistake.

/** 0 all promises hold, 1 a promise is broken, 2 nothing broken but something inconclusive, 3 wrong usage or configuration. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** The error for a wrong call of a command. `message` is one clear sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The rooms' own errors for it, by name: importing their classes would load Pulumi into every command. */
const mistakes = new Set(["UsageError", "ConfigurationError", "DeploymentError"]);

/**
 * Runs a command to its end and sets the exit status. A caller's mistake is one line; any other error is a defect
 * of this program, proves nothing (2) and is printed in full.
 */
export async function runCommand(command: () => Promise<ExitStatus>): Promise<void> {
  process.stdout.on("error", tellWriteFailure);
  try {
    process.exitCode = await command();
  } catch (error) {
    const argument = isArgumentError(error);
    const mistake = argument || (error instanceof Error && mistakes.has(error.name));
    const message = error instanceof Error ? error.message : String(error);
    console.error(mistake ? (argument ? firstSentence(message) : message) : error);
    process.exitCode = mistake ? 3 : 2;
  }
}

/** The reader may stop early, as `head` does; the exit status does not change. */
function tellWriteFailure(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  console.error(`The output could not be written (${error.message}), so nobody has seen what was found.`);
  process.exit(2);
}

/** Node's message about an argument goes on with advice about arguments that begin with a dash. */
const firstSentence = (message: string): string => `${message.split(/[.\n]\s/)[0]?.replace(/\.$/, "")}.`;

/** node:util's parseArgs describes a wrong argument in its own sentence. */
function isArgumentError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
