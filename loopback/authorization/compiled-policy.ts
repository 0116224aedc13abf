// Policy documents compiled once each: the newest thousand of every kind are kept.

import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";

const MOST = 1000;
const kept = new Map<string, Map<string, Policy>>();

/**
 * The compiled document. `partition` is that of the account that takes the document now; one in the store was taken
 * before.
 * @throws PolicyError for a document that its kind does not allow, or that names another partition.
 */
export function compiledPolicy(document: string, kind: PolicyKind, partition?: string): Policy {
  const name = partition === undefined ? kind : `${kind} ${partition}`;
  const known = kept.get(name)?.get(document);
  if (known !== undefined) return known;
  const policy = parsePolicy(document, kind, { quota: Number.POSITIVE_INFINITY, partition });
  keep(name, document, policy);
  // Its session or its resource needs it next.
  if (name !== kind) keep(kind, document, policy);
  return policy;
}

function keep(name: string, document: string, policy: Policy): void {
  const policies = kept.get(name) ?? new Map<string, Policy>();
  kept.set(name, policies);
  const oldest = policies.size >= MOST ? policies.keys().next().value : undefined;
  if (oldest !== undefined) policies.delete(oldest);
  policies.set(document, policy);
}
