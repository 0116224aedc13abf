// Reads one line of `npm run decide`: a JSON object that holds a request and the policies that judge it.
import type { AuthorizationRequest, Principal, RequestContext } from "../../policy/authorization-request.ts";
import type { PolicySet } from "../../policy/compiled/policy.ts";
import { KEY_TYPES, type KeyTypes } from "../../policy/request/key-types.ts";
import { numberText } from "../shared/exact-json.ts";
import { type Members, object, onlyKnown, RequestError, text } from "../shared/request-members.ts";
import { readPolicies } from "./decision-policies.ts";

interface DecisionRequest {
  readonly request: AuthorizationRequest;
  readonly policies: PolicySet;
}

/** The members that each type of principal must have, and their types. */
const principalMembers: Readonly<Record<Principal["type"], Readonly<Record<string, "string" | "boolean">>>> =
  {
    Root: { arn: "string" },
    User: { arn: "string" },
    FederatedUser: { arn: "string", user: "string" },
    SessionToken: { arn: "string", mfa: "boolean" },
    AssumedRole: { arn: "string", role: "string" },
    Service: { service: "string" },
    WebIdentity: { provider: "string" },
    Anonymous: {},
  };

/**
 * The request that an object describes; `known` are the condition keys with which its policies are compiled.
 * @throws RequestError for a missing, wrong or unknown member; DocumentError for a policy that AWS would refuse.
 */
export function readDecisionRequest(line: Members, known: KeyTypes = KEY_TYPES): DecisionRequest {
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
      resourceAccount: readAccount(text(line.resourceAccount, "resourceAccount")),
    }),
  };
  return { request, policies: readPolicies(object(line.policies ?? {}, "policies"), request, known) };
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

function readAccount(account: string): string {
  if (/^\d{12}$/.test(account)) return account;
  throw new RequestError(`resourceAccount is "${account}", but an account has twelve digits.`);
}

/** Values are strings or lists of strings; JSON's numbers and booleans become text as AWS writes them. */
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
