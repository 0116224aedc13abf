// IAM roles in the store.
import type { Tags } from "../../policy/authorization-request.ts";
import type { Store } from "./store.ts";

export const roleTables = `
CREATE TABLE roles (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, path TEXT NOT NULL, created INTEGER NOT NULL,
  trust TEXT NOT NULL, trusted TEXT NOT NULL, description TEXT, maximum INTEGER NOT NULL, tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
`;

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Epoch milliseconds. */
  readonly created: number;
  /** The trust policy, as sent. */
  readonly trust: string;
  /** The unique ids of the users and roles in the trust policy, by ARN, as they were when it was put. */
  readonly trusted: Readonly<Record<string, string>>;
  readonly description: string | null;
  /** MaxSessionDuration, in seconds. */
  readonly maximum: number;
  readonly tags: Tags;
}

type RoleRow = Omit<Role, "tags" | "trusted"> & { tags: string; trusted: string };

const fromRow = (row: RoleRow): Role => ({
  ...row,
  trusted: JSON.parse(row.trusted),
  tags: JSON.parse(row.tags),
});

/** Names are unique without regard to case. */
export function roleNamed(store: Store, name: string): Role | undefined {
  const row = store.get<RoleRow>("SELECT * FROM roles WHERE name = ?", name);
  return row && fromRow(row);
}

export function roleWithId(store: Store, id: string): Role | undefined {
  const row = store.get<RoleRow>("SELECT * FROM roles WHERE id = ?", id);
  return row && fromRow(row);
}

/** Every role, by name. */
export function allRoles(store: Store): Role[] {
  return store.all<RoleRow>("SELECT * FROM roles ORDER BY name").map(fromRow);
}

export function insertRole(store: Store, role: Role): void {
  const { id, name, path, created, trust, trusted, description, maximum, tags } = role;
  store.run(
    "INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ...[id, name, path, created, trust, JSON.stringify(trusted), description, maximum, JSON.stringify(tags)],
  );
}

/** Replaces the parts of a role that may change: all except its id, name, path and date. */
export function updateRole(store: Store, { id, trust, trusted, description, maximum, tags }: Role): void {
  store.run(
    "UPDATE roles SET trust = ?, trusted = ?, description = ?, maximum = ?, tags = ? WHERE id = ?",
    ...[trust, JSON.stringify(trusted), description, maximum, JSON.stringify(tags), id],
  );
}

export function setRoleTags(store: Store, id: string, tags: Tags): void {
  store.run("UPDATE roles SET tags = ? WHERE id = ?", JSON.stringify(tags), id);
}

export function deleteRole(store: Store, id: string): void {
  store.run("DELETE FROM roles WHERE id = ?", id);
}
