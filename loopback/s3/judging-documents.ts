// The configurations of a bucket that decide who may do what, and what a write makes, read once for each request.
import type { Call } from "../operation.ts";
import { type ConfigurationKind, configurations } from "../store/buckets.ts";

const kinds = [
  ...(["policy", "policyPrincipals", "publicAccessBlock", "ownershipControls"] as const),
  ...(["grants", "abac", "tags", "versioning"] as const),
];

type Documents = ReadonlyMap<ConfigurationKind, string>;

const read = new WeakMap<Call["request"], { readonly bucket: string; readonly documents: Documents }>();

/** The documents by kind, as the request found them first; none of a bucket that does not exist. */
export function judgingDocuments({ account, request }: Call, bucket: string): Documents {
  const known = read.get(request);
  if (known?.bucket === bucket) return known.documents;
  const documents = configurations(account.store, bucket, kinds);
  read.set(request, { bucket, documents });
  return documents;
}
