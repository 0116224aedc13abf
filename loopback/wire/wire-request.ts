// A request as it was sent, and the answer to send: all that the rooms behind the server see of HTTP.
import type { IncomingMessage } from "node:http";
import { AwsError } from "../aws-error.ts";
import { type Reception, readBody } from "./read-body.ts";

export interface WireRequest {
  /** The request id that the answer carries. */
  readonly id: string;
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly path: string;
  /** The query as sent, decoded; repeated names keep every value, in order. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * Reads a whole request and gives what `work` makes of it; `reception` judges its head before a large body is awaited.
 * @throws AwsError BadRequest for a host that is missing or given twice, InvalidURI when the path or query cannot be
 * decoded, and what readBody throws.
 */
export async function readRequest<Result>(
  message: IncomingMessage,
  id: string,
  reception: Reception<WireRequest>,
  work: (request: WireRequest) => Promise<Result>,
): Promise<Result> {
  const url = message.url ?? "/";
  // Proxies' absolute URLs and OPTIONS' asterisk are no paths here.
  if (!url.startsWith("/")) throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
  const mark = url.indexOf("?");
  const head = {
    id,
    method: message.method ?? "GET",
    path: mark === -1 ? url : url.slice(0, mark),
    query: readQuery(mark === -1 ? "" : url.slice(mark + 1)),
    headers: readHeaders(message),
    sourceIp: (message.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
  };
  const bodiless = { ...head, body: Buffer.alloc(0) };
  return await readBody(message, bodiless, reception, (body) => work({ ...head, body }));
}

const ascii = /^[ -~]*$/;

/** Every value of a header counts, joined as Signature Version 4 joins them; a name may be any, `constructor` too. */
function readHeaders({ rawHeaders, httpVersion }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, sent] = [rawHeaders[at]?.toLowerCase() ?? "", rawHeaders[at + 1] ?? ""];
    // Node gives a character for each byte; senders write and sign UTF-8.
    const value = ascii.test(sent) ? sent : Buffer.from(sent, "latin1").toString();
    const before = headers[name];
    // Two hosts are two readings of one request: https://www.rfc-editor.org/rfc/rfc9112#section-3.2
    if (name === "host" && before !== undefined) throw notHttp();
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  if (headers.host === undefined && httpVersion !== "1.0") throw notHttp();
  return headers;
}

const notHttp = () => new AwsError("BadRequest", "An error occurred when parsing the HTTP request.");

/** More than any request needs, and few enough to be read in no time. */
const maximumParameters = 10_000;

/**
 * Decodes `a=1&b&a=2`; a `+` is a space only in form bodies, and there `plus` says so.
 * @throws AwsError RequestEntityTooLarge above 10,000 parameters, InvalidURI as decode.
 */
export function readQuery(text: string, plus: " " | "+" = "+"): Map<string, string[]> {
  requireModest(text);
  const query = new Map<string, string[]>();
  for (const part of text.split("&")) {
    if (part === "") continue;
    const [name, value] = splitOnce(part);
    const key = decode(name.replaceAll("+", plus));
    const values = query.get(key) ?? [];
    values.push(decode(value.replaceAll("+", plus)));
    query.set(key, values);
  }
  return query;
}

/** Counts without making anything of the text. */
function requireModest(text: string): void {
  let count = 1;
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", at + 1)) count += 1;
  if (count > maximumParameters) throw new AwsError("RequestEntityTooLarge", "Request entity too large");
}

/** Percent-decodes; @throws AwsError InvalidURI for bytes that are not UTF-8. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
  }
}

function splitOnce(part: string): [string, string] {
  const equals = part.indexOf("=");
  return equals === -1 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
}
