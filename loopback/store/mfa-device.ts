// Virtual MFA devices in the store: each with its seed, and enabled for a user or not.
import type { Tags } from "../../policy/authorization-request.ts";
import type { Store } from "./store.ts";

export const mfaDeviceTables = `
CREATE TABLE mfa_devices (
  serial TEXT PRIMARY KEY COLLATE NOCASE, seed TEXT NOT NULL, user TEXT REFERENCES users, enabled INTEGER,
  drift INTEGER NOT NULL DEFAULT 0, tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX mfa_devices_of_user ON mfa_devices (user);
`;

export interface MfaDevice {
  /** Its serial number: arn:aws:iam::ACCOUNT:mfa/NAME. */
  readonly serial: string;
  /** Base32. */
  readonly seed: string;
  /** The id of the user it is enabled for, and since when (epoch milliseconds). */
  readonly user: string | null;
  readonly enabled: number | null;
  /** How many time steps its clock is ahead of ours, as EnableMFADevice or ResyncMFADevice found. */
  readonly drift: number;
  readonly tags: Tags;
}

type DeviceRow = Omit<MfaDevice, "tags"> & { tags: string };

const fromRow = (row: DeviceRow): MfaDevice => ({ ...row, tags: JSON.parse(row.tags) });

export function mfaDevice(store: Store, serial: string): MfaDevice | undefined {
  const row = store.get<DeviceRow>("SELECT * FROM mfa_devices WHERE serial = ?", serial);
  return row && fromRow(row);
}

/** The devices enabled for a user, in the order of their serial numbers. */
export function mfaDevicesOf(store: Store, user: string): MfaDevice[] {
  return store.all<DeviceRow>("SELECT * FROM mfa_devices WHERE user = ? ORDER BY serial", user).map(fromRow);
}

export function allMfaDevices(store: Store): MfaDevice[] {
  return store.all<DeviceRow>("SELECT * FROM mfa_devices ORDER BY serial").map(fromRow);
}

export function insertMfaDevice(store: Store, serial: string, seed: string, tags: Tags): void {
  store.run(
    "INSERT INTO mfa_devices (serial, seed, tags) VALUES (?, ?, ?)",
    serial,
    seed,
    JSON.stringify(tags),
  );
}

/** Replaces the parts of a device that may change: all except its serial number and its seed. */
export function updateMfaDevice(store: Store, { serial, user, enabled, drift, tags }: MfaDevice): void {
  store.run(
    "UPDATE mfa_devices SET user = ?, enabled = ?, drift = ?, tags = ? WHERE serial = ?",
    ...[user, enabled, drift, JSON.stringify(tags), serial],
  );
}

export function deleteMfaDevice(store: Store, serial: string): void {
  store.run("DELETE FROM mfa_devices WHERE serial = ?", serial);
}
