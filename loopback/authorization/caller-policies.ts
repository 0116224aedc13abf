// Which policies judge a request: the caller's own, its session's, and the bucket's.
import { parseArn } from "../../policy/arn.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { Policy, PolicyKind, PolicySet } from "../../policy/types.ts";
import type { Call, Requirement } from "../operation.ts";
import { configuration } from "../store/buckets.ts";
import { userPolicies } from "../store/users.ts";

/** Every policy that bears on the caller and the resource, compiled; read anew for each request. */
export function policiesFor({ account, caller }: Call, { resource }: Requirement): PolicySet {
  const resourcePolicy = bucketPolicy(account.store, resource);
  return {
    ...identityPolicies(account.store, caller),
    ...(caller.session && { session: caller.session.policies.map((text) => compiled(text, "session")) }),
    ...(resourcePolicy !== undefined && { resource: compiled(resourcePolicy, "resource") }),
  };
}

function identityPolicies(store: Call["account"]["store"], { user }: Call["caller"]): PolicySet {
  if (user === undefined) return {};
  return { identity: [...userPolicies(store, user.id).values()].map((text) => compiled(text, "identity")) };
}

function bucketPolicy(store: Call["account"]["store"], resource: string): string | undefined {
  const arn = parseArn(resource);
  const bucket = arn?.service === "s3" ? arn.resource.split("/")[0] : undefined;
  return bucket === undefined ? undefined : configuration(store, bucket, "policy");
}

/** Documents compiled once each: the newest thousand are kept. */
const cache = new Map<string, Policy>();
const cacheSize = 1000;

function compiled(text: string, kind: PolicyKind): Policy {
  const name = `${kind} ${text}`;
  const known = cache.get(name);
  if (known !== undefined) return known;
  const policy = parsePolicy(text, kind);
  const oldest = cache.size >= cacheSize ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(name, policy);
  return policy;
}
