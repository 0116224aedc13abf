// Who signed a request: its signature verified with the credentials that it names.
import type { Account } from "../account.ts";
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import { type Authorization, readAuthorization } from "./authorization-header.ts";
import { type Caller, credentialsOf } from "./credentials.ts";
import { signingTime } from "./request-time.ts";
import { verifyPayloadHash } from "./verify-payload.ts";
import { verifySignature } from "./verify-signature.ts";

/**
 * The caller of a request, its signature verified; anonymous for an S3 request without one.
 * @throws AwsError in each service's own code and words: unknown, inactive and malformed credentials, expired sessions,
 * skewed clocks, wrong regions and wrong signatures.
 */
export async function authenticate(
  request: WireRequest,
  service: ServiceName,
  account: Account,
): Promise<Caller> {
  const header = request.headers.authorization;
  if (header === undefined) return unsigned(request, service);
  const authorization = readAuthorization(header, service);
  const { caller, secret } = credentialsOf(
    authorization.accessKeyId,
    request.headers["x-amz-security-token"],
    service,
    account,
  );
  requireRegion(authorization, service, account);
  const signed = signingTime(request, authorization, service, account.now());
  await verifySignature(request, authorization, service, secret, signed);
  if (service === "s3") verifyPayloadHash(request);
  return caller;
}

function unsigned(request: WireRequest, service: ServiceName): Caller {
  if (service !== "s3")
    throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token");
  const presigned = ["X-Amz-Algorithm", "X-Amz-Signature", "Signature"].find((name) =>
    request.query.has(name),
  );
  if (presigned === undefined) return { principal: { type: "Anonymous" } };
  throw new AwsError(
    "NotImplemented",
    "The loopback does not serve presigned URLs: sign in the Authorization header.",
  );
}

function requireRegion(authorization: Authorization, service: ServiceName, account: Account): void {
  if (service !== "s3" || authorization.region === account.region) return;
  throw new AwsError(
    "AuthorizationHeaderMalformed",
    `The authorization header is malformed; the region '${authorization.region}' is wrong; expecting '${account.region}'`,
    { Region: account.region },
  );
}
