// Verifies that a signed S3 body is the one its headers speak of: x-amz-content-sha256, Content-MD5, x-amz-checksum-*.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";

const digests: Readonly<Record<string, (body: Buffer) => string>> = {
  "x-amz-checksum-crc32": (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString("base64");
  },
  "x-amz-checksum-sha1": (body) => createHash("sha1").update(body).digest("base64"),
  "x-amz-checksum-sha256": (body) => createHash("sha256").update(body).digest("base64"),
};

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
 * @throws AwsError BadDigest, InvalidRequest for a checksum that does not fit, NotImplemented for an unknown algorithm.
 */
export function verifyChecksums(request: WireRequest): void {
  const md5 = request.headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(request.body).digest("base64")) {
    throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  for (const [name, value] of Object.entries(request.headers)) {
    if (
      !name.startsWith("x-amz-checksum-") ||
      name === "x-amz-checksum-mode" ||
      name === "x-amz-checksum-type"
    )
      continue;
    const digest = digests[name];
    if (digest === undefined)
      throw new AwsError("NotImplemented", `The loopback does not serve the checksum ${name}.`);
    if (digest(request.body) !== value) {
      const algorithm = name.slice("x-amz-checksum-".length).toUpperCase();
      throw new AwsError(
        "BadDigest",
        `The ${algorithm} you specified did not match the calculated checksum.`,
      );
    }
  }
}
