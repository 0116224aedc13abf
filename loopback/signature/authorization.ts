// What a request says of its own signature, in the Authorization header or in the query of a presigned URL.
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import { readAuthorizationHeader } from "./authorization-header.ts";
import { isPresigned, readAuthorizationQuery } from "./authorization-query.ts";
import type { Scope } from "./signing-key.ts";

/** A signature as claimed: nothing of it is believed yet. */
export interface Authorization extends Scope {
  readonly accessKeyId: string;
  readonly service: ServiceName;
  /** In lower case, as listed. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** X-Amz-Date, or else the Date header, as sent; empty when there is none. */
  readonly time: string;
  /** X-Amz-Security-Token. */
  readonly token?: string;
  /** Where the signature stands. */
  readonly place: "header" | "query";
  /** How many seconds a presigned URL of S3 is good for. */
  readonly expires?: number;
}

/**
 * The signature that a request claims to have; undefined where it claims none.
 * @throws AwsError for what is malformed, for other algorithms, by name, and for S3 requests that claim two signatures.
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
