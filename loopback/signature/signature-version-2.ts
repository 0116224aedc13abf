// Signature Version 2 of S3: what is signed, and the signature.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
import { createHmac } from "node:crypto";
import { selectorsOf } from "../wire/route-s3.ts";
import { virtualBucket } from "../wire/s3-address.ts";
import { controlTarget } from "../wire/s3-control.ts";
import type { WireRequest } from "../wire/wire-request.ts";

/** What of a request is signed; of a presigned URL, the headers are also those that its parameters stand for. */
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
  return [...lines, ...amazonHeaders(headers), resource(request)].join("\n");
}

/**
 * Whether the signature covers what the request is for; where it does not, the request is refused as
 * SignatureDoesNotMatch. AWS's list is fixed, and younger operations are chosen by parameters that Version 2 does not sign
 * (`?retention`, `?publicAccessBlock`): whoever has a URL could make it one of them. Two parameters, `a&b=c`, are signed
 * like one whose value holds an `&`. S3 Control takes Version 4 alone.
 * @param request as it is executed, with the headers that its parameters stand for
 */
export function signsOperation(request: WireRequest): boolean {
  const { query } = request;
  return (
    controlTarget(request) === undefined &&
    selectorsOf(query).every((name) => signedParameters.has(name)) &&
    ![...query].some(([name, values]) => signedParameters.has(name) && values.some(holdsParameter))
  );
}

const holdsParameter = (value: string): boolean =>
  value
    .split("&")
    .slice(1)
    .some((part) => signedParameters.has(part.replace(/=.*/s, "")));

/** In base64. */
export const sign2 = (secretAccessKey: string, text: string): string =>
  createHmac("sha1", secretAccessKey).update(text).digest("base64");

/** Each as `name:value`. */
function amazonHeaders(headers: Signed["headers"]): string[] {
  return Object.entries(headers)
    .filter(([name]) => name.startsWith("x-amz-"))
    .map(([name, value]) => `${name}:${value}`)
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
