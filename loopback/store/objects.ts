// S3 objects and their versions in the store. Keys are kept as UTF-8 bytes, whose order is S3's listing order.
import type { Store } from "./store.ts";

export const objectTables = `
CREATE TABLE objects (
  sequence INTEGER PRIMARY KEY, bucket TEXT NOT NULL REFERENCES buckets, key BLOB NOT NULL, version TEXT NOT NULL,
  latest INTEGER NOT NULL, marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  modified INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX versions ON objects (bucket, key, version);
CREATE INDEX listed ON objects (bucket, key) WHERE latest = 1 AND marker = 0;
`;

export interface StoredObject {
  readonly key: string;
  readonly version: string;
  /** A delete marker has no content. */
  readonly marker: boolean;
  readonly size: number;
  /** In double quotes, as on the wire. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly modified: number;
  /** Response headers given with the write: content type, metadata and so on, by the SDK's member names. */
  readonly headers: Readonly<Record<string, unknown>>;
}

interface Row {
  key: Uint8Array;
  version: string;
  marker: number;
  size: number;
  etag: string;
  modified: number;
  headers: string;
}

const columns = "key, version, marker, size, etag, modified, headers";

const fromRow = (row: Row): StoredObject => ({
  ...row,
  key: Buffer.from(row.key).toString(),
  marker: row.marker === 1,
  headers: JSON.parse(row.headers),
});

/** The newest version, be it a delete marker, or the version named. */
export function objectAt(
  store: Store,
  bucket: string,
  key: string,
  version?: string,
): StoredObject | undefined {
  const condition = version === undefined ? "latest = 1" : "version = ?";
  const row = store.get<Row>(
    `SELECT ${columns} FROM objects WHERE bucket = ? AND key = ? AND ${condition}`,
    bucket,
    Buffer.from(key),
    ...(version === undefined ? [] : [version]),
  );
  return row && fromRow(row);
}

export function bodyOf(store: Store, bucket: string, object: StoredObject): Uint8Array {
  const row = store.get<{ body: Uint8Array }>(
    "SELECT body FROM objects WHERE bucket = ? AND key = ? AND version = ?",
    bucket,
    Buffer.from(object.key),
    object.version,
  );
  return row?.body ?? new Uint8Array(0);
}

/** The first object (no delete marker) whose key's bytes are not below `from`. */
export function objectFrom(store: Store, bucket: string, from: Uint8Array): StoredObject | undefined {
  const row = store.get<Row>(
    `SELECT ${columns} FROM objects INDEXED BY listed
     WHERE bucket = ? AND key >= ? AND latest = 1 AND marker = 0 ORDER BY key LIMIT 1`,
    bucket,
    from,
  );
  return row && fromRow(row);
}

/** Makes the object the newest version; a version of the same name (`null` in an unversioned bucket) is replaced. */
export function putObject(store: Store, bucket: string, object: StoredObject, body: Uint8Array): void {
  const key = Buffer.from(object.key);
  const { version, marker, size, etag, modified, headers } = object;
  store.transaction(() => {
    store.run("DELETE FROM objects WHERE bucket = ? AND key = ? AND version = ?", bucket, key, version);
    store.run("UPDATE objects SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1", bucket, key);
    store.run(
      `INSERT INTO objects (bucket, key, version, latest, marker, size, etag, modified, headers, body)
       VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
      ...[bucket, key, version, marker ? 1 : 0, size, etag, modified, JSON.stringify(headers), body],
    );
  });
}

/** Removes one version for good; the newest of those that remain becomes the latest. */
export function removeVersion(store: Store, bucket: string, key: string, version: string): void {
  const bytes = Buffer.from(key);
  store.transaction(() => {
    store.run("DELETE FROM objects WHERE bucket = ? AND key = ? AND version = ?", bucket, bytes, version);
    store.run(
      `UPDATE objects SET latest = 1 WHERE sequence =
       (SELECT max(sequence) FROM objects WHERE bucket = ? AND key = ?)`,
      bucket,
      bytes,
    );
  });
}

/** Whether the bucket holds any version of any object. */
export function holdsObjects(store: Store, bucket: string): boolean {
  return store.get("SELECT 1 FROM objects WHERE bucket = ? LIMIT 1", bucket) !== undefined;
}
