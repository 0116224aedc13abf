// Inline policies in the store: the same for users, groups and roles, which are stored by their unique ids.
import type { Store } from "./store.ts";

export const inlinePolicyTables = `
CREATE TABLE inline_policies (
  entity TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;
`;

/** The documents of an entity's inline policies by name, in the order of their names. */
export function inlinePolicies(store: Store, entity: string): Map<string, string> {
  const rows = store.all<{ name: string; document: string }>(
    "SELECT name, document FROM inline_policies WHERE entity = ? ORDER BY name",
    entity,
  );
  return new Map(rows.map(({ name, document }) => [name, document]));
}

export function putInlinePolicy(store: Store, entity: string, name: string, document: string): void {
  store.run("INSERT OR REPLACE INTO inline_policies VALUES (?, ?, ?)", entity, name, document);
}

/** True when there was such a policy. */
export function deleteInlinePolicy(store: Store, entity: string, name: string): boolean {
  return store.run("DELETE FROM inline_policies WHERE entity = ? AND name = ?", entity, name) === 1;
}
