// S3 buckets and their configurations in the store.
import type { Store } from "./store.ts";

export const bucketTables = `
CREATE TABLE buckets (name TEXT PRIMARY KEY, region TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE bucket_configurations (
  bucket TEXT NOT NULL REFERENCES buckets, kind TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (bucket, kind)
) STRICT;
`;

export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly created: number;
}

/** The kinds of configuration. Each is stored as the JSON of the SDK's input structure; the policy as its own text. */
export type ConfigurationKind =
  | "abac"
  | "accelerate"
  | "analytics"
  | "cors"
  | "encryption"
  | "grants"
  | "intelligentTiering"
  | "inventory"
  | "lifecycle"
  | "location"
  | "logging"
  | "metrics"
  | "notification"
  | "objectLock"
  | "ownershipControls"
  | "policy"
  | "policyPrincipals"
  | "publicAccessBlock"
  | "replication"
  | "requestPayment"
  | "tags"
  | "versioning"
  | "website";

export function bucketNamed(store: Store, name: string): Bucket | undefined {
  return store.get<Bucket>("SELECT * FROM buckets WHERE name = ?", name);
}

interface BucketSelection {
  readonly prefix: string;
  /** By default, all. */
  readonly region?: string | undefined;
  /** The name after which the page begins. */
  readonly after: string;
  readonly count: number;
}

/** Buckets by name, at most `count`. */
export function bucketsFrom(
  store: Store,
  { prefix, region, after, count }: BucketSelection,
): readonly Bucket[] {
  return store.all<Bucket>(
    `SELECT * FROM buckets WHERE name > ?1 AND substr(name, 1, length(?2)) = ?2 AND region = coalesce(?3, region)
     ORDER BY name LIMIT ?4`,
    ...[after, prefix, region ?? null, count],
  );
}

export function insertBucket(store: Store, bucket: Bucket): void {
  store.run("INSERT INTO buckets VALUES (?, ?, ?)", bucket.name, bucket.region, bucket.created);
}

/** Removes an empty bucket and its configurations. Part of its caller's transaction. */
export function deleteBucket(store: Store, name: string): void {
  store.run("DELETE FROM bucket_configurations WHERE bucket = ?", name);
  store.run("DELETE FROM buckets WHERE name = ?", name);
}

export function configuration(store: Store, bucket: string, kind: ConfigurationKind): string | undefined {
  return store.get<{ document: string }>(
    "SELECT document FROM bucket_configurations WHERE bucket = ? AND kind = ?",
    bucket,
    kind,
  )?.document;
}

interface ConfigurationRow {
  readonly kind: ConfigurationKind;
  readonly document: string;
}

/** Rows are remembered until they change, and so are the values derived from them. */
const byKind = new WeakMap<readonly ConfigurationRow[], ReadonlyMap<ConfigurationKind, string>>();

/** All configurations of a bucket; empty for a bucket that does not exist. */
export function configurations(store: Store, bucket: string): ReadonlyMap<ConfigurationKind, string> {
  const sql = "SELECT kind, document FROM bucket_configurations WHERE bucket = ?";
  const rows = store.all<ConfigurationRow>(sql, bucket);
  const known = byKind.get(rows);
  if (known !== undefined) return known;
  const made = new Map(rows.map(({ kind, document }) => [kind, document]));
  byKind.set(rows, made);
  return made;
}

export function putConfiguration(
  store: Store,
  bucket: string,
  kind: ConfigurationKind,
  document: string,
): void {
  store.run("INSERT OR REPLACE INTO bucket_configurations VALUES (?, ?, ?)", bucket, kind, document);
}

export function deleteConfiguration(store: Store, bucket: string, kind: ConfigurationKind): void {
  store.run("DELETE FROM bucket_configurations WHERE bucket = ? AND kind = ?", bucket, kind);
}
