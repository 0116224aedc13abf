// Managed policies and their versions in the store: the account's own and AWS's.
import type { Tags } from "../../policy/authorization-request.ts";
import { awsManagedPolicies } from "./aws-managed-policies.ts";
import type { Store } from "./store.ts";

export const managedPolicyTables = `
CREATE TABLE managed_policies (
  arn TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL COLLATE NOCASE, path TEXT NOT NULL,
  description TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
  default_version INTEGER NOT NULL, last_version INTEGER NOT NULL, tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX managed_policies_by_name ON managed_policies (name);
CREATE TABLE managed_policy_versions (
  policy TEXT NOT NULL REFERENCES managed_policies ON DELETE CASCADE, version INTEGER NOT NULL,
  document TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (policy, version)
) STRICT;
${awsManagedPolicies}
`;

export interface ManagedPolicy {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Empty if none was given. */
  readonly description: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly updated: number;
  readonly defaultVersion: number;
  /** The greatest number any version had: numbers are never used again. */
  readonly lastVersion: number;
  readonly tags: Tags;
}

export interface PolicyVersion {
  /** 1 is AWS's `v1`. */
  readonly version: number;
  readonly document: string;
  /** Epoch milliseconds. */
  readonly created: number;
}

type Row = Omit<ManagedPolicy, "tags"> & { tags: string };

const columns =
  "arn, id, name, path, description, created, updated, default_version AS defaultVersion, last_version AS lastVersion, tags";

const fromRow = (row: Row): ManagedPolicy => ({ ...row, tags: JSON.parse(row.tags) });

export function managedPolicy(store: Store, arn: string): ManagedPolicy | undefined {
  const row = store.get<Row>(`SELECT ${columns} FROM managed_policies WHERE arn = ?`, arn);
  return row && fromRow(row);
}

/** One owner's policies of that name, in any case and with any path. The owner is an account's id, or "aws". */
export function policyNamed(store: Store, owner: string, name: string): ManagedPolicy | undefined {
  const sql = `SELECT ${columns} FROM managed_policies WHERE name = ? AND arn GLOB ?`;
  const row = store.get<Row>(sql, name, `arn:*:iam::${owner}:policy/*`);
  return row && fromRow(row);
}

/** Every managed policy, by ARN. */
export function managedPolicies(store: Store): ManagedPolicy[] {
  return store.all<Row>(`SELECT ${columns} FROM managed_policies ORDER BY arn`).map(fromRow);
}

/** Inserts a policy with its first version. */
export function insertPolicy(store: Store, policy: ManagedPolicy, document: string): void {
  const { arn, id, name, path, description, created, updated, defaultVersion, lastVersion, tags } = policy;
  store.transaction(() => {
    store.run(
      "INSERT INTO managed_policies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[arn, id, name, path, description, created, updated, defaultVersion, lastVersion],
      JSON.stringify(tags),
    );
    store.run(
      "INSERT INTO managed_policy_versions VALUES (?, ?, ?, ?)",
      ...[arn, lastVersion, document, created],
    );
  });
}

/** Adds a version and gives its number. */
export function insertVersion(
  store: Store,
  { arn, lastVersion }: ManagedPolicy,
  { document, created }: Omit<PolicyVersion, "version">,
  setAsDefault: boolean,
): number {
  const version = lastVersion + 1;
  store.transaction(() => {
    store.run("INSERT INTO managed_policy_versions VALUES (?, ?, ?, ?)", arn, version, document, created);
    store.run(
      "UPDATE managed_policies SET last_version = ?1, updated = ?2, default_version = iif(?3, ?1, default_version) WHERE arn = ?4",
      ...[version, created, Number(setAsDefault), arn],
    );
  });
  return version;
}

/** A policy's versions, the newest first. */
export function policyVersions(store: Store, arn: string): readonly PolicyVersion[] {
  return store.all<PolicyVersion>(
    "SELECT version, document, created FROM managed_policy_versions WHERE policy = ? ORDER BY version DESC",
    arn,
  );
}

export function policyVersion(store: Store, arn: string, version: number): PolicyVersion | undefined {
  return store.get<PolicyVersion>(
    "SELECT version, document, created FROM managed_policy_versions WHERE policy = ? AND version = ?",
    ...[arn, version],
  );
}

export function setDefaultVersion(store: Store, arn: string, version: number, updated: number): void {
  store.run(
    "UPDATE managed_policies SET default_version = ?, updated = ? WHERE arn = ?",
    ...[version, updated, arn],
  );
}

export function deleteVersion(store: Store, arn: string, version: number): void {
  store.run("DELETE FROM managed_policy_versions WHERE policy = ? AND version = ?", arn, version);
}

/** Deletes a policy with its versions; nobody may have it attached. */
export function deletePolicy(store: Store, arn: string): void {
  store.run("DELETE FROM managed_policies WHERE arn = ?", arn);
}

export function setPolicyTags(store: Store, arn: string, tags: Tags): void {
  store.run("UPDATE managed_policies SET tags = ? WHERE arn = ?", JSON.stringify(tags), arn);
}
