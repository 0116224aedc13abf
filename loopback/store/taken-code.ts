// The codes of MFA devices that were taken: each is good once. Kept apart from IAM's tables, which may show late.
import type { Store } from "./store.ts";

export const takenCodeTable = `
CREATE TABLE taken_codes (device TEXT PRIMARY KEY, step INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** The time step of the last code of a device that was taken; none of that step or an earlier one is taken again. */
export function lastTaken(store: Store, device: string): number {
  const sql = "SELECT step FROM taken_codes WHERE device = ?";
  return store.get<{ step: number }>(sql, device.toLowerCase())?.step ?? -1;
}

export function takeCode(store: Store, device: string, step: number): void {
  store.run("INSERT OR REPLACE INTO taken_codes VALUES (?, ?)", device.toLowerCase(), step);
}

/** A new device of an old one's name starts afresh. */
export function forgetCodes(store: Store, device: string): void {
  store.run("DELETE FROM taken_codes WHERE device = ?", device.toLowerCase());
}
