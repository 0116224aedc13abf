// The checksums that S3 keeps with objects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
import { AwsError } from "../../aws-error.ts";
import { checksums } from "../../signature/checksums.ts";
import type { Checksum } from "../../store/stored-object.ts";

/** As in the SDK's members `ChecksumCRC32`, `ChecksumSHA256`. */
const checksumAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export const checksumMembers = checksumAlgorithms.map((name) => `Checksum${name}` as const);

/** The checksum of an object whose sender chose no other. */
export const defaultAlgorithm = "CRC64NVME";

/** The checksum of some bytes, in base64. */
function checksumOf(algorithm: string, body: Uint8Array): string {
  return digestOf(algorithm, body).toString("base64");
}

function digestOf(algorithm: string, body: Uint8Array): Buffer {
  const checksum = checksums.get(`x-amz-checksum-${algorithm.toLowerCase()}`);
  if (checksum === undefined) throw unsupportedAlgorithm();
  return checksum.compute(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

export const unsupportedAlgorithm = (): AwsError =>
  new AwsError(
    "InvalidRequest",
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(", ")}]`,
  );

/** The checksum that was sent with a body. It is already verified. */
export function sentChecksum(input: object): Checksum | undefined {
  for (const algorithm of checksumAlgorithms) {
    const value = (input as Readonly<Record<string, unknown>>)[`Checksum${algorithm}`];
    if (typeof value === "string") return { algorithm, value, type: "FULL_OBJECT" };
  }
  return undefined;
}

/** The checksum to keep for a body: the one that was sent, the one of the algorithm chosen, or AWS's default. */
export function checksumFor(input: object, body: Uint8Array, chosen = defaultAlgorithm): Checksum {
  return sentChecksum(input) ?? { algorithm: chosen, value: checksumOf(chosen, body), type: "FULL_OBJECT" };
}

/** The checksum of checksums, `-N` behind it, that an upload in parts has. */
export function compositeChecksum(algorithm: string, parts: readonly Checksum[]): Checksum {
  const joined = Buffer.concat(parts.map(({ value }) => Buffer.from(value, "base64")));
  return { algorithm, value: `${checksumOf(algorithm, joined)}-${parts.length}`, type: "COMPOSITE" };
}

/** The output members for a checksum. */
export const checksumOutput = (checksum: Checksum | undefined): object =>
  checksum === undefined
    ? {}
    : { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
