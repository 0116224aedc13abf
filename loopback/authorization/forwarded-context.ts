// The condition keys of a request that a service makes with its caller's permissions, as S3 does when it asks KMS for a
// data key. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
import type { RequestContext } from "../../policy/authorization-request.ts";
import type { Call } from "../operation.ts";
import { requestContext } from "./request-context.ts";

/**
 * The keys about the connection are missing: the connection is the service's, whose address no policy knows.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html#conditions-aws-ip-address
 * @param via the service, `s3.us-east-1.amazonaws.com`
 */
export function forwardedContext(via: string, call: Call): RequestContext {
  const context = requestContext(call);
  const { "aws:SourceIp": _ip, "aws:UserAgent": _agent, "aws:Referer": _referer, ...forwarded } = context;
  return { ...forwarded, "aws:ViaAWSService": "true", "kms:ViaService": via };
}
