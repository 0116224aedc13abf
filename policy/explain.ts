// A decision as the sentence that AWS writes.
import { arnAccount } from "./arn.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { rule } from "./decision/restrictions.ts";
import type { Decision, PolicyType } from "./decision.ts";
import { Asked } from "./request/asked.ts";

type Layer = Exclude<PolicyType, "principal">;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
const NAMES: Record<Layer, string> = {
  identity: "identity-based policy",
  session: "session policy",
  resource: "resource-based policy",
  permissionsBoundary: "permissions boundary",
  serviceControl: "service control policy",
  resourceControl: "resource control policy",
};

/**
 * The sentence that AWS writes about a denial; for an allowed request, a similar one.
 * S3 quotes the resource, other services do not; S3 gives no reason to anonymous callers and other accounts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function explain(request: AuthorizationRequest, decision: Decision): string {
  const { principal, action, resource } = request;
  const isS3 = /^s3:/i.test(action);
  const caller =
    "arn" in principal ? principal.arn : principal.type === "Service" ? principal.service : "anonymous";
  const asked = `${action}${isAboutNothing(request) ? "" : ` on resource: ${isS3 ? `"${resource}"` : resource}`}`;
  if (decision.decision === "allowed") return `User: ${caller} is authorized to perform: ${asked}`;
  // A caller with a web identity does not learn whether the role exists.
  if (principal.type === "WebIdentity") return `Not authorized to perform ${action}`;
  if (principal.type === "Anonymous" || (isS3 && isCrossAccount(request))) return "Access Denied";
  const own = decision.decidedBy === "principal" ? ruling(request)?.sentence : undefined;
  if (own !== undefined) return own;
  return `User: ${caller} is not authorized to perform: ${asked} ${reason(request, decision)}`;
}

// For the listing of all buckets, AWS names no resource.
const isAboutNothing = ({ action }: AuthorizationRequest): boolean => /^s3:ListAllMyBuckets$/i.test(action);

/** Only the end of that sentence: "because no session policy allows the s3:GetObject action". */
export function reason(request: AuthorizationRequest, decision: Decision): string {
  const { decidedBy } = decision;
  // KMS tells nobody of another account which of these it is.
  if (decidedBy === "resource" && /^kms:/i.test(request.action) && isCrossAccount(request)) return ELSEWHERE;
  if (decision.error !== undefined) return `because the request could not be evaluated: ${decision.error}`;
  if (decidedBy === "principal")
    return ruling(request)?.reason ?? "because the account's root needs no policy";
  // The only resource policies that judge actions of STS.
  const isTrust = decidedBy === "resource" && /^sts:/i.test(request.action);
  const name = isTrust ? "role trust policy" : NAMES[decidedBy];
  if (decision.decision === "allowed")
    return `because ${article(name)} ${name} allows the ${request.action} action`;
  if (decision.decision === "explicitDeny")
    return `with an explicit deny in ${isTrust ? "the" : article(name)} ${name}`;
  return `because no ${name} allows the ${request.action} action`;
}

// https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
const ELSEWHERE =
  "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";

const article = (name: string): string => (/^[aeiou]/.test(name) ? "an" : "a");

function ruling(request: AuthorizationRequest): ReturnType<typeof rule> {
  try {
    return rule(new Asked(request));
  } catch {
    return undefined;
  }
}

function isCrossAccount({ principal, resource, resourceAccount }: AuthorizationRequest): boolean {
  const owner = resourceAccount ?? arnAccount(resource);
  return "arn" in principal && owner !== undefined && arnAccount(principal.arn) !== owner;
}
