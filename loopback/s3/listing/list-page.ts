// One page of a listing: keys in byte order; a group that a delimiter makes counts once and is skipped as a whole.

interface Listing<Row extends { readonly key: string }, Position> {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  /** Keys and common prefixes together, at most. */
  readonly limit: number;
  readonly start: Position;
  /** The rows at and after a position, at most so many. */
  read(from: Position, count: number): readonly Row[];
  /** The position of the first row whose key is not below these bytes. */
  at(bytes: Buffer): Position;
  /** The position after a row. */
  after(row: Row): Position;
}

interface Page<Row, Position> {
  readonly rows: readonly Row[];
  readonly commonPrefixes: readonly string[];
  /** The last entry: a row, or a common prefix. */
  readonly last?: Row | string;
  /** Where the next page starts, when there is one. */
  readonly next?: Position;
}

/**
 * A page of a listing. Its cost depends on the page, not on the bucket: rows are read in runs that grow while
 * each row is a separate entry, and one look-up skips a whole group.
 */
export function listPage<Row extends { readonly key: string }, Position>(
  listing: Listing<Row, Position>,
): Page<Row, Position> {
  const { delimiter, limit, start } = listing;
  const page: Filling<Row, Position> = { rows: [], commonPrefixes: [], position: start };
  let run = delimiter ? 1 : limit + 1;
  while (limit > 0) {
    const found = listing.read(page.position, run);
    const { complete, group } = fill(page, found, listing);
    if (complete || found.length < run) break;
    run = group === undefined ? Math.min(run * 2, limit + 1) : 1;
  }
  const { position: _, ...filled } = page;
  return filled;
}

/** A page that is being filled, and the position of what it takes next. */
type Filling<Row, Position> = { -readonly [K in keyof Page<Row, Position>]: Page<Row, Position>[K] } & {
  readonly rows: Row[];
  readonly commonPrefixes: string[];
  position: Position;
};

/** Takes rows into the page. Gives whether the page is complete, and the group that the last entry stands for. */
function fill<Row extends { readonly key: string }, Position>(
  page: Filling<Row, Position>,
  found: readonly Row[],
  { prefix, delimiter, limit, after, at }: Listing<Row, Position>,
): { readonly complete: boolean; readonly group: string | undefined } {
  const { rows, commonPrefixes } = page;
  let group: string | undefined;
  for (const row of found) {
    if (!row.key.startsWith(prefix)) return { complete: true, group };
    if (group !== undefined && row.key.startsWith(group)) continue;
    if (rows.length + commonPrefixes.length === limit) {
      page.next = page.position;
      return { complete: true, group };
    }
    group = groupOf(row.key, prefix, delimiter);
    if (group === undefined) rows.push(row);
    else commonPrefixes.push(group);
    page.last = group ?? row;
    page.position = group === undefined ? after(row) : at(beyond(group));
  }
  return { complete: false, group };
}

/** The common prefix that a key belongs to: up to and including the first delimiter after the prefix. */
function groupOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (!delimiter) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

/** The common prefix that a marker is, or is inside of: a list that goes on after the marker skips it. */
export function groupOfMarker(
  marker: string,
  prefix: string,
  delimiter: string | undefined,
): string | undefined {
  return marker.startsWith(prefix) ? groupOf(marker, prefix, delimiter) : undefined;
}

/** The least key bytes of the entries that come after a marker and may start with the prefix. */
export function bytesAfter(marker: string, prefix: string, delimiter: string | undefined): Buffer {
  if (marker === "") return notBefore(prefix, Buffer.alloc(0));
  const group = groupOfMarker(marker, prefix, delimiter);
  return notBefore(prefix, group === undefined ? Buffer.from(`${marker}\0`) : beyond(group));
}

/** Key bytes, or those of the prefix where they are greater. */
export function notBefore(prefix: string, bytes: Buffer): Buffer {
  const first = Buffer.from(prefix);
  return Buffer.compare(bytes, first) >= 0 ? bytes : first;
}

/** The least bytes above everything that starts so; UTF-8 never holds 0xFF, so the last byte can always grow. */
function beyond(group: string): Buffer {
  const end = Buffer.from(group);
  end.writeUInt8((end.at(-1) ?? 0) + 1, end.length - 1);
  return end;
}
