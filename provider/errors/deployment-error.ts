// The error for a deployment that stopped, in one line.

/**
 * Names the resource or the function that failed and AWS's answer. A command that meets it exits with status 3.
 * It keeps neither the SDK's error nor any property's value, because either may hold a secret.
 */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

/** AWS's answer, or another error, in one line: `EntityAlreadyExists: User with name x already exists.` */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return "an error that is no Error object";
  const { code } = error as { code?: unknown };
  const name = errorCode(error) ?? error.name;
  const text = error.message || (typeof code === "string" ? code : "no message");
  return (ownNames.has(name) ? text : `${name}: ${text}`).replace(/\s+/g, " ").trim();
}

/** The code that AWS sent; the SDK's own name for the error may have an "Exception" behind it. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { Code } = error as { Code?: unknown };
  return typeof Code === "string" ? Code : error.name;
}

/** Names that say nothing about AWS. */
const ownNames = new Set(["Error", "AggregateError", "TypeError", "ShapeError", "RefusedError"]);
