// The headers in a presigned URL's query: SDKs move x-amz-* headers there, and S3 reads them there.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import type { WireRequest } from "../wire/wire-request.ts";
import { headerValue } from "./header-value.ts";

/**
 * Parameters that are no headers: those of the signature, and checksums. SDKs presign uploads with the checksum of an empty
 * body, and S3 does not read it there: https://github.com/aws/aws-sdk/issues/480
 */
const left =
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|checksum-.*|sdk-checksum-algorithm)$/;

/**
 * The request with its parameters among the headers; a header that was sent, and so was signed, stays.
 * @throws AwsError InvalidArgument for a parameter that no header could carry.
 */
export function openQuery(request: WireRequest): WireRequest {
  const headers: Record<string, string> = Object.assign(Object.create(null), request.headers);
  for (const [parameter, values] of request.query) {
    const name = parameter.toLowerCase();
    if (name.startsWith("x-amz-") && !left.test(name))
      headers[name] ??= headerValue(parameter, values.join(","));
  }
  return { ...request, headers };
}
