// Which policies judge a request: the caller's own, its session's, and the bucket's or the role's.
import { parseArn } from "../../policy/arn.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { Policy, PolicyKind, PolicySet } from "../../policy/types.ts";
import type { Call, Requirement } from "../operation.ts";
import type { Caller } from "../signature/credentials.ts";
import { attachedPolicies, permissionsBoundary } from "../store/attachments.ts";
import { configuration } from "../store/buckets.ts";
import { managedPolicy, policyVersion } from "../store/managed-policies.ts";
import { rolePolicies } from "../store/roles.ts";
import type { Store } from "../store/store.ts";
import { userPolicies } from "../store/users.ts";
import { trustPolicy } from "./trust-policy.ts";

/** Every policy that bears on the caller and the resource, compiled; read anew for each request. */
export function policiesFor({ account, caller }: Call, requirement: Requirement): PolicySet {
  const { store } = account;
  const resourcePolicy = bucketPolicy(store, requirement.resource);
  const trust = trustPolicy(requirement, account);
  return {
    ...identityPolicies(store, caller),
    ...sessionPolicies(store, caller),
    ...(resourcePolicy !== undefined && { resource: compiled(resourcePolicy, "resource") }),
    ...(trust !== undefined && { resource: compiled(trust, "trust") }),
  };
}

function identityPolicies(store: Store, { user, role }: Caller): PolicySet {
  const entity = user ?? role;
  if (entity === undefined) return {};
  const inline = user === undefined ? rolePolicies(store, entity.id) : userPolicies(store, entity.id);
  const attached = attachedPolicies(store, entity.id).map(({ arn }) => managedDocument(store, arn));
  const boundary = permissionsBoundary(store, entity.id);
  const limit = boundary === undefined ? undefined : managedDocument(store, boundary);
  return {
    identity: [...inline.values(), ...attached]
      .filter((text) => text !== undefined)
      .map((text) => compiled(text, "identity")),
    ...(limit !== undefined && { permissionsBoundary: compiled(limit, "boundary") }),
  };
}

/** A federated session always has session policies, though none may be among them; a role's only when it was given some. */
function sessionPolicies(store: Store, { session }: Caller): PolicySet {
  if (session === undefined || session.type === "SessionToken") return {};
  const { policies, policyArns } = session;
  if (session.type === "AssumedRole" && policies.length + policyArns.length === 0) return {};
  // A managed session policy that is no more allows nothing, and limits all the same.
  const managed = policyArns.map((arn) => managedDocument(store, arn)).filter((text) => text !== undefined);
  return {
    session: [
      ...policies.map((text) => compiled(text, "session")),
      ...managed.map((text) => compiled(text, "identity")),
    ],
  };
}

/** The document of a managed policy's default version. */
function managedDocument(store: Store, arn: string): string | undefined {
  const policy = managedPolicy(store, arn);
  return policy && policyVersion(store, arn, policy.defaultVersion)?.document;
}

function bucketPolicy(store: Store, resource: string): string | undefined {
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
