// Who signed a request: its signature verified with the credentials that it names.
import type { Account } from "../account.ts";
import { AwsError, type ServiceName } from "../aws-error.ts";
import { optInRegions } from "../opt-in-regions.ts";
import { routeRequest } from "../wire/route-request.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization.ts";
import { malformed } from "./authorization-header.ts";
import { malformedQuery } from "./authorization-query.ts";
import type { Caller } from "./caller.ts";
import { credentialsOf } from "./credentials.ts";
import { openPayload, payloadForm } from "./open-payload.ts";
import { openQuery } from "./open-query.ts";
import { readAuthorization } from "./read-authorization.ts";
import { signingTime } from "./request-time.ts";
import { verifySignature } from "./verify-signature.ts";

/** A request whose sender is known. */
export interface Authenticated {
  readonly caller: Caller;
  /** As its sender meant it: chunks put together, trailers and hoisted parameters among the headers. */
  readonly request: WireRequest;
}

/**
 * The caller of a request, its signature and its payload's hash verified; anonymous for an S3 request without a signature.
 * @throws AwsError in each service's own code and words: unknown, inactive and malformed credentials, expired sessions and
 * URLs, skewed clocks, wrong regions, wrong signatures and payloads that are not the signed ones.
 */
export function authenticate(request: WireRequest, service: ServiceName, account: Account): Authenticated {
  const authorization = readAuthorization(request, service);
  if (authorization === undefined) return unsigned(request, service);
  const { caller, form, signer } = verified(request, authorization, account);
  if (service !== "s3") return { caller, request };
  const opened = openPayload(request, form, signer);
  return { caller, request: authorization.place === "query" ? openQuery(opened) : opened };
}

/**
 * The caller of an S3 request whose body is still to come: what is signed of it, all but that the payload is the signed one.
 * @throws AwsError as authenticate.
 */
export function authenticateHead(request: WireRequest, account: Account): Authenticated {
  const authorization = readAuthorization(request, "s3");
  if (authorization === undefined) {
    payloadForm(request, "nowhere");
    return { caller: anonymous, request };
  }
  const { caller } = verified(request, authorization, account);
  return { caller, request: authorization.place === "query" ? openQuery(request) : request };
}

/** The signer, proved by the signature, and the form of an S3 payload. */
function verified(request: WireRequest, authorization: Authorization, account: Account) {
  requireRegion(authorization, account);
  const time = signingTime(authorization, account.now(), request.headers.authorization);
  const { accessKeyId, token, place, service } = authorization;
  const { caller, secret } = credentialsOf(accessKeyId, token, service, account);
  const form = service === "s3" ? payloadForm(request, place) : "";
  verifySignature(request, authorization, secret, time);
  return { caller, form, signer: { authorization, secretAccessKey: secret, time } };
}

const anonymous: Caller = { principal: { type: "Anonymous" } };

function unsigned(request: WireRequest, service: ServiceName): Authenticated {
  if (service !== "s3" && !(service === "sts" && needsNoSignature(request)))
    throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token");
  if (service !== "s3") return { caller: anonymous, request };
  return { caller: anonymous, request: openPayload(request, payloadForm(request, "nowhere")) };
}

/** The operation whose proof is a web identity token. What is no request at all is refused as one without signature. */
function needsNoSignature(request: WireRequest): boolean {
  try {
    return routeRequest(request, "sts").operation === "AssumeRoleWithWebIdentity";
  } catch {
    return false;
  }
}

/**
 * A request is signed for the region that it goes to. STS and IAM have global endpoints besides, in us-east-1; an SDK that
 * is given an endpoint by hand signs IAM's requests for its own region too, so that one is right for both.
 */
function requireRegion({ service, region, place }: Authorization, account: Account): void {
  if (region === account.region || (service !== "s3" && region === "us-east-1")) return;
  // STS is in every region; where the account is not, its operations say so.
  if (service === "sts" && optInRegions.has(region)) return;
  if (service !== "s3")
    throw new AwsError("SignatureDoesNotMatch", "Credential should be scoped to a valid region. ");
  const what = `the region '${region}' is wrong; expecting '${account.region}'`;
  const details = { Region: account.region };
  throw place === "query"
    ? malformedQuery(`Error parsing the X-Amz-Credential parameter; ${what}`, details)
    : malformed(what, details);
}
