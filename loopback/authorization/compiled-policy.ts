// Policy documents compiled once each: the newest thousand of every kind are kept.

import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";

const kept = 1000;
const caches = new Map<PolicyKind, Map<string, Policy>>();

/**
 * The compiled document. `partition` is that of the account that takes the document now.
 * @throws PolicyError for a document that its kind does not allow; documents in the store were accepted before.
 */
export function compiledPolicy(document: string, kind: PolicyKind, partition?: string): Policy {
  const cache = caches.get(kind) ?? new Map<string, Policy>();
  caches.set(kind, cache);
  const known = cache.get(document);
  if (known !== undefined) return known;
  const policy = parsePolicy(document, kind, { quota: Number.POSITIVE_INFINITY, partition });
  const oldest = cache.size >= kept ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(document, policy);
  return policy;
}
