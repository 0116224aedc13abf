// The error for a resource that exists, but not as it should be: the engine must not forget it.
import { oneLine } from "../errors/deployment-error.ts";
import type { Created } from "./resource-type.ts";

/** Its message is that of the failure after the resource was made. */
export class HalfDone extends Error {
  override readonly name = "Error";
  readonly created: Created;
  constructor(created: Created, fault: unknown) {
    super(oneLine(fault));
    this.created = created;
  }
}
