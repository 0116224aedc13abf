// Verifies a Signature Version 4: signs the request as its sender must have, and compares.
import { createHash, timingSafeEqual } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { escapeUri, HttpRequest } from "@smithy/core/protocols";
import { ALGORITHM_IDENTIFIER, getCanonicalHeaders, getPayloadHash, SignatureV4 } from "@smithy/signature-v4";
import { AwsError, type ServiceName } from "../aws-error.ts";
import { decode, type WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization-header.ts";

const mismatch = {
  s3: "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  form: "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
};

/**
 * Verifies that the request was signed with this secret, and that what must be signed is.
 * @throws AwsError SignatureDoesNotMatch, AccessDenied for unsigned `host` or `x-amz-*` headers.
 */
export async function verifySignature(
  request: WireRequest,
  authorization: Authorization,
  service: ServiceName,
  secretAccessKey: string,
  signingDate: Date,
): Promise<void> {
  requireSignedHeaders(request, authorization);
  const expected = await signatureOf(request, authorization, secretAccessKey, signingDate);
  const same = timingSafeEqual(Buffer.from(expected, "hex"), Buffer.from(authorization.signature, "hex"));
  if (same && (service === "s3" || claimedHashHolds(request))) return;
  if (service !== "s3") throw new AwsError("SignatureDoesNotMatch", mismatch.form);
  throw new AwsError("SignatureDoesNotMatch", mismatch.s3, {
    AWSAccessKeyId: authorization.accessKeyId,
    SignatureProvided: authorization.signature,
  });
}

/** What the signature does not cover, anyone on the way may change: AWS insists on the host and its own headers. */
function requireSignedHeaders(request: WireRequest, authorization: Authorization): void {
  const must = Object.keys(request.headers).filter((name) => name === "host" || name.startsWith("x-amz-"));
  const unsigned = must.filter((name) => !authorization.signedHeaders.includes(name));
  if (unsigned.length === 0) return;
  throw new AwsError("AccessDenied", "There were headers present in the request which were not signed", {
    HeadersNotSigned: unsigned.join(", "),
  });
}

function signatureOf(
  { method, path, query, headers, body }: WireRequest,
  { accessKeyId, date, region, service, signedHeaders }: Authorization,
  secretAccessKey: string,
  signingDate: Date,
): Promise<string> {
  const verifier = new Verifier({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: false,
  });
  const covered = signedHeaders
    .map((name) => [name, headers[name]])
    .filter(([, value]) => value !== undefined);
  const sent = new HttpRequest({
    ...{ method, body },
    path: service === "s3" ? canonicalKey(path) : path,
    query: Object.fromEntries([...query].map(([name, values]) => [name, [...values]])),
    headers: Object.fromEntries(covered),
  });
  return verifier.signatureOf(sent, signingDate, `${date}/${region}/${service}/aws4_request`);
}

/** S3 signs what a path says, however it is spelled: `/a$b` and `/a%24b` alike. */
function canonicalKey(path: string): string {
  return path
    .split("/")
    .map((part) => escapeUri(decode(part)))
    .join("/");
}

/**
 * The library's signer, short of what it does for senders: it signs the headers as they came (a signer would put its
 * own in place of Date), and gives the signature by itself, so that nothing a sender wrote can be taken for it.
 */
class Verifier extends SignatureV4 {
  async signatureOf(request: HttpRequest, signingDate: Date, scope: string): Promise<string> {
    const headers = getCanonicalHeaders(request, new Set(), new Set(Object.keys(request.headers)));
    const canonical = this.createCanonicalRequest(
      request,
      headers,
      await getPayloadHash(request, this.sha256),
    );
    const { longDate } = this.formatDate(signingDate);
    const text = await this.createStringToSign(longDate, scope, canonical, ALGORITHM_IDENTIFIER);
    return this.sign(text, { signingDate });
  }
}

/** STS and IAM hash the body themselves; a header that claims another hash does not help. */
function claimedHashHolds(request: WireRequest): boolean {
  const claimed = request.headers["x-amz-content-sha256"];
  return claimed === undefined || claimed === createHash("sha256").update(request.body).digest("hex");
}
