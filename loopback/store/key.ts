// KMS keys and their aliases in the store.
import type { Tags } from "../../policy/authorization-request.ts";
import type { Store } from "./store.ts";

export const keyTables = `
CREATE TABLE keys (
  id TEXT PRIMARY KEY, created INTEGER NOT NULL, manager TEXT NOT NULL, description TEXT NOT NULL, enabled INTEGER NOT NULL,
  deletion INTEGER, window INTEGER, rotation INTEGER, policy TEXT NOT NULL, principals TEXT NOT NULL, tags TEXT NOT NULL
) STRICT;
CREATE TABLE key_aliases (
  name TEXT PRIMARY KEY, key TEXT NOT NULL REFERENCES keys, created INTEGER NOT NULL, updated INTEGER NOT NULL
) STRICT;
CREATE INDEX aliases_of_key ON key_aliases (key, name);
`;

export interface Key {
  /** A UUID. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly created: number;
  /** AWS for a key that a service made for the account. */
  readonly manager: "CUSTOMER" | "AWS";
  readonly description: string;
  readonly enabled: boolean;
  /** When the key will be deleted, in epoch milliseconds, and after how many days of waiting. */
  readonly deletion: number | null;
  readonly window: number | null;
  /** After how many days the key's material is replaced, again and again; null where it is not. */
  readonly rotation: number | null;
  /** The key policy, as it was put. */
  readonly policy: string;
  /** The unique ids of the users and roles in the key policy, by ARN, as they were when it was put. */
  readonly principals: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

export interface Alias {
  /** With the prefix `alias/`. */
  readonly name: string;
  readonly key: string;
  readonly created: number;
  readonly updated: number;
}

type KeyRow = Omit<Key, "enabled" | "principals" | "tags"> & {
  enabled: number;
  principals: string;
  tags: string;
};

const fromRow = (row: KeyRow): Key => ({
  ...row,
  enabled: row.enabled === 1,
  principals: JSON.parse(row.principals),
  tags: JSON.parse(row.tags),
});

export function keyWithId(store: Store, id: string): Key | undefined {
  const row = store.get<KeyRow>("SELECT * FROM keys WHERE id = ?", id);
  return row && fromRow(row);
}

/** Every key, by id. */
export function allKeys(store: Store): Key[] {
  return store.all<KeyRow>("SELECT * FROM keys ORDER BY id").map(fromRow);
}

/** Keeps a key; one of the same id is replaced. */
export function putKey(store: Store, key: Key): void {
  const { id, created, manager, description, enabled, deletion, window, rotation, policy } = key;
  store.run(
    `INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
     description = excluded.description, enabled = excluded.enabled, deletion = excluded.deletion,
     window = excluded.window, rotation = excluded.rotation, policy = excluded.policy,
     principals = excluded.principals, tags = excluded.tags`,
    ...[id, created, manager, description, enabled ? 1 : 0, deletion, window, rotation, policy],
    ...[JSON.stringify(key.principals), JSON.stringify(key.tags)],
  );
}

export function aliasNamed(store: Store, name: string): Alias | undefined {
  return store.get<Alias>("SELECT * FROM key_aliases WHERE name = ?", name);
}

/** Every alias, by name. */
export function allAliases(store: Store): readonly Alias[] {
  return store.all<Alias>("SELECT * FROM key_aliases ORDER BY name");
}

export function aliasesOfKey(store: Store, key: string): readonly Alias[] {
  return store.all<Alias>("SELECT * FROM key_aliases WHERE key = ? ORDER BY name", key);
}

/** Keeps an alias; one of the same name is replaced. */
export function putAlias(store: Store, { name, key, created, updated }: Alias): void {
  store.run("INSERT OR REPLACE INTO key_aliases VALUES (?, ?, ?, ?)", name, key, created, updated);
}

export function deleteAlias(store: Store, name: string): void {
  store.run("DELETE FROM key_aliases WHERE name = ?", name);
}
