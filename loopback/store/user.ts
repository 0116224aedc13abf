// IAM users in the store, and access keys: those of users and of the account's root.

import type { Tags } from "../../policy/authorization-request.ts";
import { remember } from "../../policy/remember.ts";
import type { Store } from "./store.ts";

export const userTables = `
CREATE TABLE users (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, path TEXT NOT NULL, created INTEGER NOT NULL,
  tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE access_keys (
  id TEXT PRIMARY KEY, user TEXT NOT NULL, secret TEXT NOT NULL, status TEXT NOT NULL,
  created INTEGER NOT NULL, last_used INTEGER, last_service TEXT, last_region TEXT
) STRICT;
CREATE INDEX access_keys_of_user ON access_keys (user);
`;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly tags: Tags;
}

export interface AccessKey {
  readonly id: string;
  /** The id of the user that holds it, or the account's for root. */
  readonly user: string;
  readonly secret: string;
  readonly status: "Active" | "Inactive";
  /** Epoch milliseconds. */
  readonly created: number;
  /** The minute of its last use, in epoch milliseconds, the service and the region; null before. */
  readonly last_used?: number | null;
  readonly last_service?: string | null;
  readonly last_region?: string | null;
}

type UserRow = Omit<User, "tags"> & { tags: string };

const readTags = remember((text): Tags => JSON.parse(text));

const fromRow = (row: UserRow): User => ({ ...row, tags: readTags(row.tags) });

/** Names are unique without regard to case. */
export function userNamed(store: Store, name: string): User | undefined {
  const row = store.get<UserRow>("SELECT * FROM users WHERE name = ?", name);
  return row && fromRow(row);
}

export function userWithId(store: Store, id: string): User | undefined {
  const row = store.get<UserRow>("SELECT * FROM users WHERE id = ?", id);
  return row && fromRow(row);
}

/** Every user, by name. */
export function allUsers(store: Store): User[] {
  return store.all<UserRow>("SELECT * FROM users ORDER BY name").map(fromRow);
}

export function insertUser(store: Store, user: User): void {
  const { id, name, path, created, tags } = user;
  store.run("INSERT INTO users VALUES (?, ?, ?, ?, ?)", id, name, path, created, JSON.stringify(tags));
}

export function renameUser(store: Store, id: string, name: string, path: string): void {
  store.run("UPDATE users SET name = ?, path = ? WHERE id = ?", name, path, id);
}

export function setUserTags(store: Store, id: string, tags: Tags): void {
  store.run("UPDATE users SET tags = ? WHERE id = ?", JSON.stringify(tags), id);
}

export function deleteUser(store: Store, id: string): void {
  store.run("DELETE FROM users WHERE id = ?", id);
}

export function accessKey(store: Store, id: string): AccessKey | undefined {
  return store.get<AccessKey>("SELECT * FROM access_keys WHERE id = ?", id);
}

export function accessKeysOf(store: Store, user: string): readonly AccessKey[] {
  return store.all<AccessKey>("SELECT * FROM access_keys WHERE user = ? ORDER BY created, id", user);
}

export function insertAccessKey(store: Store, key: AccessKey): void {
  store.run(
    "INSERT INTO access_keys (id, user, secret, status, created) VALUES (?, ?, ?, ?, ?)",
    ...[key.id, key.user, key.secret, key.status, key.created],
  );
}

/** Replaces whatever has its id. */
export function putAccessKey(store: Store, key: AccessKey): void {
  store.run("DELETE FROM access_keys WHERE id = ?", key.id);
  insertAccessKey(store, key);
}

/** True when the user holds such a key. */
export function setAccessKeyStatus(
  store: Store,
  user: string,
  id: string,
  status: AccessKey["status"],
): boolean {
  return store.run("UPDATE access_keys SET status = ? WHERE user = ? AND id = ?", status, user, id) === 1;
}

/** True when the user held such a key. */
export function deleteAccessKey(store: Store, user: string, id: string): boolean {
  return store.run("DELETE FROM access_keys WHERE user = ? AND id = ?", user, id) === 1;
}

/**
 * Notes that a key has signed. Each key has one row, which is written when the minute, the service or
 * the region differs from it: AWS's dates of last use are not finer.
 */
export function recordUse(
  store: Store,
  key: Omit<AccessKey, "secret">,
  { service, region, now }: { service: string; region: string; now: number },
): void {
  const minute = now - (now % 60_000);
  if (key.last_used === minute && key.last_service === service && key.last_region === region) return;
  try {
    store.run(
      "UPDATE access_keys SET last_used = ?, last_service = ?, last_region = ? WHERE id = ?",
      ...[minute, service, region, key.id],
    );
  } catch {
    // A state that can no longer be written can still be read: its keys still sign, but their use is not noted.
  }
}
