// The error for a configuration value that the program cannot work with.
import { RunError } from "@pulumi/pulumi";

/**
 * Says in one sentence which option is wrong, what it holds and what it must be. It is a RunError, because
 * `pulumi up` prints the message of a RunError without a stack trace.
 */
export class ConfigurationError extends RunError {
  override readonly name = "ConfigurationError";
}
