// Opens the payload of an S3 request: verifies the hash that was signed, and takes chunked uploads out of their chunks.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization.ts";
import { openTrailers } from "./open-trailers.ts";
import { type Chunks, readChunks } from "./read-chunks.ts";
import { sha256 } from "./sha256.ts";
import type { Signer } from "./signer.ts";
import { verifyChunks } from "./verify-chunks.ts";
import { claimedPayload } from "./verify-signature.ts";

const unsigned = "UNSIGNED-PAYLOAD";
const unsignedChunks = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
const signedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
const signedChunksAndTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

/**
 * What `x-amz-content-sha256` says: a hash, or the name of a form.
 * @throws AwsError InvalidRequest for a signed request without it, InvalidArgument for any other value, NotImplemented
 * for the forms of Signature Version 4A.
 */
export function payloadForm(request: WireRequest, place: Authorization["place"] | "nowhere"): string {
  const form = claimedPayload(request, place === "nowhere" ? "query" : place);
  if (form === "")
    throw new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  if (form.startsWith("STREAMING-AWS4-ECDSA-"))
    throw new AwsError("NotImplemented", `The loopback does not serve the payload form ${form}.`);
  const known = [unsigned, unsignedChunks, signedChunks, signedChunksAndTrailer].includes(form);
  if (!known && !/^[0-9a-f]{64}$/.test(form)) {
    throw new AwsError(
      "InvalidArgument",
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
      { ArgumentName: "x-amz-content-sha256", ArgumentValue: form },
    );
  }
  if (known && form !== unsigned && form !== unsignedChunks && place !== "header") throw notHere(place);
  return form;
}

/** Chunk signatures continue from the one in the Authorization header, so other requests cannot have them. */
function notHere(place: "query" | "nowhere"): AwsError {
  return new AwsError(
    "InvalidRequest",
    place === "nowhere"
      ? "Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER."
      : "The value of x-amz-content-sha256 header is invalid.",
  );
}

/**
 * The request with the decoded payload; trailers become headers.
 * @throws AwsError XAmzContentSHA256Mismatch, SignatureDoesNotMatch for a chunk, IncompleteBody, InvalidChunkSizeError,
 * MalformedTrailerError, MissingContentLength.
 */
export function openPayload(request: WireRequest, form: string, signer?: Signer): WireRequest {
  if (form === unsigned) return requireNoChunks(request);
  if (!form.startsWith("STREAMING-")) return requireHash(request, form);
  const length = request.headers["x-amz-decoded-content-length"];
  if (length === undefined || !/^\d{1,15}$/.test(length))
    throw new AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.");
  const trailed = form !== signedChunks;
  const chunks = readChunks(request.body, { signed: form !== unsignedChunks, trailed });
  if (form !== unsignedChunks && signer !== undefined) verifyChunks(chunks, signer, trailed);
  if (chunks.size !== Number(length)) {
    throw new AwsError(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header",
    );
  }
  return withoutChunks(request, chunks);
}

function requireNoChunks(request: WireRequest): WireRequest {
  const encoding = request.headers["content-encoding"];
  if (encoding === undefined || !codings(encoding).includes("aws-chunked")) return request;
  throw new AwsError(
    "InvalidArgument",
    "aws-chunked encoding is not supported when x-amz-content-sha256 UNSIGNED-PAYLOAD is supplied.",
    { ArgumentName: "Content-Encoding", ArgumentValue: encoding },
  );
}

function requireHash(request: WireRequest, claimed: string): WireRequest {
  const computed = sha256(request.body);
  if (claimed === computed) return request;
  throw new AwsError(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      ClientComputedContentSHA256: claimed,
      S3ComputedContentSHA256: computed,
    },
  );
}

/** The request as if it had been sent in one piece: S3 keeps no trace of `aws-chunked` either. */
function withoutChunks(request: WireRequest, chunks: Chunks): WireRequest {
  const headers: Record<string, string> = Object.assign(Object.create(null), request.headers);
  const rest = codings(headers["content-encoding"] ?? "").filter((coding) => coding !== "aws-chunked");
  delete headers["content-encoding"];
  if (rest.length > 0) headers["content-encoding"] = rest.join(",");
  Object.assign(headers, openTrailers(request, chunks.trailers), { "content-length": String(chunks.size) });
  return { ...request, headers, body: Buffer.concat(chunks.list.map(({ content }) => content)) };
}

const codings = (encoding: string): string[] =>
  encoding
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "");
