// Whether a caller may do what a call requires: policy/ decides every requirement, and the first denial ends the call.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { Decision } from "../../policy/decision.ts";
import { evaluateStrictly } from "../../policy/evaluate.ts";
import { explain } from "../../policy/explain.ts";
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { Call, Requirement } from "../operation.ts";
import { type NamedPolicies, policiesFor } from "./caller-policies.ts";
import { forwardedContext } from "./forwarded-context.ts";
import { requestContext } from "./request-context.ts";
import { resourceAccount } from "./resource-account.ts";
import { signatureContext } from "./signature-context.ts";

export interface Judged {
  readonly request: AuthorizationRequest;
  readonly decision: Decision;
  /** The names of the documents of each policy type, where they have names. */
  readonly names?: NamedPolicies["names"];
  /** What a denial shows instead of the resource. */
  readonly shown?: string;
}

/** What the loopback's plain HTTP counts as (see docs/decisions): the version that AWS's current clients use. */
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryptionInTransit.html
const TLS_VERSION = "1.3";

/** The decision on one requirement. Where AWS leaves a rule open, the stricter reading decides. */
export function judge(requirement: Requirement, call: Call): Judged {
  const { action, resource, context, via, principal = call.caller.principal } = requirement;
  const owner = resourceAccount(requirement, call.account);
  const request: AuthorizationRequest = {
    principal,
    action,
    resource,
    context: {
      ...(via === undefined ? requestContext(call) : forwardedContext(via, call)),
      ...(action.startsWith("s3:") && { "s3:TlsVersion": TLS_VERSION, ...signatureContext(call) }),
      ...context,
    },
    contextIsWhole: via !== undefined,
    resourceAccount: owner,
  };
  const policies = policiesFor(call, requirement);
  const { names } = policies;
  const { shown } = requirement;
  return {
    ...{ request, decision: evaluateStrictly(request, policies) },
    ...(names && { names }),
    ...(shown && { shown }),
  };
}

/**
 * Judges every requirement, in order; gives the last judgement when all are allowed.
 * @throws AwsError the first denial, in the service's own form.
 */
export function authorize(
  requirements: readonly Requirement[],
  call: Call,
  service: ServiceName,
  operation: string,
  judged: (judgement: Judged) => void,
): void {
  if (requirements.length === 0)
    throw new AwsError("NotImplemented", `The loopback maps ${operation} to no IAM action.`);
  for (const requirement of requirements) {
    const judgement = judge(requirement, call);
    judged(judgement);
    if (judgement.decision.decision !== "allowed") throw denial(judgement, service);
  }
}

/** Judges every requirement separately; gives the denials, by the index of the requirement. */
export function authorizeEach(
  requirements: readonly Requirement[],
  call: Call,
  service: ServiceName,
  judged: (judgement: Judged) => void,
): ReadonlyMap<number, AwsError> {
  const denials = new Map<number, AwsError>();
  for (const [place, requirement] of requirements.entries()) {
    const judgement = judge(requirement, call);
    judged(judgement);
    if (judgement.decision.decision !== "allowed") denials.set(place, denial(judgement, service));
  }
  return denials;
}

/** AWS's answer for a denial. Calls that a session may never make are refused before its policies are read. */
export function denial({ request, decision, shown }: Judged, service: ServiceName): AwsError {
  const { type } = request.principal;
  const isSession = type === "FederatedUser" || type === "SessionToken";
  if (decision.decidedBy === "principal" && service === "iam" && isSession) {
    return new AwsError("InvalidClientTokenId", "The security token included in the request is invalid");
  }
  const anonymous = request.principal.type === "Anonymous";
  return new AwsError(
    "AccessDenied",
    anonymous ? "Access Denied" : explain({ ...request, resource: shown ?? request.resource }, decision),
  );
}
