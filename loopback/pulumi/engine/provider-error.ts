// The error that the engine is told.
import { status } from "@grpc/grpc-js";

/** Its message is what a person reads: one sentence, without any property's value. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly code: status;
  constructor(message: string, code: status = status.UNKNOWN) {
    super(message);
    this.code = code;
  }
}
