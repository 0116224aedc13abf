// Random bytes, fetched from the system a page at a time: asking it costs more than all else about an id.
import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(4096);
let used = pool.length;

/** `length` random bytes, which are no one else's. */
export function randomBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  if (length > pool.length) return randomFillSync(bytes);
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool.copy(bytes, 0, used, used + length);
  // Handed out once, and not kept.
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}
