// Objects and versions in the order in which S3 lists them, from any place on.
import { listedColumns, listedRow, type Row, versionColumns, versionRow } from "./object-row.ts";
import type { Store } from "./store.ts";
import type { ListedObject, ListedVersion } from "./stored-object.ts";

const listed = `SELECT ${listedColumns} FROM objects INDEXED BY listed
WHERE bucket = ? AND key >= ? AND latest = 1 AND marker = 0 ORDER BY key LIMIT ?`;

/** At most `count` objects (no delete markers), by key, whose key's bytes are not below `from`. */
export function objectsFrom(store: Store, bucket: string, from: Uint8Array, count: number): ListedObject[] {
  return store.all<Row>(listed, bucket, from, count).map(listedRow);
}

/** A position among the versions of a bucket: a key's bytes, and for that key only versions below a sequence number. */
export interface VersionPosition {
  readonly key: Uint8Array;
  readonly below?: number;
}

/** At most `count` versions and delete markers, by key and from new to old. */
export function versionsFrom(
  store: Store,
  bucket: string,
  { key, below }: VersionPosition,
  count: number,
): ListedVersion[] {
  const select = `SELECT ${versionColumns} FROM objects INDEXED BY history WHERE bucket = ?`;
  const order = "ORDER BY key, sequence DESC LIMIT ?";
  if (below === undefined)
    return store.all<Row>(`${select} AND key >= ? ${order}`, bucket, key, count).map(versionRow);
  const rest = store.all<Row>(`${select} AND key = ? AND sequence < ? ${order}`, bucket, key, below, count);
  const others =
    rest.length < count
      ? store.all<Row>(`${select} AND key > ? ${order}`, bucket, key, count - rest.length)
      : [];
  return [...rest, ...others].map(versionRow);
}

/** The sequence number of a version, for listings that continue after it. */
export function sequenceOf(store: Store, bucket: string, key: string, version: string): number | undefined {
  const sql = "SELECT sequence FROM objects WHERE bucket = ? AND key = ? AND version = ?";
  return store.get<{ sequence: number }>(sql, bucket, Buffer.from(key), version)?.sequence;
}
