// Who signed a request, and when: what its chunks and trailers are verified with.
import type { Authorization } from "./authorization.ts";

export interface Signer {
  readonly authorization: Authorization;
  readonly secretAccessKey: string;
  /** The signing time in ISO 8601's basic form. */
  readonly time: string;
}
