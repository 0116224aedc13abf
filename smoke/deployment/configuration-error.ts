// What a person gave to the smoke suite is wrong: nothing was probed, and commands exit with status 3.

/** `message` is one clear sentence: what is wrong, where, and what to do. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}
