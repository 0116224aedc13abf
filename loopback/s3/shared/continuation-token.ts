// Continuation tokens: the place where the next page begins, in base64url.
import { invalidArgument } from "./listings.ts";

/** @throws AwsError InvalidArgument for a token that no page gave. */
export function readContinuationToken(token: string): Buffer {
  const bytes = Buffer.from(token, "base64url");
  if (token !== "" && bytes.toString("base64url") === token) return bytes;
  throw invalidArgument("The continuation token provided is incorrect", "continuation-token", token);
}
