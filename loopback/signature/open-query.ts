// The headers in a presigned URL's query: SDKs move x-amz-* headers there, and S3 reads them there.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import { AwsError } from "../aws-error.ts";
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
 * @throws AwsError as parameterHeaders.
 */
export function openQuery(request: WireRequest): WireRequest {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of parameterHeaders(request.query)) if (!left.test(name)) headers[name] = value;
  return { ...request, headers: Object.assign(headers, request.headers) };
}

/**
 * The headers, in lower case, that a query's x-amz-* parameters stand for, without the spaces around a value.
 * @throws AwsError InvalidArgument for a parameter that no header could carry, and for two that differ by case alone: of
 * two readers, each might read another one.
 */
export function parameterHeaders(query: WireRequest["query"]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [parameter, values] of query) {
    const name = parameter.toLowerCase();
    if (!name.startsWith("x-amz-")) continue;
    if (headers.has(name)) {
      throw new AwsError("InvalidArgument", "Two parameters stand for one header.", {
        ArgumentName: parameter,
        ArgumentValue: values.join(","),
      });
    }
    headers.set(name, headerValue(parameter, values.join(",")).replace(/^[ \t]+|[ \t]+$/g, ""));
  }
  return headers;
}
