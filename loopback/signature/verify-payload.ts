// Verifies that a signed S3 body is the one its headers speak of: x-amz-content-sha256, Content-MD5, x-amz-checksum-*.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";

const digests = new Map<string, (body: Buffer) => Buffer>([
  [
    "x-amz-checksum-crc32",
    (body) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc32(body));
      return bytes;
    },
  ],
  ["x-amz-checksum-sha1", (body) => createHash("sha1").update(body).digest()],
  ["x-amz-checksum-sha256", (body) => createHash("sha256").update(body).digest()],
]);

/** Headers of that family that hold no checksum. */
const noChecksums = new Set(["x-amz-checksum-mode", "x-amz-checksum-type", "x-amz-checksum-algorithm"]);

/**
 * Verifies the payload hash that the signature covers.
 * @throws AwsError InvalidRequest when S3's header is missing, XAmzContentSHA256Mismatch, NotImplemented for streaming forms.
 */
export function verifyPayloadHash(request: WireRequest): void {
  const claimed = request.headers["x-amz-content-sha256"];
  if (claimed === undefined) {
    throw new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  if (claimed === "UNSIGNED-PAYLOAD") return;
  if (claimed.startsWith("STREAMING-")) {
    throw new AwsError("NotImplemented", `The loopback does not serve the payload form ${claimed}.`);
  }
  const computed = createHash("sha256").update(request.body).digest("hex");
  if (claimed === computed) return;
  throw new AwsError(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      ClientComputedContentSHA256: claimed,
      S3ComputedContentSHA256: computed,
    },
  );
}

/**
 * Verifies every checksum sent along.
 * @throws AwsError BadDigest; InvalidDigest or InvalidRequest for what cannot be such a checksum at all;
 * NotImplemented for an unknown algorithm.
 */
export function verifyChecksums({ headers, body }: WireRequest): void {
  const md5 = headers["content-md5"];
  if (md5 !== undefined) {
    const computed = createHash("md5").update(body).digest();
    if (!isBase64(md5, computed.length))
      throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.");
    if (md5 !== computed.toString("base64"))
      throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith("x-amz-checksum-") && !noChecksums.has(name)) verifyChecksum(name, value, body);
  }
}

function verifyChecksum(name: string, value: string, body: Buffer): void {
  const digest = digests.get(name);
  if (digest === undefined)
    throw new AwsError("NotImplemented", `The loopback does not serve the checksum ${name}.`);
  const computed = digest(body);
  if (!isBase64(value, computed.length))
    throw new AwsError("InvalidRequest", `Value for ${name} header is invalid.`);
  if (value === computed.toString("base64")) return;
  const algorithm = name.slice("x-amz-checksum-".length).toUpperCase();
  throw new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}

function isBase64(text: string, length: number): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === length && bytes.toString("base64") === text;
}
