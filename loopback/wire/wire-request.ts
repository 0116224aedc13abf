// A request as it came over the wire, and the answer as it goes back: what every room behind the server sees of HTTP.
import type { IncomingMessage } from "node:http";
import { AwsError } from "../aws-error.ts";

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

/** The largest body taken, in bytes: bodies are held in memory. */
const maximumBody = 256 * 1024 * 1024;

/**
 * Reads a whole request.
 * @throws AwsError EntityTooLarge when the body exceeds 256 MiB, InvalidURI when the path or query cannot be decoded.
 */
export async function readRequest(message: IncomingMessage, id: string): Promise<WireRequest> {
  const url = message.url ?? "/";
  // Proxies' absolute URLs and OPTIONS' asterisk are no paths here.
  if (!url.startsWith("/")) throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
  const mark = url.indexOf("?");
  return {
    id,
    method: message.method ?? "GET",
    path: mark === -1 ? url : url.slice(0, mark),
    query: readQuery(mark === -1 ? "" : url.slice(mark + 1)),
    headers: readHeaders(message),
    body: await readBody(message),
    sourceIp: (message.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
  };
}

/** Every value of a header counts, joined as Signature Version 4 joins them; a name may be any, `constructor` too. */
function readHeaders(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  // Node gives a character for each byte; senders mean UTF-8, and sign that.
  for (const [name, values = []] of Object.entries(message.headersDistinct))
    headers[name] = Buffer.from(values.join(","), "latin1").toString();
  return headers;
}

/** Decodes `a=1&b&a=2`; a `+` is a space only in form bodies, and there `plus` says so. */
export function readQuery(text: string, plus: " " | "+" = "+"): Map<string, string[]> {
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

/** Percent-decodes; @throws AwsError InvalidURI for what is no UTF-8. */
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

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const tooLarge = () =>
    new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  if (Number(message.headers["content-length"] ?? 0) > maximumBody) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream stays whole after an early end, so that the error can still be answered.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBody) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
