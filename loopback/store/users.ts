// IAM users, their inline policies and access keys in the store.
import type { Tags } from "../../policy/types.ts";
import type { Store } from "./store.ts";

export const userTables = `
CREATE TABLE users (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, path TEXT NOT NULL, created INTEGER NOT NULL,
  tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE user_policies (
  user TEXT NOT NULL REFERENCES users, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (user, name)
) STRICT;
CREATE TABLE access_keys (
  id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users, secret TEXT NOT NULL, status TEXT NOT NULL,
  created INTEGER NOT NULL
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
  /** The id of the user that holds it. */
  readonly user: string;
  readonly secret: string;
  readonly status: "Active" | "Inactive";
  /** Epoch milliseconds. */
  readonly created: number;
}

type UserRow = Omit<User, "tags"> & { tags: string };

const fromRow = (row: UserRow): User => ({ ...row, tags: JSON.parse(row.tags) });

/** Names are unique without regard to case. */
export function userNamed(store: Store, name: string): User | undefined {
  const row = store.get<UserRow>("SELECT * FROM users WHERE name = ?", name);
  return row && fromRow(row);
}

export function userWithId(store: Store, id: string): User | undefined {
  const row = store.get<UserRow>("SELECT * FROM users WHERE id = ?", id);
  return row && fromRow(row);
}

/** Users under a path prefix, by name, from `after` (exclusive) on, at most `limit`. */
export function usersUnder(store: Store, pathPrefix: string, after: string, limit: number): User[] {
  return store
    .all<UserRow>(
      "SELECT * FROM users WHERE substr(path, 1, length(?1)) = ?1 AND name > ?2 ORDER BY name LIMIT ?3",
      pathPrefix,
      after,
      limit,
    )
    .map(fromRow);
}

export function insertUser(store: Store, user: User): void {
  const { id, name, path, created, tags } = user;
  store.run("INSERT INTO users VALUES (?, ?, ?, ?, ?)", id, name, path, created, JSON.stringify(tags));
}

export function deleteUser(store: Store, id: string): void {
  store.run("DELETE FROM users WHERE id = ?", id);
}

/** The inline policies' documents by name, in the order of their names. */
export function userPolicies(store: Store, user: string): Map<string, string> {
  const rows = store.all<{ name: string; document: string }>(
    "SELECT name, document FROM user_policies WHERE user = ? ORDER BY name",
    user,
  );
  return new Map(rows.map(({ name, document }) => [name, document]));
}

export function putUserPolicy(store: Store, user: string, name: string, document: string): void {
  store.run("INSERT OR REPLACE INTO user_policies VALUES (?, ?, ?)", user, name, document);
}

/** True when there was such a policy. */
export function deleteUserPolicy(store: Store, user: string, name: string): boolean {
  return store.run("DELETE FROM user_policies WHERE user = ? AND name = ?", user, name) === 1;
}

export function accessKey(store: Store, id: string): AccessKey | undefined {
  return store.get<AccessKey>("SELECT * FROM access_keys WHERE id = ?", id);
}

export function accessKeysOf(store: Store, user: string): AccessKey[] {
  return store.all<AccessKey>("SELECT * FROM access_keys WHERE user = ? ORDER BY created, id", user);
}

export function insertAccessKey(store: Store, key: AccessKey): void {
  store.run(
    "INSERT INTO access_keys VALUES (?, ?, ?, ?, ?)",
    key.id,
    key.user,
    key.secret,
    key.status,
    key.created,
  );
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
