// Writes an AWS error in the service's own form: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html for S3,
// the Query protocol's ErrorResponse for STS and IAM, a JSON object for KMS.
import type { AwsError, ServiceName } from "../aws-error.ts";
import { reference } from "./control-characters.ts";
import { jsonError } from "./json-error.ts";
import { services } from "./services.ts";
import type { WireRequest, WireResponse } from "./wire-request.ts";

/** The HTTP answer for an error; for a HEAD request, without its body. */
export function writeError(
  service: ServiceName,
  error: AwsError,
  request: Pick<WireRequest, "id" | "method">,
): WireResponse {
  if (service === "kms") return jsonError(error, request.id);
  const status = error.status(service);
  const body = service === "s3" ? s3Error(error, request.id) : queryError(service, error, status, request.id);
  const id = service === "s3" ? "x-amz-request-id" : "x-amzn-requestid";
  return {
    status,
    headers: {
      ...error.headers,
      [id]: request.id,
      ...(service === "s3" && { "x-amz-id-2": request.id }),
      "content-type": service === "s3" ? "application/xml" : "text/xml",
    },
    body:
      request.method === "HEAD" || status === 304 ? "" : `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function s3Error(error: AwsError, requestId: string): string {
  const elements = {
    Code: error.code,
    Message: error.message,
    ...error.details,
    RequestId: requestId,
    HostId: requestId,
  };
  return `<Error>${writeElements(elements)}</Error>`;
}

function queryError(service: "sts" | "iam", error: AwsError, status: number, requestId: string): string {
  const elements = { Type: status < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message };
  return `<ErrorResponse xmlns="${services[service].xmlNamespace}"><Error>${writeElements(elements)}</Error>${writeElements({ RequestId: requestId })}</ErrorResponse>`;
}

/** Elements of text, in their order. */
export function writeElements(elements: Readonly<Record<string, string>>): string {
  return Object.entries(elements)
    .map(([name, text]) => `<${name}>${escapeText(text)}</${name}>`)
    .join("");
}

/** Escapes text for XML. Control characters become references, as on S3, although XML 1.0 forbids some of them. */
function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/\p{Cc}/gu, reference);
}
