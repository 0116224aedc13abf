// The condition keys that AWS sets on every request, beside those that follow from the principal.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
import type { RequestContext } from "../../policy/types.ts";
import type { Call } from "../operation.ts";

/** The global condition keys of a call. */
export function requestContext({ account, caller, request }: Call): RequestContext {
  const now = account.now();
  return {
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    "aws:RequestedRegion": account.region,
    "aws:ResourceAccount": account.id,
    // The link from 127.0.0.1 to itself stands in for the TLS link to AWS; see docs/decisions.
    "aws:SecureTransport": "true",
    "aws:SourceIp": request.sourceIp,
    "aws:ViaAWSService": "false",
    ...(request.headers["user-agent"] && { "aws:UserAgent": request.headers["user-agent"] }),
    ...(request.headers.referer && { "aws:Referer": request.headers.referer }),
    ...(caller.principal.type === "User" && caller.user && { "aws:userid": caller.user.id }),
    ...(caller.session && {
      "aws:TokenIssueTime": new Date(caller.session.issued).toISOString(),
      "aws:MultiFactorAuthPresent": "false",
    }),
  };
}
