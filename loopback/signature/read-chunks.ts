// Reads a body in S3's aws-chunked encoding: chunks with their sizes and signatures, then trailers.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
import { AwsError } from "../aws-error.ts";

interface Chunk {
  readonly content: Buffer;
  /** 64 hexadecimal digits; empty where chunks are not signed. */
  readonly signature: string;
}

export interface Chunks {
  /** The last one is empty. */
  readonly list: readonly Chunk[];
  /** The total size of the content, in bytes. */
  readonly size: number;
  /** In the order sent, names in lower case; without the signature. */
  readonly trailers: ReadonlyMap<string, string>;
  /** Of the trailers. */
  readonly trailerSignature: string;
}

/** All chunks except the last must have at least this many bytes. */
const smallestChunk = 8192;
const longestLine = 1024;
/** A checksum and a signature are all that is ever sent. */
const mostTrailers = 16;

const incomplete = (): AwsError => new AwsError("IncompleteBody", "The request body terminated unexpectedly");

/**
 * The chunks of a body; nothing may follow them.
 * @throws AwsError IncompleteBody for an incomplete body, InvalidChunkSizeError, MalformedTrailerError.
 */
export function readChunks(body: Buffer, expected: { signed: boolean; trailed: boolean }): Chunks {
  const list: Chunk[] = [];
  let size = 0;
  let at = 0;
  for (;;) {
    const line = readLine(body, at);
    const header = chunkHeader(line.text, expected.signed);
    const begin = line.next;
    const end = begin + header.size;
    if (end > body.length) throw incomplete();
    list.push({ content: body.subarray(begin, end), signature: header.signature });
    size += header.size;
    at = end;
    if (header.size === 0) break;
    requireSize(list);
    if (body.toString("latin1", end, end + 2) !== "\r\n") throw incomplete();
    at = end + 2;
  }
  const { trailers, next } = readTrailers(body, at);
  if (next !== body.length || (!expected.trailed && trailers.size > 0)) throw incomplete();
  const trailerSignature = trailers.get("x-amz-trailer-signature") ?? "";
  trailers.delete("x-amz-trailer-signature");
  return { list, size, trailers, trailerSignature };
}

function readLine(body: Buffer, at: number): { text: string; next: number } {
  const end = body.subarray(at, at + longestLine).indexOf("\r\n");
  if (end === -1) throw incomplete();
  return { text: body.toString("latin1", at, at + end), next: at + end + 2 };
}

/** `10000;chunk-signature=…`, or only the size where chunks are not signed. */
function chunkHeader(line: string, signed: boolean): { size: number; signature: string } {
  const [, digits = "", signature = ""] =
    /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? [];
  if (digits === "" || signed !== (signature !== "")) throw incomplete();
  return { size: Number.parseInt(digits, 16), signature };
}

/** Only the last chunk with content may be small. */
function requireSize(list: readonly Chunk[]): void {
  const before = list.at(-2);
  if (before === undefined || before.content.length >= smallestChunk) return;
  throw new AwsError(
    "InvalidChunkSizeError",
    "Only the last chunk is allowed to have a size less than 8192 bytes",
    { Chunk: String(list.length - 1), BadChunkSize: String(before.content.length) },
  );
}

/** `name:value` lines until an empty one; AWS's own example ends a trailer with a line feed before the line's end. */
function readTrailers(body: Buffer, from: number): { trailers: Map<string, string>; next: number } {
  const trailers = new Map<string, string>();
  let at = from;
  for (;;) {
    const { text, next } = readLine(body, at);
    at = next;
    if (text === "") return { trailers, next: at };
    const [, name = "", value = ""] = /^([\w-]+):([^\n]*)\n?$/.exec(text) ?? [];
    const known = name.toLowerCase();
    if (name === "" || trailers.has(known) || trailers.size === mostTrailers) throw malformedTrailer();
    trailers.set(known, value.trim());
  }
}

/** S3's refusal of a trailer. */
export const malformedTrailer = (): AwsError =>
  new AwsError(
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
  );
