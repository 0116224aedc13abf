// Which policies judge a request: the caller's own, its session's, and the bucket's, the key's or the role's.
import type { PolicySet } from "../../policy/compiled/policy.ts";
import type { Call, Requirement } from "../operation.ts";
import { effectivePolicy } from "../s3/access/effective-policy.ts";
import type { Caller } from "../signature/caller.ts";
import type { Store } from "../store/store.ts";
import { compiledPolicy } from "./compiled-policy.ts";
import { defaultDocument, identityPolicies } from "./identity-policies.ts";
import { keyPolicy } from "./key-policy.ts";
import { trustPolicy } from "./trust-policy.ts";

/** Policies and their names, in the same order. */
export type NamedPolicies = PolicySet & {
  readonly names?: Partial<Record<keyof PolicySet, readonly (string | undefined)[]>>;
};

/** Every policy that applies to the caller and the resource, compiled; read again for each request. */
export function policiesFor(call: Call, requirement: Requirement): NamedPolicies {
  const { account, caller } = call;
  // No policy decides this: every signer may ask who signed.
  if (requirement.action === "sts:GetCallerIdentity") return {};
  const { store } = account;
  const resource = effectivePolicy(call, requirement);
  const trust = trustPolicy(requirement, account);
  const ofKey = keyPolicy(requirement, account);
  const entity = caller.user ?? caller.role;
  return {
    ...(entity && identityPolicies(store, entity.id)),
    ...sessionPolicies(store, caller),
    ...(resource !== undefined && { resource }),
    ...(ofKey !== undefined && { resource: compiledPolicy(ofKey, "resource") }),
    ...(trust !== undefined && { resource: compiledPolicy(trust, "trust") }),
  };
}

/** A federated session always has a list of session policies, even if empty; a role session only if some were sent. */
function sessionPolicies(store: Store, { session }: Caller): PolicySet {
  if (session === undefined || session.type === "SessionToken") return {};
  const { policies, policyArns } = session;
  if (session.type === "AssumedRole" && policies.length + policyArns.length === 0) return {};
  // A managed session policy that was deleted allows nothing, but still limits.
  const managed = policyArns.map((arn) => defaultDocument(store, arn)).filter((text) => text !== undefined);
  return {
    session: [
      ...policies.map((text) => compiledPolicy(text, "session")),
      ...managed.map((text) => compiledPolicy(text, "identity")),
    ],
  };
}
