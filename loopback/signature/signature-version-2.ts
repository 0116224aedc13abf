// Signature Version 2 of S3: what is signed, and the signature.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
import { createHmac } from "node:crypto";
import { virtualBucket } from "../wire/s3-address.ts";
import type { WireRequest } from "../wire/wire-request.ts";

/** What of a request is signed. */
export type Signed = Pick<WireRequest, "method" | "path" | "query" | "headers">;

/** The parameters that are signed: those of the page above, and those that SDKs sign beside them. */
const signedParameters: ReadonlySet<string> = new Set([
  ...["accelerate", "acl", "analytics", "cors", "defaultObjectAcl", "delete", "inventory", "lifecycle"],
  ...["location", "logging", "metrics", "notification", "object-lock", "partNumber", "policy"],
  ...["replication", "requestPayment", "restore", "select", "select-type", "storageClass", "tagging"],
  ...["torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website"],
  ...["response-cache-control", "response-content-disposition", "response-content-encoding"],
  ...["response-content-language", "response-content-type", "response-expires"],
]);

/** @param date the Date header, or the Expires of a presigned URL; empty where `x-amz-date` is signed instead */
export function stringToSign2(request: Signed, date: string): string {
  const { method, headers } = request;
  const lines = [method, headers["content-md5"] ?? "", headers["content-type"] ?? "", date];
  return [...lines, ...amazonHeaders(request), resource(request)].join("\n");
}

/** In base64. */
export const sign2 = (secretAccessKey: string, text: string): string =>
  createHmac("sha1", secretAccessKey).update(text).digest("base64");

/** Each as `name:value`; those that a presigned URL has among its parameters are signed as if they were sent. */
function amazonHeaders({ headers, query }: Signed): string[] {
  const parameters = [...query].map(([name, values]) => [name.toLowerCase(), values.join(",")] as const);
  const all = Object.entries({ ...Object.fromEntries(parameters), ...headers });
  return all
    .filter(([name]) => name.startsWith("x-amz-"))
    .map(([name, value]) => `${name}:${value.replace(/\s+/g, " ").trim()}`)
    .toSorted();
}

/** The bucket that the host names, the path as sent, and the parameters that are signed, decoded and in order. */
function resource({ headers, path, query }: Signed): string {
  const bucket = virtualBucket(headers.host ?? "");
  const parameters = [...query]
    .filter(([name]) => signedParameters.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) => values.map((value) => (value === "" ? name : `${name}=${value}`)));
  const asked = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
  return `${bucket === undefined ? "" : `/${bucket}`}${path}${asked}`;
}
