// A principal as the broker and the evaluator need it: as a session to make, and as a caller.
import { federatedUserArn } from "../../policy/arn.ts";
import type { Principal, Tags } from "../../policy/authorization-request.ts";
import { lackOfNeed } from "../deployment/needs.ts";
import type { Target } from "../deployment/target.ts";
import { type FederatedSession, principals } from "../principals.ts";

/** The principal whose session policy a person may replace. */
const REPLACEABLE = "User1";

/** The session that `principal` is federated as; undefined when it is not a federated user. */
export function sessionOf(
  principal: string,
  target: Target,
  replacement: string | undefined,
): FederatedSession | undefined {
  const identity = principals[principal]?.identity;
  if (identity?.type !== "federated user") return undefined;
  const session = replaceIn(identity.session(target), principal, target);
  return principal === REPLACEABLE && replacement !== undefined
    ? { ...session, policy: replacement }
    : session;
}

function replaceIn(
  session: FederatedSession,
  principal: string,
  { sessionPolicies = {} }: Target,
): FederatedSession {
  if (!Object.hasOwn(sessionPolicies, principal)) return session;
  const { policy: _, ...rest } = session;
  const policy = sessionPolicies[principal];
  return policy === undefined ? rest : { ...rest, policy };
}

/** Why a deployment lacks the principal, in words that end a sentence; undefined when it does not. */
export function lackOfPrincipal(principal: string, target: Target): string | undefined {
  const needs = principals[principal]?.needs;
  return needs === undefined ? undefined : lackOfNeed(needs, target);
}

/** The principals that the deployment has, by name. */
export const present = (target: Target): readonly string[] =>
  Object.keys(principals).filter((principal) => lackOfPrincipal(principal, target) === undefined);

/** The principal as the evaluator sees it. */
export function asPolicyPrincipal(principal: string, target: Target): Principal {
  const { accountId, partition, broker } = target;
  const { userArn, tags = {} } = broker;
  const identity = principals[principal]?.identity;
  switch (identity?.type) {
    case "federated user": {
      const session = identity.session(target);
      const arn = federatedUserArn(accountId, session.name, partition);
      return { type: "FederatedUser", arn, user: userArn, tags: replaced(tags, session.tags) };
    }
    case "session token":
      return { type: "SessionToken", arn: userArn, mfa: false, tags };
    case "nobody":
      return { type: "Anonymous" };
    default:
      return { type: "User", arn: userArn, tags };
  }
}

/** The principal's ARN, as GetCallerIdentity and denials give it; an unsigned call has no ARN. */
export function arnOf(principal: string, target: Target): { readonly arn?: string } {
  const known = asPolicyPrincipal(principal, target);
  return "arn" in known ? { arn: known.arn } : {};
}

// A session tag takes the place of the user's tag of that name, whatever its case.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
function replaced(own: Tags, passed: Tags = {}): Tags {
  const keys = new Set(Object.keys(passed).map((key) => key.toLowerCase()));
  const kept = Object.entries(own).filter(([key]) => !keys.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...passed };
}

/** Whether the principal calls with temporary credentials. */
export const isTemporary = (principal: string): boolean => TEMPORARY.has(typeOf(principal));

/** AWS's code when it refuses the principal's credentials for this action; undefined when it accepts them. */
export function rejectionOf(principal: string, action: string): string | undefined {
  const isS3 = action.startsWith("s3:");
  switch (typeOf(principal)) {
    case "expired session":
      return "ExpiredToken";
    case "retired key":
      return isS3 ? "InvalidAccessKeyId" : "InvalidClientTokenId";
    case "nobody":
      return isS3 ? undefined : "MissingAuthenticationToken";
    default:
      return undefined;
  }
}

const typeOf = (principal: string): string => principals[principal]?.identity.type ?? "";

const TEMPORARY = new Set(["federated user", "session token", "expired session"]);
