// The error for a configuration that the loopback cannot use.

/** `message` is one clear sentence. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}
