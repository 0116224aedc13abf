// What the federation endpoint refuses. It has no error codes: its answer is a page of status 400.

export class SigninError extends Error {
  override readonly name = "SigninError";
  /** The code that the log shows, next to the codes of the services. */
  readonly code = "InvalidRequest";
}
