// The used codes of MFA devices: each is valid once. Not among IAM's tables, whose changes may become visible late.
import type { Store } from "./store.ts";

export const takenCodeTable = `
CREATE TABLE taken_codes (device TEXT PRIMARY KEY, step INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** The time step of a device's last used code; codes of that step or an earlier one are refused. */
export function lastTaken(store: Store, device: string): number {
  const sql = "SELECT step FROM taken_codes WHERE device = ?";
  return store.get<{ step: number }>(sql, device.toLowerCase())?.step ?? -1;
}

export function takeCode(store: Store, device: string, step: number): void {
  store.run("INSERT OR REPLACE INTO taken_codes VALUES (?, ?)", device.toLowerCase(), step);
}

/** A new device with an old one's name has no used codes. */
export function forgetCodes(store: Store, device: string): void {
  store.run("DELETE FROM taken_codes WHERE device = ?", device.toLowerCase());
}
