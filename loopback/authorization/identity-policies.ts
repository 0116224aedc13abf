// The identity policies of a user or role: its own, its groups', and the boundary of its permissions.
import type { Policy } from "../../policy/compiled/policy.ts";
import type { Store } from "../store/store.ts";
import { compiledPolicy } from "./compiled-policy.ts";

/** The default versions of the policies that `attached` names. */
const defaults = (attached: string): string => `
  SELECT document, name FROM (${attached}) JOIN managed_policies ON arn = attached
  JOIN managed_policy_versions ON managed_policy_versions.policy = arn AND version = default_version`;

/** All policies of an entity, in one statement: an index look-up for each kind of policy. */
const bearing = `
SELECT document, name, 0 AS boundary FROM inline_policies WHERE entity = ?1
UNION ALL SELECT *, 0 FROM (${defaults("SELECT policy AS attached FROM attachments WHERE entity = ?1")})
UNION ALL SELECT document, name, 0 FROM group_members JOIN inline_policies ON entity = member_of WHERE user = ?1
UNION ALL SELECT *, 0 FROM (${defaults("SELECT policy AS attached FROM group_members JOIN attachments ON entity = member_of WHERE user = ?1")})
UNION ALL SELECT *, 1 FROM (${defaults("SELECT policy AS attached FROM permissions_boundaries WHERE entity = ?1")})
`;

interface IdentityPolicies {
  readonly identity: readonly Policy[];
  readonly permissionsBoundary?: Policy;
  /** Their names, in the same order. */
  readonly names: { readonly identity: readonly string[]; readonly permissionsBoundary?: readonly string[] };
}

/** The policies of an entity (a user or role by its id) as they are now. */
export function identityPolicies(store: Store, entity: string): IdentityPolicies {
  const all = store.all<{ document: string; name: string; boundary: number }>(bearing, entity);
  // There is at most one boundary, in the last row.
  const boundary = all.at(-1)?.boundary === 1 ? all.at(-1) : undefined;
  const rows = boundary === undefined ? all : all.slice(0, -1);
  return {
    identity: rows.map(({ document }) => compiledPolicy(document, "identity")),
    ...(boundary && { permissionsBoundary: compiledPolicy(boundary.document, "boundary") }),
    names: {
      identity: rows.map(({ name }) => name),
      ...(boundary && { permissionsBoundary: [boundary.name] }),
    },
  };
}

/** The document of a managed policy's default version. */
export function defaultDocument(store: Store, arn: string): string | undefined {
  return store.get<{ document: string }>(defaults("SELECT ?1 AS attached"), arn)?.document;
}
