// A request as the wire gives it, for rooms behind the wire.
import { readQuery, type WireRequest } from "../../../loopback/wire/wire-request.ts";

/** `url` may have a query; headers are in lower case. */
export function wireRequest(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): WireRequest {
  const [path = "", query = ""] = url.split("?");
  return {
    ...{ id: "request-id", method, path, headers, sourceIp: "127.0.0.1" },
    ...{ query: readQuery(query), body: Buffer.from(body) },
  };
}

/** The same as an HTML form. */
export const formRequest = (body: string): WireRequest =>
  wireRequest("POST", "/", { "content-type": "application/x-www-form-urlencoded" }, body);
