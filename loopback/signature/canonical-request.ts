// A request in the one form that sender and receiver sign.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
import type { ServiceName } from "../aws-error.ts";
import { decode, type WireRequest } from "../wire/wire-request.ts";

export type Signable = Pick<WireRequest, "method" | "path" | "query" | "headers">;

/**
 * The canonical request. A signed header that the request lacks is left out, so that the signature cannot fit.
 * @param unsigned the query parameter that carries the signature itself, of presigned requests
 * @throws AwsError InvalidURI for an S3 path that is not UTF-8.
 */
export function canonicalRequest(
  { method, path, query, headers }: Signable,
  service: ServiceName,
  signedHeaders: readonly string[],
  payloadHash: string,
  unsigned?: string,
): string {
  let [names, lines] = ["", ""];
  for (const name of sorted(signedHeaders)) {
    const value = headers[name];
    if (value === undefined) continue;
    names += names === "" ? name : `;${name}`;
    lines += `${name}:${canonicalValue(value)}\n`;
  }
  const uri = service === "s3" ? canonicalKey(path) : canonicalPath(path);
  return `${method}\n${uri}\n${canonicalQuery(query, unsigned)}\n${lines}\n${names}\n${payloadHash}`;
}

/** SDKs list headers in order already. */
function sorted(names: readonly string[]): readonly string[] {
  return names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name)
    ? names
    : names.toSorted();
}

function canonicalValue(value: string): string {
  if (!/[\t\r\n]| {2}|^ | $/.test(value)) return value;
  return value.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
}

/** Sorted by name as encoded, then by value as encoded. */
function canonicalQuery(query: WireRequest["query"], unsigned: string | undefined): string {
  if (query.size === 0) return "";
  const parameters: [name: string, values: string[]][] = [];
  for (const [name, values] of query)
    if (name !== unsigned) parameters.push([encode(name), values.map(encode).sort()]);
  parameters.sort(([a], [b]) => (a < b ? -1 : 1));
  return parameters.flatMap(([name, values]) => values.map((value) => `${name}=${value}`)).join("&");
}

/** S3 signs a path in one spelling: `/a$b` and `/a%24b` are the same. Dots and slashes have no special meaning. */
function canonicalKey(path: string): string {
  if (/^[\w.~/-]*$/.test(path)) return path;
  return path
    .split("/")
    .map((part) => encode(decode(part)))
    .join("/");
}

/** Other services sign a path without `.`, `..` and empty segments, encoded once more. */
function canonicalPath(path: string): string {
  if (path === "/") return path;
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encode(segment));
  }
  if (segments.length === 0) return "/";
  return `/${segments.join("/")}${path.endsWith("/") ? "/" : ""}`;
}

/** Percent-encodes all except RFC 3986's unreserved characters. */
function encode(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
