// Reads one line of `npm run decide`: a JSON object that holds a request and the policies that judge it.
import { parsePolicy } from "../policy/parse-policy.ts";
import { PolicyError } from "../policy/policy-error.ts";
import type {
  AuthorizationRequest,
  Policy,
  PolicyKind,
  PolicySet,
  PolicyType,
  Principal,
  RequestContext,
} from "../policy/types.ts";
import { numberText } from "./exact-json.ts";

export interface DecisionRequest {
  readonly request: AuthorizationRequest;
  readonly policies: PolicySet;
}

/** The line is no valid request. `message` is one sentence that names the member. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}

/** A policy of the line is no valid document: the request is denied, and this says why. */
export class DocumentError extends RequestError {
  readonly policy: PolicyType;

  constructor(policy: PolicyType, message: string) {
    super(message);
    this.policy = policy;
  }
}

type Members = Readonly<Record<string, unknown>>;

/** What each type of principal must say of itself, and how. */
const principalMembers: Readonly<Record<Principal["type"], Readonly<Record<string, "string" | "boolean">>>> =
  {
    Root: { arn: "string" },
    User: { arn: "string" },
    FederatedUser: { arn: "string", user: "string" },
    SessionToken: { arn: "string", mfa: "boolean" },
    AssumedRole: { arn: "string", role: "string" },
    Service: { service: "string" },
    Anonymous: {},
  };

/**
 * The request that an object describes.
 * @throws RequestError for what is missing, wrong or unknown in it; DocumentError for a policy that AWS would refuse.
 */
export function readDecisionRequest(line: Members): DecisionRequest {
  onlyKnown(
    line,
    ["id", "principal", "action", "resource", "context", "policies", "resourceAccount"],
    "the request",
  );
  const request: AuthorizationRequest = {
    principal: readPrincipal(object(line.principal, "principal")),
    action: readAction(text(line.action, "action")),
    resource: text(line.resource, "resource"),
    ...(line.context !== undefined && { context: readContext(object(line.context, "context")) }),
    ...(line.resourceAccount !== undefined && {
      resourceAccount: text(line.resourceAccount, "resourceAccount"),
    }),
  };
  return { request, policies: readPolicies(object(line.policies ?? {}, "policies")) };
}

function readPrincipal(principal: Members): Principal {
  const type = text(principal.type, "principal.type");
  if (!Object.hasOwn(principalMembers, type)) {
    const types = Object.keys(principalMembers).join(", ");
    throw new RequestError(`principal.type is "${type}", but it must be one of ${types}.`);
  }
  const members = principalMembers[type as Principal["type"]];
  for (const [name, kind] of Object.entries(members)) {
    if (typeof principal[name] !== kind)
      throw new RequestError(`principal.${name} must be a ${kind} for a ${type}.`);
  }
  onlyKnown(principal, ["type", "tags", ...Object.keys(members)], "the principal");
  if (principal.tags !== undefined) {
    for (const [key, value] of Object.entries(object(principal.tags, "principal.tags"))) {
      if (typeof value !== "string") throw new RequestError(`principal.tags["${key}"] must be a string.`);
    }
  }
  return principal as unknown as Principal;
}

function readAction(action: string): string {
  if (/^[\w-]+:[\w-]+$/.test(action)) return action;
  throw new RequestError(
    `action is "${action}", but it must name one action of a service, such as s3:GetObject.`,
  );
}

/** Values are strings or lists of strings; JSON's numbers and booleans are taken as AWS writes them. */
function readContext(context: Members): RequestContext {
  const scalar = (value: unknown, key: string): string => {
    if (typeof value === "string" || typeof value === "boolean") return String(value);
    const number = numberText(value);
    if (number !== undefined) return number;
    throw new RequestError(`context["${key}"] must be a string or a list of strings.`);
  };
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((one) => scalar(one, key)) : scalar(value, key),
    ]),
  );
}

function readPolicies(policies: Members): PolicySet {
  const { identity, permissionsBoundary, session, resource, serviceControl, resourceControl } = policies;
  onlyKnown(
    policies,
    ["identity", "permissionsBoundary", "session", "resource", "serviceControl", "resourceControl"],
    "policies",
  );
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
    ...(resource !== undefined && { resource: compiled(resource, "resource", "resource") }),
    ...(serviceControl !== undefined && { serviceControl: levels(serviceControl, "serviceControl", "scp") }),
    ...(resourceControl !== undefined && {
      resourceControl: levels(resourceControl, "resourceControl", "rcp"),
    }),
  };
}

/** Documents compiled once each, while a stream repeats them: the newest thousand are kept. */
const cache = new Map<string, Policy>();
const cacheSize = 1000;

function compiled(document: unknown, type: PolicyType, kind: PolicyKind): Policy {
  const json = JSON.stringify(document);
  const name = `${kind} ${json}`;
  const known = cache.get(name);
  if (known !== undefined) return known;
  try {
    // Quotas depend on how a document is attached, which a request does not say.
    const policy = parsePolicy(json, kind, Number.POSITIVE_INFINITY);
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

function onlyKnown(members: Members, known: readonly string[], where: string): void {
  const unknown = Object.keys(members).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new RequestError(`There is no member "${unknown}" in ${where}.`);
}

function object(value: unknown, name: string): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Members;
  throw new RequestError(`${name} must be an object.`);
}

function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new RequestError(`${name} must be a string.`);
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RequestError(`${name} must be a list.`);
}
