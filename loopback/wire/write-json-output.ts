// Writes the answer of a KMS operation in JSON.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import type { StaticOperationSchema } from "@smithy/types";
import type { WireResponse } from "./wire-request.ts";

/** The HTTP answer for an operation's output: dates are epoch seconds; an operation without an output has no body. */
export function writeJsonOutput(
  [, , , , , output]: StaticOperationSchema,
  value: unknown,
  requestId: string,
): WireResponse {
  return jsonResponse(200, output === "unit" ? undefined : ((value ?? {}) as object), requestId);
}

export function jsonResponse(status: number, body: object | undefined, requestId: string): WireResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId },
    body: body === undefined ? "" : JSON.stringify(body, inSeconds),
  };
}

/** JSON.stringify gives the replacer a date's text; the date itself is in the object. */
function inSeconds(this: Readonly<Record<string, unknown>>, name: string, value: unknown): unknown {
  const date = this[name];
  return date instanceof Date ? date.getTime() / 1000 : value;
}
