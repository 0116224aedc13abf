// The version that a write makes: a new one where versioning is on, `null` elsewhere.
import type { Call } from "../operation.ts";
import { configuration } from "../store/buckets.ts";

export const nullVersion = "null";

/** A new version id, or `null`; and whether the bucket keeps versions, so that answers name them. */
export function newVersion({ account }: Call, bucket: string): { version: string; versioned: boolean } {
  const document = configuration(account.store, bucket, "versioning");
  const versioned = document !== undefined && JSON.parse(document).Status === "Enabled";
  return { version: versioned ? account.random(24).toString("base64url") : nullVersion, versioned };
}
