// The parts that a completion names, judged against those that were uploaded.
import type { CompletedPart } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Part, Upload } from "../../store/upload.ts";
import { malformed } from "../shared/well-formed.ts";

/** For every part except the last: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const minimumSize = 5 * 1024 * 1024;

/**
 * The uploaded parts named, in order.
 * @throws AwsError MalformedXML without parts, InvalidPartOrder, InvalidPart, EntityTooSmall.
 */
export function chosenParts(
  wanted: readonly CompletedPart[],
  upload: Upload,
  uploaded: readonly Part[],
): readonly Part[] {
  if (wanted.length === 0) throw malformed();
  requireOrder(wanted, upload);
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  const parts = wanted.map((one) => partNamed(one, upload, byNumber));
  for (const part of parts.slice(0, -1)) requireLarge(part);
  return parts;
}

function requireOrder(wanted: readonly CompletedPart[], { id }: Upload): void {
  const numbers = wanted.map(({ PartNumber }) => PartNumber ?? 0);
  if (numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))) return;
  const message = "The list of parts was not in ascending order. Parts must be ordered by part number.";
  throw new AwsError("InvalidPartOrder", message, { UploadId: id });
}

const bare = (etag: string | undefined): string => (etag ?? "").replaceAll('"', "");

function partNamed(one: CompletedPart, upload: Upload, uploaded: ReadonlyMap<number, Part>): Part {
  const { PartNumber = 0, ETag } = one;
  const part = uploaded.get(PartNumber);
  const { algorithm, type } = upload.checksum;
  const sent = algorithm && (one as Readonly<Record<string, unknown>>)[`Checksum${algorithm}`];
  const differs = sent !== undefined && sent !== part?.checksum?.value;
  if (part === undefined || bare(ETag) !== bare(part.etag) || differs) {
    throw new AwsError(
      "InvalidPart",
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { UploadId: upload.id, PartNumber: String(PartNumber), ETag: bare(ETag) },
    );
  }
  if (type === "COMPOSITE" && sent === undefined) {
    const name = algorithm?.toLowerCase();
    const message = `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${PartNumber} in the request.`;
    throw new AwsError("InvalidRequest", message);
  }
  return part;
}

function requireLarge({ number, size, etag }: Part): void {
  if (size >= minimumSize) return;
  const details = { ProposedSize: String(size), MinSizeAllowed: String(minimumSize) };
  throw new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    ...details,
    ...{ PartNumber: String(number), ETag: bare(etag) },
  });
}
