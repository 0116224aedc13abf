// How a row of the store holds an object.
import type { ListedObject, ListedVersion } from "./stored-object.ts";

export interface Row {
  name: string;
  version: string;
  latest: number;
  marker: number;
  sequence: number;
  size: number;
  etag: string;
  modified: number;
  headers: string;
  attributes: string;
  content: number;
}

// Not under the column's own name, because rows are ordered by it.
export const listedColumns = "CAST(key AS TEXT) AS name, size, etag, modified, attributes";
export const versionColumns = `${listedColumns}, sequence, version, latest, marker`;

export const listedRow = (
  row: Pick<Row, "name" | "size" | "etag" | "modified" | "attributes">,
): ListedObject => ({
  key: row.name,
  size: row.size,
  etag: row.etag,
  modified: row.modified,
  attributes: row.attributes === "{}" ? {} : JSON.parse(row.attributes),
});

export const versionRow = (row: Omit<Row, "headers" | "content">): ListedVersion => ({
  ...listedRow(row),
  sequence: row.sequence,
  version: row.version,
  latest: row.latest === 1,
  marker: row.marker === 1,
});
