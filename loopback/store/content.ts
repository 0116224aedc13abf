// The bytes of objects and parts in the store, in pieces, so that no row is large and a range reads only its own pieces.
import type { Store } from "./store.ts";

export const contentTables = `
CREATE TABLE pieces (content INTEGER NOT NULL, start INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX pieces_of_content ON pieces (content, start);
`;

/** Bytes in a piece, at most. */
const pieceSize = 4 * 1024 * 1024;

/** The empty content, for which nothing is stored. */
const noContent = 0;

/** Keeps bytes; gives the number that identifies them. Part of its caller's transaction. */
export function keepContent(store: Store, body: Uint8Array): number {
  if (body.length === 0) return noContent;
  const content = newContent(store);
  for (let start = 0; start < body.length; start += pieceSize) {
    const piece = body.subarray(start, start + pieceSize);
    store.run("INSERT INTO pieces VALUES (?, ?, ?)", content, start, piece);
  }
  return content;
}

/** Bytes `from` (inclusive) to `to` (exclusive) of a content. */
export function readContent(store: Store, content: number, from: number, to: number): Uint8Array {
  if (content === noContent || from >= to) return new Uint8Array(0);
  const rows = store.all<{ start: number; body: Uint8Array }>(
    `SELECT start, body FROM pieces WHERE content = ?1 AND start < ?3 AND start >=
     (SELECT max(start) FROM pieces WHERE content = ?1 AND start <= ?2) ORDER BY start`,
    ...[content, from, to],
  );
  const wanted = rows.map(({ start, body }) => body.subarray(Math.max(from - start, 0), to - start));
  const [only] = wanted;
  return wanted.length === 1 && only !== undefined ? only : Buffer.concat(wanted);
}

/** Joins several contents, in order, to one; the several no longer exist. Part of its caller's transaction. */
export function joinContents(
  store: Store,
  parts: readonly { readonly content: number; readonly size: number }[],
): number {
  const joined = newContent(store);
  let start = 0;
  for (const { content, size } of parts) {
    if (content === noContent) continue;
    store.run("UPDATE pieces SET content = ?, start = start + ? WHERE content = ?", joined, start, content);
    start += size;
  }
  return start === 0 ? noContent : joined;
}

export function dropContent(store: Store, content: number): void {
  if (content !== noContent) store.run("DELETE FROM pieces WHERE content = ?", content);
}

function newContent(store: Store): number {
  const row = store.get<{ last: number | null }>("SELECT max(content) AS last FROM pieces");
  return (row?.last ?? noContent) + 1;
}
