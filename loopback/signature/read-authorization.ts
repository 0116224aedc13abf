// Reads a request's claimed signature, from the Authorization header or from the query of a presigned URL.
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization.ts";
import { readAuthorizationHeader } from "./authorization-header.ts";
import { isPresigned, oneMechanism, readAuthorizationQuery } from "./authorization-query.ts";

/**
 * The signature that a request claims to have; undefined where it claims none.
 * @throws AwsError for a malformed signature, another algorithm, and an S3 request that claims two signatures.
 */
export function readAuthorization(request: WireRequest, service: ServiceName): Authorization | undefined {
  const header = request.headers.authorization;
  const presigned = isPresigned(request, service);
  if (header === undefined) return presigned ? readAuthorizationQuery(request, service) : undefined;
  if (service === "s3" && presigned) {
    const named = { ArgumentName: "Authorization", ArgumentValue: header };
    throw new AwsError("InvalidArgument", oneMechanism, named);
  }
  return readAuthorizationHeader(request, header, service);
}
