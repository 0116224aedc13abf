// Who signed a request: its signature verified with the credentials that it names.
import type { Account } from "../account.ts";
import { AwsError, type ServiceName } from "../aws-error.ts";
import { s3Endpoint } from "../request-region.ts";
import { routeRequest } from "../wire/route-request.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Caller } from "./caller.ts";
import { credentialsOf } from "./credentials.ts";
import { openPayload, payloadForm } from "./open-payload.ts";
import type { Verifier } from "./require-region.ts";
import { type Authenticated, type HolderOf, verifyRequest, verifyRequestHead } from "./verify-request.ts";

/**
 * The caller of a request, its signature and its payload's hash verified; anonymous for an S3 request without a signature.
 * @throws AwsError in each service's own code and words: unknown, inactive and malformed credentials, expired sessions and
 * URLs, skewed clocks, wrong regions, wrong signatures and payloads that are not the signed ones.
 */
export function authenticate(request: WireRequest, service: ServiceName, account: Account): Authenticated {
  const verifier = service === "s3" ? s3Verifier(request, account) : account;
  return verifyRequest(request, service, verifier, holderIn(account)) ?? unsigned(request, service);
}

/**
 * The caller of an S3 request whose body has not arrived: verifies everything except the payload's hash.
 * @throws AwsError as authenticate.
 */
export function authenticateHead(request: WireRequest, account: Account): Authenticated {
  const known = verifyRequestHead(request, s3Verifier(request, account), holderIn(account));
  if (known !== undefined) return known;
  payloadForm(request, "nowhere");
  return { caller: anonymous, request };
}

const holderIn =
  (account: Account): HolderOf =>
  ({ accessKeyId, token, service }) =>
    credentialsOf(accessKeyId, token, service, account);

const s3Verifier = (request: WireRequest, account: Account): Verifier => ({
  ...{ region: account.region, now: account.now, endpoint: s3Endpoint(request, account) },
});

const anonymous: Caller = { principal: { type: "Anonymous" } };

function unsigned(request: WireRequest, service: ServiceName): Authenticated {
  if (service !== "s3" && !(service === "sts" && needsNoSignature(request)))
    throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token");
  if (service !== "s3") return { caller: anonymous, request };
  return { caller: anonymous, request: openPayload(request, payloadForm(request, "nowhere")) };
}

/** The operation whose proof is a web identity token. A malformed request is refused like one without a signature. */
function needsNoSignature(request: WireRequest): boolean {
  try {
    return routeRequest(request, "sts").operation === "AssumeRoleWithWebIdentity";
  } catch {
    return false;
  }
}
