// Errors as services of the AWS JSON protocol name and write them.
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
import { AwsError, type ErrorCode } from "../aws-error.ts";
import type { WireResponse } from "./wire-request.ts";
import { jsonResponse } from "./write-json-output.ts";

/** The names of errors that every service has, where JSON services name them otherwise. */
const names: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  AccessDenied: "AccessDeniedException",
  ExpiredToken: "ExpiredTokenException",
  IncompleteSignature: "IncompleteSignatureException",
  InternalFailure: "KMSInternalException",
  InvalidClientTokenId: "UnrecognizedClientException",
  MissingAuthenticationToken: "MissingAuthenticationTokenException",
  RequestEntityTooLarge: "RequestEntityTooLargeException",
  SignatureDoesNotMatch: "InvalidSignatureException",
  Throttling: "ThrottlingException",
  ValidationError: "ValidationException",
};

/** The same error under the name that it has in JSON services. */
export function inJson(error: AwsError): AwsError {
  const name = names[error.code];
  if (name === undefined) return error;
  return new AwsError(name, error.message);
}

/** The HTTP answer for an error: `{"__type":"NotFoundException","message":"…"}`. */
export function jsonError(error: AwsError, requestId: string): WireResponse {
  const { code, message } = inJson(error);
  const body = { __type: code, ...(message !== "" && { message }) };
  return jsonResponse(inJson(error).status("kms"), body, requestId);
}
