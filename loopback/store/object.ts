// S3 objects and their versions in the store. Keys are kept as UTF-8 bytes, whose order is S3's listing order.
import { dropContent, keepContent } from "./content.ts";
import { type Row, versionColumns, versionRow } from "./object-row.ts";
import type { Store } from "./store.ts";
import type { ObjectAttributes, StoredObject } from "./stored-object.ts";

export const objectTables = `
CREATE TABLE objects (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL REFERENCES buckets, key BLOB NOT NULL, version TEXT NOT NULL,
  latest INTEGER NOT NULL, marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  modified INTEGER NOT NULL, headers TEXT NOT NULL, attributes TEXT NOT NULL, content INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX versions ON objects (bucket, key, version);
CREATE INDEX history ON objects (bucket, key, sequence DESC);
CREATE INDEX listed ON objects (bucket, key) WHERE latest = 1 AND marker = 0;
`;

const versions = `SELECT ${versionColumns}, headers, content FROM objects WHERE bucket = ? AND key = ?`;
const newest = `${versions} AND latest = 1`;
const named = `${versions} AND version = ?`;

/** The newest version, which may be a delete marker, or the version named. */
export function objectAt(
  store: Store,
  bucket: string,
  key: string,
  version?: string,
): StoredObject | undefined {
  const row = store.get<Row>(
    version === undefined ? newest : named,
    bucket,
    Buffer.from(key),
    ...(version === undefined ? [] : [version]),
  );
  return row && { ...versionRow(row), headers: JSON.parse(row.headers), content: row.content };
}

/** Makes the object the newest version; a version of the same name (`null` in an unversioned bucket) is replaced. */
export function putObject(
  store: Store,
  bucket: string,
  object: Omit<StoredObject, "content">,
  body: Uint8Array,
): void {
  store.transaction(() => placeObject(store, bucket, { ...object, content: keepContent(store, body) }));
}

/** As putObject, for a content that is already stored. Part of its caller's transaction. */
export function placeObject(store: Store, bucket: string, object: StoredObject): void {
  const key = Buffer.from(object.key);
  const { version, marker, size, etag, modified, headers, attributes, content } = object;
  const replaced = removeRow(store, bucket, key, version);
  if (replaced?.latest !== 1)
    store.run("UPDATE objects SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1", bucket, key);
  store.run(
    `INSERT INTO objects (bucket, key, version, latest, marker, size, etag, modified, headers, attributes, content)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
    ...[bucket, key, version, marker ? 1 : 0, size, etag, modified],
    ...[JSON.stringify(headers), JSON.stringify(attributes), content],
  );
}

/** The sequence number of the version that is placed next; none is used twice. */
export function nextSequence(store: Store): number {
  const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'objects'";
  return (store.get<{ seq: number }>(sql)?.seq ?? 0) + 1;
}

/** Changes what is kept with an object: its tags, its grants. */
export function setAttributes(
  store: Store,
  bucket: string,
  { key, version }: Pick<StoredObject, "key" | "version">,
  attributes: ObjectAttributes,
): void {
  store.run(
    "UPDATE objects SET attributes = ? WHERE bucket = ? AND key = ? AND version = ?",
    ...[JSON.stringify(attributes), bucket, Buffer.from(key), version],
  );
}

/** Removes one version for good; the newest of those that remain becomes the latest. */
export function removeVersion(store: Store, bucket: string, key: string, version: string): void {
  const bytes = Buffer.from(key);
  store.transaction(() => {
    removeRow(store, bucket, bytes, version);
    store.run(
      `UPDATE objects SET latest = 1 WHERE sequence =
       (SELECT max(sequence) FROM objects WHERE bucket = ? AND key = ?)`,
      bucket,
      bytes,
    );
  });
}

interface Removed {
  readonly content: number;
  /** 1 for the newest version, 0 for the others. */
  readonly latest: number;
}

function removeRow(store: Store, bucket: string, key: Uint8Array, version: string): Removed | undefined {
  const row = store.get<Removed>(
    "DELETE FROM objects WHERE bucket = ? AND key = ? AND version = ? RETURNING content, latest",
    ...[bucket, key, version],
  );
  if (row !== undefined) dropContent(store, row.content);
  return row;
}

/** Whether the bucket holds any version of any object. */
export function holdsObjects(store: Store, bucket: string): boolean {
  return store.get("SELECT 1 FROM objects WHERE bucket = ? LIMIT 1", bucket) !== undefined;
}
