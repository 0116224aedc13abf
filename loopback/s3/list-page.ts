// One page of a listing: keys in byte order, groups that a delimiter makes counted once and skipped whole.
import { objectFrom, type StoredObject } from "../store/objects.ts";
import type { Store } from "../store/store.ts";

export interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string | undefined;
  /** The least key bytes to list. */
  readonly from: Buffer;
  /** Keys and common prefixes together. */
  readonly limit: number;
}

export interface Page {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page starts, when there is one. */
  readonly next?: Buffer;
}

/** A page of a bucket. Its cost is that of the page, whatever the bucket holds: one index look-up for each entry. */
export function listPage(store: Store, { bucket, prefix, delimiter, from, limit }: Listing): Page {
  const objects: StoredObject[] = [];
  const commonPrefixes: string[] = [];
  let position = later(from, Buffer.from(prefix));
  while (limit > 0) {
    const object = objectFrom(store, bucket, position);
    if (object === undefined || !object.key.startsWith(prefix)) break;
    if (objects.length + commonPrefixes.length === limit) return { objects, commonPrefixes, next: position };
    const group = groupOf(object.key, prefix, delimiter);
    if (group === undefined) {
      objects.push(object);
      position = Buffer.from(`${object.key}\0`);
    } else {
      commonPrefixes.push(group);
      position = beyond(Buffer.from(group));
    }
  }
  return { objects, commonPrefixes };
}

/** The common prefix that a key belongs to: up to and including the first delimiter after the prefix. */
function groupOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (!delimiter) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

function later(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) >= 0 ? a : b;
}

/** The least bytes above everything that starts with these; UTF-8 never holds 0xFF, so the last can always grow. */
function beyond(bytes: Buffer): Buffer {
  const end = Buffer.from(bytes);
  end.writeUInt8((end.at(-1) ?? 0) + 1, end.length - 1);
  return end;
}
