// Instance profiles in the store. A role in one is stored by its id.
import type { Tags } from "../../policy/authorization-request.ts";
import type { Store } from "./store.ts";

export const instanceProfileTables = `
CREATE TABLE instance_profiles (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, path TEXT NOT NULL, created INTEGER NOT NULL,
  role TEXT, tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
`;

export interface InstanceProfile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly role: string | null;
  readonly tags: Tags;
}

type Row = Omit<InstanceProfile, "tags"> & { tags: string };

const fromRow = (row: Row): InstanceProfile => ({ ...row, tags: JSON.parse(row.tags) });

export function instanceProfileNamed(store: Store, name: string): InstanceProfile | undefined {
  const row = store.get<Row>("SELECT * FROM instance_profiles WHERE name = ?", name);
  return row && fromRow(row);
}

/** Every instance profile, by name. */
export function allInstanceProfiles(store: Store): InstanceProfile[] {
  return store.all<Row>("SELECT * FROM instance_profiles ORDER BY name").map(fromRow);
}

export function insertInstanceProfile(store: Store, profile: InstanceProfile): void {
  const { id, name, path, created, role, tags } = profile;
  const sql = "INSERT INTO instance_profiles (id, name, path, created, role, tags) VALUES (?, ?, ?, ?, ?, ?)";
  store.run(sql, id, name, path, created, role, JSON.stringify(tags));
}

export function setInstanceProfileTags(store: Store, id: string, tags: Tags): void {
  store.run("UPDATE instance_profiles SET tags = ? WHERE id = ?", JSON.stringify(tags), id);
}

/** Sets the role of a profile; null removes it. */
export function setInstanceProfileRole(store: Store, id: string, role: string | null): void {
  store.run("UPDATE instance_profiles SET role = ? WHERE id = ?", role, id);
}

export function deleteInstanceProfile(store: Store, id: string): void {
  store.run("DELETE FROM instance_profiles WHERE id = ?", id);
}
