// Verifies a signed request with the secret of its key's holder: first the signature, then the payload.
import type { Account } from "../account.ts";
import { AwsError, type ServiceName } from "../aws-error.ts";
import { optInRegions } from "../opt-in-regions.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization, Claim } from "./authorization.ts";
import { malformed } from "./authorization-header.ts";
import { malformedQuery } from "./authorization-query.ts";
import { claimsVersion2, readAuthorization2 } from "./authorization-version-2.ts";
import type { Caller } from "./caller.ts";
import { openPayload, payloadForm } from "./open-payload.ts";
import { openQuery, parameterHeaders } from "./open-query.ts";
import { readAuthorization } from "./read-authorization.ts";
import { signingTime } from "./request-time.ts";
import { signsOperation, stringToSign2 } from "./signature-version-2.ts";
import type { Signer } from "./signer.ts";
import { signatureMismatch, verifySignature } from "./verify-signature.ts";
import { requireVersion2Region, verifyVersion2 } from "./verify-version-2.ts";

/** A request whose sender is known. */
export interface Authenticated {
  readonly caller: Caller;
  /** The decoded request: chunks joined, trailers and hoisted parameters among the headers. */
  readonly request: WireRequest;
}

/** Where and when a request is verified. */
type Verifier = Pick<Account, "region" | "now">;

/** Who holds the key that a signature names, and its secret. @throws AwsError where nobody may sign with it. */
export type HolderOf = (claim: Claim) => { readonly caller: Caller; readonly secret: string };

/**
 * The signer of a request; undefined for one that claims no signature.
 * @throws AwsError for a wrong signature or payload, and what `holderOf` throws.
 */
export function verifyRequest(
  request: WireRequest,
  service: ServiceName,
  verifier: Verifier,
  holderOf: HolderOf,
): Authenticated | undefined {
  const older = service === "s3" ? verified2(request, verifier, holderOf) : undefined;
  // Its payload is not signed.
  if (older !== undefined)
    return { ...older, request: openPayload(older.request, payloadForm(request, "nowhere")) };
  const authorization = readAuthorization(request, service);
  if (authorization === undefined) return undefined;
  const { caller, form, signer } = verified(request, authorization, verifier, holderOf);
  if (service !== "s3") return { caller, request };
  const opened = openPayload(request, form, signer);
  return { caller, request: authorization.place === "query" ? openQuery(opened) : opened };
}

/** The same for an S3 request whose body has not arrived: the payload's hash is not verified. */
export function verifyRequestHead(
  request: WireRequest,
  verifier: Verifier,
  holderOf: HolderOf,
): Authenticated | undefined {
  const older = verified2(request, verifier, holderOf);
  if (older !== undefined) return older;
  const authorization = readAuthorization(request, "s3");
  if (authorization === undefined) return undefined;
  const { caller } = verified(request, authorization, verifier, holderOf);
  return { caller, request: authorization.place === "query" ? openQuery(request) : request };
}

/**
 * The signer of an S3 request with a Signature Version 2, proved by it; the payload is not opened. An operation that the
 * signature does not cover is refused as SignatureDoesNotMatch.
 */
function verified2(request: WireRequest, verifier: Verifier, holderOf: HolderOf): Authenticated | undefined {
  if (!claimsVersion2(request)) return undefined;
  requireVersion2Region(verifier.region);
  const authorization = readAuthorization2(request, verifier.now());
  const presigned = authorization.place === "query";
  const opened = presigned ? openQuery(request) : request;
  const parameters = presigned ? Object.fromEntries(parameterHeaders(request.query)) : {};
  const signed = { ...request, headers: { ...parameters, ...opened.headers } };
  const text = stringToSign2(signed, authorization.date);
  const caller = verifyVersion2(authorization, text, opened.headers, holderOf);
  if (!signsOperation(opened)) throw signatureMismatch({ ...authorization, service: "s3" }, text);
  return { caller, request: opened };
}

/** The signer, proved by the signature, and the form of an S3 payload. */
function verified(
  request: WireRequest,
  authorization: Authorization,
  verifier: Verifier,
  holderOf: HolderOf,
): { caller: Caller; form: string; signer: Signer } {
  requireRegion(authorization, verifier);
  const time = signingTime(authorization, verifier.now(), request.headers.authorization);
  const { caller, secret } = holderOf(authorization);
  const { place, service } = authorization;
  const form = service === "s3" ? payloadForm(request, place) : "";
  verifySignature(request, authorization, secret, time);
  return { caller, form, signer: { authorization, secretAccessKey: secret, time } };
}

/**
 * A request is signed for the region that it goes to. STS and IAM also have global endpoints, in us-east-1; an SDK that
 * is given an endpoint by hand signs IAM's requests for its own region too, so both are accepted.
 */
function requireRegion({ service, region, place }: Authorization, verifier: Verifier): void {
  const isGlobal = service === "sts" || service === "iam";
  if (region === verifier.region || (isGlobal && region === "us-east-1")) return;
  // STS is in every region; where the account is not, its operations say so.
  if (service === "sts" && optInRegions.has(region)) return;
  if (service !== "s3")
    throw new AwsError("SignatureDoesNotMatch", "Credential should be scoped to a valid region. ");
  const what = `the region '${region}' is wrong; expecting '${verifier.region}'`;
  const details = { Region: verifier.region };
  throw place === "query"
    ? malformedQuery(`Error parsing the X-Amz-Credential parameter; ${what}`, details)
    : malformed(what, details);
}
