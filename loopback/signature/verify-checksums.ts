// Verifies that a body has the checksums in its headers: Content-MD5 and x-amz-checksum-*.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
import { hash } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import { checksums, isBase64, isChecksum } from "./checksums.ts";

/** Headers that begin in this way but hold no checksum. */
const noChecksums = new Set(["x-amz-checksum-mode", "x-amz-checksum-type", "x-amz-checksum-algorithm"]);

/**
 * Verifies every checksum sent along.
 * @throws AwsError BadDigest; InvalidDigest or InvalidRequest for a malformed checksum;
 * NotImplemented for an unknown algorithm.
 */
export function verifyChecksums(request: WireRequest): void {
  const { headers, body, method, query } = request;
  const md5 = headers["content-md5"];
  if (md5 !== undefined) verifyMd5(md5, body);
  // In the request that completes an upload, they are the object's checksums, not those of the list of parts.
  if (method === "POST" && query.has("uploadId")) return;
  const sent: string[] = [];
  for (const name in headers)
    if (name.startsWith("x-amz-checksum-") && !noChecksums.has(name)) sent.push(name);
  requireOne(sent, headers);
  for (const name of sent) verifyChecksum(name, headers[name] ?? "", body);
}

function verifyMd5(md5: string, body: Buffer): void {
  const computed = hash("md5", body, "base64");
  if (!isBase64(md5, 16)) throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.");
  if (md5 === computed) return;
  throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", {
    ExpectedDigest: Buffer.from(md5, "base64").toString("hex"),
    CalculatedDigest: computed,
  });
}

function requireOne(sent: readonly string[], headers: WireRequest["headers"]): void {
  if (sent.length > 1) {
    throw new AwsError(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  if (sent.length === 1 || headers["x-amz-sdk-checksum-algorithm"] === undefined) return;
  throw new AwsError(
    "InvalidRequest",
    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
  );
}

function verifyChecksum(name: string, value: string, body: Buffer): void {
  const checksum = checksums.get(name);
  if (checksum === undefined)
    throw new AwsError("NotImplemented", `The loopback does not serve the checksum ${name}.`);
  if (!isChecksum(name, value)) throw new AwsError("InvalidRequest", `Value for ${name} header is invalid.`);
  if (value === checksum.compute(body).toString("base64")) return;
  const algorithm = name.slice("x-amz-checksum-".length).toUpperCase();
  throw new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}
