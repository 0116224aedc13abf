// Reads a request's claimed signature, from the Authorization header or from the query of a presigned URL.
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization.ts";
import { readAuthorizationHeader } from "./authorization-header.ts";
import { isPresigned, readAuthorizationQuery } from "./authorization-query.ts";

/**
 * The signature that a request claims to have; undefined where it claims none.
 * @throws AwsError for a malformed signature, another algorithm, and an S3 request that claims two signatures.
 */
export function readAuthorization(request: WireRequest, service: ServiceName): Authorization | undefined {
  const header = request.headers.authorization;
  const presigned = isPresigned(request, service);
  if (header === undefined) return presigned ? readAuthorizationQuery(request, service) : undefined;
  if (service === "s3" && presigned) {
    throw new AwsError(
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
      { ArgumentName: "Authorization", ArgumentValue: header },
    );
  }
  return readAuthorizationHeader(request, header, service);
}
