// The condition keys that tell S3's policies how a request was signed.
// https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
import type { RequestContext } from "../../policy/authorization-request.ts";
import type { Call } from "../operation.ts";
import { claimedPayload } from "../signature/verify-signature.ts";
import type { WireRequest } from "../wire/wire-request.ts";

/** The keys of an S3 request with a verified signature; without a signature, only the key of its payload's hash. */
export function signatureContext({ account, caller, request }: Call): RequestContext {
  const claimed = request.headers["x-amz-content-sha256"];
  if (caller.principal.type === "Anonymous")
    return claimed === undefined ? {} : { "s3:x-amz-content-sha256": claimed };
  if (caller.signatureVersion === "AWS") return version2Context(request, claimed);
  const version = { "s3:signatureversion": "AWS4-HMAC-SHA256" };
  if (request.headers.authorization !== undefined) {
    const payload = claimedPayload(request, "header");
    return { ...version, "s3:authType": "REST-HEADER", "s3:x-amz-content-sha256": payload };
  }
  const date = request.query.get("X-Amz-Date")?.[0];
  // A form's signature is in neither.
  if (date === undefined) return { ...version, "s3:authType": "POST" };
  const signed = date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z");
  return {
    ...version,
    "s3:authType": "REST-QUERY-STRING",
    "s3:signatureAge": String(Math.max(account.now().getTime() - Date.parse(signed), 0)),
    "s3:x-amz-content-sha256": claimedPayload(request, "query"),
  };
}

/** The age of such a signature is not known, and a payload's hash only where the request tells it. */
function version2Context({ headers, query }: WireRequest, claimed: string | undefined): RequestContext {
  const place = query.has("Signature") ? "REST-QUERY-STRING" : "POST";
  return {
    "s3:signatureversion": "AWS",
    "s3:authType": headers.authorization === undefined ? place : "REST-HEADER",
    ...(claimed !== undefined && { "s3:x-amz-content-sha256": claimed }),
  };
}
