// The policies of one line of `npm run decide`, compiled.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import type { PolicyType } from "../../policy/decision.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { KeyTypes } from "../../policy/request/key-types.ts";
import { escapedJson } from "../shared/escaped-json.ts";
import { list, type Members, onlyKnown, RequestError } from "../shared/request-members.ts";

/** A policy of the line is no valid document: the request is denied, and this says why. */
export class DocumentError extends RequestError {
  readonly policy: PolicyType;

  constructor(policy: PolicyType, message: string) {
    super(message);
    this.policy = policy;
  }
}

/**
 * The policies that judge a request. For a role to assume, the resource policy is its trust policy.
 * @throws RequestError for an unknown member, DocumentError for a policy that AWS would refuse.
 */
export function readPolicies(
  policies: Members,
  { action, resource: asked }: Pick<AuthorizationRequest, "action" | "resource">,
  known: KeyTypes,
): PolicySet {
  const { identity, permissionsBoundary, session, resource, serviceControl, resourceControl } = policies;
  onlyKnown(
    policies,
    ["identity", "permissionsBoundary", "session", "resource", "serviceControl", "resourceControl"],
    "policies",
  );
  const compiled = (document: unknown, type: PolicyType, kind: PolicyKind): Policy =>
    compile(document, type, kind, known);
  const documents = (value: unknown, type: PolicyType, kind: PolicyKind): readonly Policy[] =>
    list(value, `policies.${type}`).map((document) => compiled(document, type, kind));
  const levels = (value: unknown, type: PolicyType, kind: PolicyKind): readonly (readonly Policy[])[] =>
    list(value, `policies.${type}`).map((level) => documents(level, type, kind));
  return {
    ...(identity !== undefined && { identity: documents(identity, "identity", "identity") }),
    ...(permissionsBoundary !== undefined && {
      permissionsBoundary: compiled(permissionsBoundary, "permissionsBoundary", "boundary"),
    }),
    ...(session !== undefined && { session: documents(session, "session", "session") }),
    ...(resource !== undefined && {
      resource: compiled(resource, "resource", isTrust(action, asked) ? "trust" : "resource"),
    }),
    ...(serviceControl !== undefined && { serviceControl: levels(serviceControl, "serviceControl", "scp") }),
    ...(resourceControl !== undefined && {
      resourceControl: levels(resourceControl, "resourceControl", "rcp"),
    }),
  };
}

const isTrust = (action: string, resource: string): boolean =>
  /^sts:/i.test(action) && /^arn:[^:]*:iam:[^:]*:[^:]*:role\//.test(resource);

/** Documents compiled once each, while a stream repeats them: the newest thousand are kept for a table of keys. */
const caches = new WeakMap<KeyTypes, Map<string, Policy>>();
const cacheSize = 1000;

function compile(document: unknown, type: PolicyType, kind: PolicyKind, known: KeyTypes): Policy {
  const cache = caches.get(known) ?? new Map<string, Policy>();
  caches.set(known, cache);
  const json = escapedJson(document);
  const name = `${kind} ${json}`;
  const found = cache.get(name);
  if (found !== undefined) return found;
  try {
    // Quotas depend on how a document is attached, which a request does not say.
    const policy = parsePolicy(json, kind, { quota: Number.POSITIVE_INFINITY, keyTypes: known });
    if (cache.size >= cacheSize) cache.clear();
    cache.set(name, policy);
    return policy;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new DocumentError(
      type,
      `The ${type} policy is no valid document, at ${error.path}: ${error.detail}`,
    );
  }
}
