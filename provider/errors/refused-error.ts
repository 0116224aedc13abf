// The error for what the deployment itself refuses, before or instead of AWS.

/** Its message is one clause that says what is wrong; the code that catches it names the resource. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
