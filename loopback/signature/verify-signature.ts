// Verifies a Signature Version 4: signs the request as its sender must have, and compares.
import { timingSafeEqual } from "node:crypto";
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization.ts";
import { canonicalRequest, type Signable } from "./canonical-request.ts";
import { hmac, sha256 } from "./sha256.ts";
import { scopeText, signingKey } from "./signing-key.ts";

const mismatch = {
  s3: "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  form: "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
};

/**
 * Verifies that the request was signed with this secret, and that all required headers are signed.
 * @param time the signing time in ISO 8601's basic form
 * @throws AwsError SignatureDoesNotMatch, AccessDenied for unsigned `host` or `x-amz-*` headers.
 */
export function verifySignature(
  request: WireRequest,
  authorization: Authorization,
  secretAccessKey: string,
  time: string,
): void {
  requireSignedHeaders(request, authorization);
  const canonical = canonicalOf(request, authorization);
  const text = stringToSign(canonical, authorization, time);
  const expected = hmac(signingKey(secretAccessKey, authorization), text);
  if (sameSignature(expected, authorization.signature)) return;
  throw signatureMismatch(authorization, text, canonical);
}

/** The string to sign: the canonical request's hash, with the time and the scope. */
export function stringToSign(
  canonical: string,
  scope: Parameters<typeof scopeText>[0],
  time: string,
): string {
  return `AWS4-HMAC-SHA256\n${time}\n${scopeText(scope)}\n${sha256(canonical)}`;
}

/** Compares two signatures in a time that does not depend on where they differ. */
export function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** AWS's answer to a wrong signature; S3 shows what it signed, which is only what the sender sent. */
export function signatureMismatch(
  { service, accessKeyId, signature }: Pick<Authorization, "service" | "accessKeyId" | "signature">,
  text: string,
  canonical?: string,
): AwsError {
  if (service !== "s3") return new AwsError("SignatureDoesNotMatch", mismatch.form);
  return new AwsError("SignatureDoesNotMatch", mismatch.s3, {
    AWSAccessKeyId: accessKeyId,
    StringToSign: text,
    SignatureProvided: signature,
    StringToSignBytes: bytes(text),
    ...(canonical !== undefined && { CanonicalRequest: canonical, CanonicalRequestBytes: bytes(canonical) }),
  });
}

const bytes = (text: string): string =>
  Buffer.from(text)
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");

/** Anyone on the way can change what the signature does not cover: AWS requires the host and its own headers. */
function requireSignedHeaders({ headers }: WireRequest, { service, signedHeaders }: Authorization): void {
  const unsigned: string[] = [];
  for (const name in headers)
    if (mustBeSigned(name, service) && !signedHeaders.includes(name)) unsigned.push(name);
  if (unsigned.length === 0) return;
  throw new AwsError("AccessDenied", "There were headers present in the request which were not signed", {
    HeadersNotSigned: unsigned.join(", "),
  });
}

/** STS and IAM hash a body themselves, so they ignore a header with its hash. */
function mustBeSigned(name: string, service: ServiceName): boolean {
  if (name === "x-amz-content-sha256") return service === "s3";
  return name === "host" || name.startsWith("x-amz-");
}

function canonicalOf(request: WireRequest, { service, signedHeaders, place }: Authorization): string {
  const unsigned = place === "query" ? "X-Amz-Signature" : undefined;
  const payload = service === "s3" ? claimedPayload(request, place) : sha256(request.body);
  return canonicalRequest(request as Signable, service, signedHeaders, payload, unsigned);
}

/** The claimed hash of an S3 request's payload; verified when the payload is opened. */
export function claimedPayload({ headers, query }: WireRequest, place: Authorization["place"]): string {
  const header = headers["x-amz-content-sha256"];
  if (header !== undefined || place === "header") return header ?? "";
  return query.get("X-Amz-Content-Sha256")?.[0] ?? "UNSIGNED-PAYLOAD";
}
