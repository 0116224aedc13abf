// What the federation endpoint refuses. It has no error codes: its answer is a page of status 400.

export class SigninError extends Error {
  override readonly name = "SigninError";
  /** For the log, beside the codes of the services. */
  readonly code = "InvalidRequest";
}
