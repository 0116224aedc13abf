// Who has which managed policy: attached, or as permissions boundary. The same for users, groups and roles.
import type { Store } from "./store.ts";

export const attachmentTables = `
CREATE TABLE attachments (
  entity TEXT NOT NULL, kind TEXT NOT NULL, policy TEXT NOT NULL REFERENCES managed_policies,
  PRIMARY KEY (entity, policy)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_of_policy ON attachments (policy);
CREATE TABLE permissions_boundaries (
  entity TEXT PRIMARY KEY, kind TEXT NOT NULL, policy TEXT NOT NULL REFERENCES managed_policies
) STRICT, WITHOUT ROWID;
CREATE INDEX permissions_boundaries_of_policy ON permissions_boundaries (policy);
`;

/** Entities are stored by their unique ids (AIDA…, AGPA…, AROA…), because a name can be used again. */
export type EntityKind = "User" | "Group" | "Role";

interface AttachedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
}

export interface AttachedEntity {
  readonly kind: EntityKind;
  readonly entity: string;
}

/** Attaching twice is attaching once. */
export function attachPolicy(store: Store, kind: EntityKind, entity: string, arn: string): void {
  store.run(
    "INSERT OR IGNORE INTO attachments (entity, kind, policy) VALUES (?, ?, ?)",
    ...[entity, kind, arn],
  );
}

/** True when the policy was attached. */
export function detachPolicy(store: Store, entity: string, arn: string): boolean {
  return store.run("DELETE FROM attachments WHERE entity = ? AND policy = ?", entity, arn) === 1;
}

/** The policies attached to an entity, by name. */
export function attachedPolicies(store: Store, entity: string): readonly AttachedPolicy[] {
  return store.all<AttachedPolicy>(
    "SELECT arn, name, path FROM attachments JOIN managed_policies ON arn = policy WHERE entity = ? ORDER BY name, arn",
    entity,
  );
}

/** Every entity that has the policy attached. */
export function attachedTo(store: Store, arn: string): readonly AttachedEntity[] {
  return store.all<AttachedEntity>(
    "SELECT kind, entity FROM attachments WHERE policy = ? ORDER BY entity",
    arn,
  );
}

/** The ARN of the policy that bounds an entity. */
export function permissionsBoundary(store: Store, entity: string): string | undefined {
  const sql = "SELECT policy FROM permissions_boundaries WHERE entity = ?";
  return store.get<{ policy: string }>(sql, entity)?.policy;
}

export function putPermissionsBoundary(store: Store, kind: EntityKind, entity: string, arn: string): void {
  const sql = "INSERT OR REPLACE INTO permissions_boundaries (entity, kind, policy) VALUES (?, ?, ?)";
  store.run(sql, entity, kind, arn);
}

/** True when the entity had one. An entity that is deleted takes its boundary with it: call this. */
export function deletePermissionsBoundary(store: Store, entity: string): boolean {
  return store.run("DELETE FROM permissions_boundaries WHERE entity = ?", entity) === 1;
}

/** Every entity that the policy bounds. */
export function boundedBy(store: Store, arn: string): readonly AttachedEntity[] {
  return store.all<AttachedEntity>(
    "SELECT kind, entity FROM permissions_boundaries WHERE policy = ? ORDER BY entity",
    arn,
  );
}
