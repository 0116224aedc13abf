// IAM groups and who is in them, in the store.
import type { Store } from "./store.ts";

export const groupTables = `
CREATE TABLE groups (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, path TEXT NOT NULL, created INTEGER NOT NULL
) STRICT;
CREATE TABLE group_members (
  user TEXT NOT NULL REFERENCES users, member_of TEXT NOT NULL REFERENCES groups, PRIMARY KEY (user, member_of)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_of_group ON group_members (member_of);
`;

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Epoch milliseconds. */
  readonly created: number;
}

/** Names are unique without regard to case. */
export function groupNamed(store: Store, name: string): Group | undefined {
  return store.get<Group>("SELECT * FROM groups WHERE name = ?", name);
}

export function groupWithId(store: Store, id: string): Group | undefined {
  return store.get<Group>("SELECT * FROM groups WHERE id = ?", id);
}

/** Every group, by name. */
export function allGroups(store: Store): readonly Group[] {
  return store.all<Group>("SELECT * FROM groups ORDER BY name");
}

export function insertGroup(store: Store, { id, name, path, created }: Group): void {
  store.run("INSERT INTO groups (id, name, path, created) VALUES (?, ?, ?, ?)", id, name, path, created);
}

export function renameGroup(store: Store, id: string, name: string, path: string): void {
  store.run("UPDATE groups SET name = ?, path = ? WHERE id = ?", name, path, id);
}

export function deleteGroup(store: Store, id: string): void {
  store.run("DELETE FROM groups WHERE id = ?", id);
}

/** Adding a member again changes nothing. */
export function addMember(store: Store, group: string, user: string): void {
  store.run("INSERT OR IGNORE INTO group_members (user, member_of) VALUES (?, ?)", user, group);
}

/** Removing a user who is no member changes nothing. */
export function removeMember(store: Store, group: string, user: string): void {
  store.run("DELETE FROM group_members WHERE user = ? AND member_of = ?", user, group);
}

/** The ids of a group's members. */
export function membersOf(store: Store, group: string): string[] {
  return store
    .all<{ user: string }>("SELECT user FROM group_members WHERE member_of = ?", group)
    .map(({ user }) => user);
}

/** The groups that a user is in, by name. */
export function groupsOf(store: Store, user: string): readonly Group[] {
  return store.all<Group>(
    "SELECT groups.* FROM group_members JOIN groups ON id = member_of WHERE user = ? ORDER BY name",
    user,
  );
}
