// The error for a resource that is there, but not as it should be: what exists must not be forgotten.
import { oneLine } from "../errors/deployment-error.ts";
import type { Created } from "./resource-type.ts";

/** Its message is that of what went wrong after the resource was made. */
export class HalfDone extends Error {
  override readonly name = "Error";
  readonly created: Created;
  constructor(created: Created, fault: unknown) {
    super(oneLine(fault));
    this.created = created;
  }
}
