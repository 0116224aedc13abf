// The checksums that S3 accepts for an object, by the names of their headers.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
import { hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c, crc64nvme } from "./crc.ts";

interface Checksum {
  /** In bytes. */
  readonly length: number;
  compute(content: Buffer): Buffer;
}

export const checksums: ReadonlyMap<string, Checksum> = new Map([
  ["x-amz-checksum-crc32", { length: 4, compute: (content: Buffer) => bigEndian(crc32(content)) }],
  ["x-amz-checksum-crc32c", { length: 4, compute: (content: Buffer) => bigEndian(crc32c(content)) }],
  ["x-amz-checksum-crc64nvme", { length: 8, compute: crc64nvme }],
  ["x-amz-checksum-sha1", { length: 20, compute: (content: Buffer) => hash("sha1", content, "buffer") }],
  ["x-amz-checksum-sha256", { length: 32, compute: (content: Buffer) => hash("sha256", content, "buffer") }],
]);

/** Whether a value is the base64 of a checksum of that length. */
export const isChecksum = (name: string, value: string): boolean =>
  isBase64(value, checksums.get(name)?.length ?? -1);

/** Whether a text is the base64, and the only one, of `length` bytes. */
export function isBase64(text: string, length: number): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === length && bytes.toString("base64") === text;
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
