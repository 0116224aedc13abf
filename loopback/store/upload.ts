// Multipart uploads under way and their parts, in the store.
import { dropContent, keepContent } from "./content.ts";
import type { Store } from "./store.ts";
import type { Checksum, ObjectAttributes } from "./stored-object.ts";

export const uploadTables = `
CREATE TABLE uploads (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, bucket TEXT NOT NULL REFERENCES buckets, key BLOB NOT NULL,
  initiated INTEGER NOT NULL, initiator TEXT NOT NULL, headers TEXT NOT NULL, attributes TEXT NOT NULL,
  encryption TEXT NOT NULL, checksum TEXT NOT NULL, found INTEGER NOT NULL
) STRICT;
CREATE INDEX uploads_of_bucket ON uploads (bucket, key, sequence);
CREATE TABLE parts (
  upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
  checksum TEXT NOT NULL, content INTEGER NOT NULL, PRIMARY KEY (upload, number)
) STRICT;
`;

export interface Upload {
  readonly id: string;
  readonly key: string;
  /** Later ones have the greater number. */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly initiated: number;
  /** The ARN of the caller that began it, or "anonymous". */
  readonly initiator: string;
  /** The attributes of the finished object. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly attributes: ObjectAttributes;
  /** What the x-amz-server-side-encryption header of the beginning said; empty without the header. */
  readonly encryption: string;
  /** The sequence number of the object that the key had at the beginning; 0 if it had none. */
  readonly found: number;
  /** The algorithm and type announced at the beginning. */
  readonly checksum: { readonly algorithm?: string; readonly type?: Checksum["type"] };
}

export interface Part {
  readonly number: number;
  readonly size: number;
  /** In double quotes. */
  readonly etag: string;
  readonly modified: number;
  readonly checksum: Checksum | undefined;
  readonly content: number;
}

type UploadRow = Omit<Upload, "key" | "headers" | "attributes" | "checksum"> & {
  key: Uint8Array;
  headers: string;
  attributes: string;
  checksum: string;
};

const uploadRow = (row: UploadRow): Upload => ({
  ...row,
  key: Buffer.from(row.key).toString(),
  headers: JSON.parse(row.headers),
  attributes: JSON.parse(row.attributes),
  checksum: JSON.parse(row.checksum),
});

type PartRow = Omit<Part, "checksum"> & { checksum: string };

const partRow = (row: PartRow): Part => ({
  ...row,
  checksum: row.checksum === "" ? undefined : JSON.parse(row.checksum),
});

/** The sequence number of the upload that is inserted next; none is used twice. */
export function nextUpload(store: Store): number {
  const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'uploads'";
  return (store.get<{ seq: number }>(sql)?.seq ?? 0) + 1;
}

export function insertUpload(store: Store, bucket: string, upload: Omit<Upload, "sequence">): void {
  const { id, key, initiated, initiator, headers, attributes, encryption, checksum, found } = upload;
  store.run(
    `INSERT INTO uploads (id, bucket, key, initiated, initiator, headers, attributes, encryption, checksum, found)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, bucket, Buffer.from(key), initiated, initiator],
    ...[JSON.stringify(headers), JSON.stringify(attributes), encryption, JSON.stringify(checksum), found],
  );
}

export function uploadWithId(store: Store, bucket: string, key: string, id: string): Upload | undefined {
  const sql = "SELECT * FROM uploads WHERE id = ? AND bucket = ? AND key = ?";
  const row = store.get<UploadRow>(sql, id, bucket, Buffer.from(key));
  return row && uploadRow(row);
}

/** A position among the uploads of a bucket: a key's bytes, and for that key only uploads above a sequence number. */
export interface UploadPosition {
  readonly key: Uint8Array;
  readonly above?: number;
}

/** At most `count` uploads, by key and then from old to new. */
export function uploadsFrom(store: Store, bucket: string, from: UploadPosition, count: number): Upload[] {
  return store
    .all<UploadRow>(
      `SELECT * FROM uploads WHERE bucket = ?1 AND key >= ?2 AND NOT (key = ?2 AND sequence <= ?3)
       ORDER BY key, sequence LIMIT ?4`,
      ...[bucket, from.key, from.above ?? 0, count],
    )
    .map(uploadRow);
}

/** Keeps a part; one of the same number is replaced. */
export function putPart(store: Store, upload: string, part: Omit<Part, "content">, body: Uint8Array): void {
  const { number, size, etag, modified, checksum } = part;
  store.transaction(() => {
    const sql = "SELECT content FROM parts WHERE upload = ? AND number = ?";
    const replaced = store.get<{ content: number }>(sql, upload, number);
    if (replaced !== undefined) dropContent(store, replaced.content);
    const content = keepContent(store, body);
    store.run(
      "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
      ...[upload, number, size, etag, modified, checksum ? JSON.stringify(checksum) : "", content],
    );
  });
}

/** Parts by number, from `after` (exclusive) on, at most `count`. */
export function partsOf(store: Store, upload: string, after = 0, count = 10_001): Part[] {
  const sql = "SELECT * FROM parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?";
  return store.all<PartRow>(sql, upload, after, count).map(partRow);
}

/** Deletes an upload with its parts; contents that were joined to an object stay. Part of its caller's transaction. */
export function removeUpload(store: Store, id: string): void {
  for (const { content } of partsOf(store, id)) dropContent(store, content);
  store.run("DELETE FROM parts WHERE upload = ?", id);
  store.run("DELETE FROM uploads WHERE id = ?", id);
}

/** Every upload of a bucket. */
export function uploadsOfBucket(store: Store, bucket: string): string[] {
  const rows = store.all<{ id: string }>("SELECT id FROM uploads WHERE bucket = ?", bucket);
  return rows.map(({ id }) => id);
}
