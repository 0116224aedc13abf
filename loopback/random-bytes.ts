// Random bytes, fetched from the system a page at a time: one call costs more than the rest of making an id.
import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(4096);
let used = pool.length;

/** `length` random bytes, never given to another caller. */
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
