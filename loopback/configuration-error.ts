// What a person asked of the loopback and cannot have.

/** `message` is one clear sentence. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}
