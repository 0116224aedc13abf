// Chunked uploads made by hand, sharing no code with the loopback or the SDK.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
import { createHash, createHmac } from "node:crypto";
import type { Keys } from "../clients.ts";
import { basicTime, type RawRequest, signed } from "../raw.ts";

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

export interface Upload {
  readonly endpoint: string;
  readonly keys: Keys;
  readonly path?: string;
  readonly chunks: readonly (string | Buffer)[];
  readonly headers?: readonly (readonly [string, string])[];
  /** Name and value; without them there is no trailer at all. */
  readonly trailer?: readonly [name: string, value: string];
  /** What is signed as the trailer, where that is not what is sent. */
  readonly signedTrailer?: string;
  readonly decodedLength?: number | string;
}

/** The parts of a body, from which tests take some away or swap them. */
export interface Parts {
  readonly request: Required<RawRequest>;
  /** Each with its size and signature in front and the line's end behind; the last one is empty. */
  readonly chunks: readonly Buffer[];
  readonly trailer: string;
}

export const whole = ({ request, chunks, trailer }: Parts): Required<RawRequest> => ({
  ...request,
  body: Buffer.concat([...chunks, Buffer.from(`${trailer}\r\n`)]),
});

/** An upload of which every chunk is signed, and the trailer where there is one. */
export function signedUpload(upload: Upload): Parts {
  const { endpoint, keys, chunks, trailer, path = "/bucket/chunked" } = upload;
  const date = new Date();
  const form = `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer === undefined ? "" : "-TRAILER"}`;
  const request = signed(
    endpoint,
    { method: "PUT", path, headers: headersOf(upload) },
    { keys, service: "s3", date, payloadHash: form },
  );
  const scope = `${basicTime(date).slice(0, 8)}/us-east-1/s3/aws4_request`;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  const authorization = request.headers.find(([name]) => name === "Authorization")?.[1] ?? "";
  let previous = authorization.slice(-64);
  const sign = (kind: string, text: string) => {
    const all = `AWS4-HMAC-SHA256-${kind}\n${basicTime(date)}\n${scope}\n${previous}\n${text}`;
    previous = hmac(key, all).toString("hex");
    return previous;
  };
  const written = [...chunks.map((chunk) => Buffer.from(chunk)), Buffer.alloc(0)].map((chunk) => {
    const signature = sign("PAYLOAD", `${sha256("")}\n${sha256(chunk)}`);
    const size = `${chunk.length.toString(16)};chunk-signature=${signature}\r\n`;
    return Buffer.concat([Buffer.from(size), chunk, Buffer.from(chunk.length === 0 ? "" : "\r\n")]);
  });
  if (trailer === undefined) return { request, chunks: written, trailer: "" };
  const line = trailer.join(":");
  const signature = sign("TRAILER", sha256(`${upload.signedTrailer ?? line}\n`));
  return { request, chunks: written, trailer: `${line}\r\nx-amz-trailer-signature:${signature}\r\n` };
}

/** An upload of which only the headers are signed. */
export function unsignedUpload(upload: Upload): Parts {
  const { endpoint, keys, chunks, trailer, path = "/bucket/chunked" } = upload;
  const request = signed(
    endpoint,
    { method: "PUT", path, headers: headersOf(upload) },
    { keys, service: "s3", payloadHash: "STREAMING-UNSIGNED-PAYLOAD-TRAILER" },
  );
  const written = [...chunks, ""].map((chunk) => {
    const content = Buffer.from(chunk);
    const size = `${content.length.toString(16)}\r\n`;
    return Buffer.concat([Buffer.from(size), content, Buffer.from(content.length === 0 ? "" : "\r\n")]);
  });
  return { request, chunks: written, trailer: trailer === undefined ? "" : `${trailer.join(":")}\r\n` };
}

function headersOf({ chunks, headers = [], trailer, decodedLength }: Upload) {
  const length = decodedLength ?? chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
  return [
    ["Content-Encoding", "aws-chunked"],
    ["X-Amz-Decoded-Content-Length", String(length)],
    ...(trailer === undefined ? [] : [["X-Amz-Trailer", trailer[0]] as const]),
    ...headers,
  ] as const;
}
