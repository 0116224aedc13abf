// The condition keys that AWS sets on every request, except those whose values policy/ derives from the rest of it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
import type { RequestContext } from "../../policy/authorization-request.ts";
import type { Call } from "../operation.ts";
import type { Caller } from "../signature/caller.ts";
import type { RoleSession } from "../signature/session.ts";

/** The global condition keys of a call. */
export function requestContext({ account, caller, request, region }: Call): RequestContext {
  const now = account.now();
  return {
    "aws:CurrentTime": now.toISOString(),
    "aws:RequestedRegion": region,
    // The link from 127.0.0.1 to itself counts as the TLS link to AWS; see docs/decisions.
    "aws:SecureTransport": "true",
    "aws:SourceIp": request.sourceIp,
    // Always there: a client that names itself by nothing has an empty one.
    "aws:UserAgent": request.headers["user-agent"] ?? "",
    ...(request.headers.referer && { "aws:Referer": request.headers.referer }),
    ...userIdContext(caller),
    ...sessionContext(caller, now),
  };
}

/** What policy/ cannot derive from the principal: the unique ids of users and roles. */
function userIdContext({ user, role, session }: Caller): RequestContext {
  if (session?.type === "AssumedRole") return { "aws:userid": `${role?.id}:${session.name}` };
  return user === undefined || session?.type === "FederatedUser" ? {} : { "aws:userid": user.id };
}

/**
 * Long-term keys have none of these. The age of MFA exists only where a session was made with MFA; a role's session
 * does not show with which MFA it was assumed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
function sessionContext({ session }: Caller, now: Date): RequestContext {
  if (session === undefined) return {};
  const mfa = session.type === "SessionToken" && session.mfa;
  return {
    "aws:TokenIssueTime": new Date(session.issued).toISOString(),
    ...(mfa && {
      "aws:MultiFactorAuthAge": String(Math.floor((now.getTime() - session.issued) / 1000)),
    }),
    ...(session.type === "AssumedRole" && roleContext(session)),
  };
}

// AWS leaves open whether a federated identity has the key for MFA; a role that was assumed with keys has it.
const roleContext = ({ sourceIdentity, provider }: RoleSession): RequestContext => ({
  ...(sourceIdentity !== undefined && { "aws:SourceIdentity": sourceIdentity }),
  ...(provider === undefined
    ? { "aws:MultiFactorAuthPresent": "false" }
    : { "aws:FederatedProvider": provider }),
});
