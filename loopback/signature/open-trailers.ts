// The trailers of a chunked upload: the checksums that its headers announced, and no others.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import { checksums, isChecksum } from "./checksums.ts";
import { malformedTrailer } from "./read-chunks.ts";

/**
 * The trailers as headers.
 * @throws AwsError InvalidRequest for unknown headers and malformed checksums, MalformedTrailerError for trailers that
 * were not announced.
 */
export function openTrailers(
  { headers }: WireRequest,
  trailers: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const announced = (headers["x-amz-trailer"] ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (!announced.every((name) => checksums.has(name))) {
    throw new AwsError("InvalidRequest", "The value specified in the x-amz-trailer header is not supported");
  }
  if (announced.length !== trailers.size || !announced.every((name) => trailers.has(name)))
    throw malformedTrailer();
  for (const [name, value] of trailers) {
    // Otherwise a header of that name would be lost.
    if (headers[name] !== undefined) throw malformedTrailer();
    if (!isChecksum(name, value))
      throw new AwsError("InvalidRequest", `Value for ${name} trailing header is invalid.`);
  }
  return Object.fromEntries(trailers);
}
