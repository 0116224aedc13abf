// The error for the engine.
import { type Metadata, status } from "@grpc/grpc-js";

/** Its message is what a person reads: one sentence, without any property's value. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly code: status;
  /** The half-done resource, as gRPC's details of an error; the engine keeps it in the stack's state. */
  readonly metadata: Metadata | undefined;
  constructor(message: string, code: status = status.UNKNOWN, metadata?: Metadata) {
    super(message);
    this.code = code;
    this.metadata = metadata;
  }
}
