// s3:UploadPart and s3:UploadPartCopy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
import type { UploadPartCopyRequest, UploadPartRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Operation } from "../../operation.ts";
import { readContent } from "../../store/content.ts";
import type { Checksum } from "../../store/stored-object.ts";
import { putPart, type Upload } from "../../store/upload.ts";
import { checksumFor, checksumMembers, sentChecksum } from "../shared/checksum.ts";
import { copyableSource, copyMembers, sourceOf, sourceVersion } from "../shared/copy-source.ts";
import { encryptionOutput, requireDecryptable } from "../shared/encryption.ts";
import { entityTag } from "../shared/entity-tag.ts";
import { inputSeen } from "../shared/existing-object.ts";
import { toDecrypt } from "../shared/key-requirement.ts";
import { invalidArgument } from "../shared/listings.ts";
import { requireChecksum } from "../shared/object-lock-rules.ts";
import { requirePartNumber } from "../shared/range.ts";
import { toRead } from "../shared/readable-object.ts";
import { refuseEncryption } from "../shared/refuse-encryption.ts";
import { refuseVersionId } from "../shared/version.ts";
import { toWrite } from "../shared/writable-object.ts";
import { toContinue } from "./to-continue.ts";
import { begunWith, existingUpload } from "./upload.ts";

type Input = Omit<UploadPartRequest, "Body"> & { Body?: Uint8Array };

export const uploadPart: Operation<Input, object> = {
  takes: [
    ...(["Bucket", "Key", "UploadId", "PartNumber", "Body", "ContentLength", "ContentMD5"] as const),
    ...(["ChecksumAlgorithm", "RequestPayer", "ExpectedBucketOwner", ...checksumMembers] as const),
  ],

  requires: (input, call) => [
    ...toWrite(input, call, { creates: false, ...begunWith(input, call) }),
    ...toContinue(input, call),
  ],

  handle(input, call) {
    refuseVersionId(call);
    refuseEncryption(call);
    const upload = existingUpload(input, call);
    requireDecryptable(upload, call);
    const number = requirePartNumber(input.PartNumber);
    const body = input.Body ?? new Uint8Array(0);
    requireChecksum(upload.attributes, call, "Part");
    const sent = sentChecksum(input);
    const { etag, checksum } = keepPart(upload, number, body, sent, call);
    return {
      ETag: etag,
      ...encryptionOutput(upload.attributes.encryption),
      ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
    };
  },
};

export const uploadPartCopy: Operation<UploadPartCopyRequest, object> = {
  takes: [
    ...(["Bucket", "Key", "UploadId", "PartNumber", "CopySourceRange"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner", ...copyMembers] as const),
  ],

  requires: (input, call) => [
    toRead(sourceOf(input), call),
    ...toWrite(input, call, { creates: false, source: input.CopySource, ...begunWith(input, call) }),
    ...toDecrypt(inputSeen(sourceOf(input), call), sourceOf(input), call),
    ...toContinue(input, call),
  ],

  handle(input, call) {
    refuseVersionId(call);
    refuseEncryption(call);
    const upload = existingUpload(input, call);
    requireDecryptable(upload, call);
    const number = requirePartNumber(input.PartNumber);
    const source = copyableSource(input, call);
    requireDecryptable(source, call);
    const { from, to } = copyRange(input.CopySourceRange, source.size);
    const body = readContent(call.account.store, source.content, from, to);
    const { etag, modified, checksum } = keepPart(upload, number, body, undefined, call);
    return {
      CopyPartResult: {
        ETag: etag,
        LastModified: new Date(modified),
        ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
      },
      ...encryptionOutput(upload.attributes.encryption),
      ...sourceVersion(source),
    };
  },
};

/** A range to copy names both ends, within the source. */
function copyRange(range: string | undefined, size: number): { readonly from: number; readonly to: number } {
  if (range === undefined) return { from: 0, to: size };
  const [first, last] = /^bytes=(\d+)-(\d+)$/.exec(range)?.slice(1).map(Number) ?? [];
  if (first === undefined || last === undefined || last < first) {
    const message =
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy";
    throw invalidArgument(message, "x-amz-copy-source-range", range);
  }
  if (first >= size)
    throw new AwsError("InvalidRequest", "The specified copy range is invalid for the source object size");
  if (last >= size) {
    const message = `Range specified is not valid for source object of size: ${size}`;
    throw invalidArgument(message, "x-amz-copy-source-range", range);
  }
  return { from: first, to: last + 1 };
}

function keepPart(
  upload: Upload,
  number: number,
  body: Uint8Array,
  sent: Checksum | undefined,
  call: Call,
): { readonly etag: string; readonly modified: number; readonly checksum: Checksum | undefined } {
  const { algorithm } = upload.checksum;
  if (sent !== undefined && algorithm !== undefined && sent.algorithm !== algorithm) {
    const [expected, actual] = [algorithm.toLowerCase(), sent.algorithm.toLowerCase()];
    const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
    throw new AwsError("InvalidRequest", message);
  }
  const checksum = sent ?? (algorithm === undefined ? undefined : checksumFor({}, body, algorithm));
  const etag = entityTag(body, upload.attributes.encryption, call);
  const modified = timestamp(call.account);
  putPart(call.account.store, upload.id, { number, size: body.length, etag, modified, checksum }, body);
  return { etag, modified, checksum };
}
