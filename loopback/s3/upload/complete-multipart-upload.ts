// s3:CompleteMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
import { createHash } from "node:crypto";
import type { CompletedPart, CompleteMultipartUploadRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Operation } from "../../operation.ts";
import { joinContents, readContent } from "../../store/content.ts";
import { placeObject } from "../../store/object.ts";
import type { Checksum } from "../../store/stored-object.ts";
import { type Part, partsOf, removeUpload, type Upload } from "../../store/upload.ts";
import { existingBucket, onObject } from "../shared/bucket.ts";
import {
  checksumFor,
  checksumMembers,
  checksumOutput,
  compositeChecksum,
  defaultAlgorithm,
  sentChecksum,
} from "../shared/checksum.ts";
import { encryptionOutput, requireDecryptable } from "../shared/encryption.ts";
import { lockOf } from "../shared/object-lock-rules.ts";
import { requireUnblocked } from "../shared/public-access.ts";
import { refuseEncryption } from "../shared/refuse-encryption.ts";
import { newVersion } from "../shared/version.ts";
import { requireWellFormed } from "../shared/well-formed.ts";
import { toWrite } from "../shared/writable-object.ts";
import { chosenParts } from "./chosen-part.ts";
import { requireUnchanged } from "./conflict.ts";
import { toContinue } from "./to-continue.ts";
import { begunWith, existingUpload } from "./upload.ts";

type Input = CompleteMultipartUploadRequest;

export const completeMultipartUpload: Operation<Input, object> = {
  takes: [
    ...(["Bucket", "Key", "UploadId", "MultipartUpload", "ChecksumType", "MpuObjectSize"] as const),
    ...(["IfMatch", "IfNoneMatch", "RequestPayer", "ExpectedBucketOwner", ...checksumMembers] as const),
  ],

  requires: (input, call) => [
    ...toWrite(input, call, { creates: true, ...begunWith(input, call) }),
    ...toContinue(input, call),
  ],

  handle(input, call) {
    const { Bucket = "", Key = "" } = input;
    refuseEncryption(call);
    const { store } = call.account;
    const bucket = existingBucket(input, call).name;
    const upload = existingUpload(input, call);
    requireDecryptable(upload, call);
    if (call.request.body.length === 0)
      throw new AwsError("InvalidRequest", "You must specify at least one part");
    requireWellFormed("CompleteMultipartUpload", "MultipartUpload", { ...input });
    const wanted: readonly CompletedPart[] = input.MultipartUpload?.Parts ?? [];
    const parts = chosenParts(wanted, upload, partsOf(store, upload.id));
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    requireSize(input.MpuObjectSize, size);
    requireUnchanged(input, bucket, upload, call);
    // The setting may be younger than the upload.
    requireUnblocked(upload.attributes.grants ?? [], call, bucket, onObject("s3:PutObject", input, call));
    const checksum = finalChecksum(input, upload, parts, call);
    const { version, status } = newVersion(call, bucket);
    const etag = etagOf(parts);
    store.transaction(() => {
      const content = joinContents(store, parts);
      removeUpload(store, upload.id);
      placeObject(store, bucket, {
        ...{ key: Key, version, marker: false, size, etag, modified: timestamp(call.account), content },
        headers: upload.headers,
        attributes: {
          ...upload.attributes,
          ...lockOf(upload.attributes, call, bucket),
          ...{ checksum, parts: parts.map(shownPart) },
        },
      });
    });
    return {
      Location: `http://${call.request.headers.host ?? "localhost"}/${Bucket}/${encodeURIComponent(Key)}`,
      ...{ Bucket, Key, ETag: etag },
      ...encryptionOutput(upload.attributes.encryption),
      ...checksumOutput(checksum),
      ...(status === "Enabled" && { VersionId: version }),
    };
  },
};

/** The MD5 of the parts' MD5s, and how many they are. */
function etagOf(parts: readonly Part[]): string {
  const md5 = createHash("md5");
  for (const { etag } of parts) md5.update(Buffer.from(etag.replaceAll('"', ""), "hex"));
  return `"${md5.digest("hex")}-${parts.length}"`;
}

const shownPart = ({ number, size, checksum }: Part) => ({ number, size, ...(checksum && { checksum }) });

function requireSize(claimed: number | undefined, size: number): void {
  if (claimed === undefined || claimed === size) return;
  throw new AwsError(
    "InvalidRequest",
    `The provided 'x-amz-mp-object-size' header value ${claimed} does not match what was computed: ${size}`,
  );
}

/**
 * The checksum of the whole object, of the type that the upload began with.
 * @throws AwsError BadDigest when the request has another, InvalidRequest when it has another type.
 */
function finalChecksum(input: Input, upload: Upload, parts: readonly Part[], call: Call): Checksum {
  const { algorithm = defaultAlgorithm, type = "FULL_OBJECT" } = upload.checksum;
  if (input.ChecksumType !== undefined && input.ChecksumType !== type) {
    const message = `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`;
    throw new AwsError("InvalidRequest", message);
  }
  const checksums = parts.flatMap(({ checksum }) => checksum ?? []);
  const computed =
    type === "COMPOSITE" && checksums.length === parts.length
      ? compositeChecksum(algorithm, checksums)
      : checksumFor({}, wholeBody(parts, call), algorithm);
  const sent = sentChecksum(input);
  if (sent === undefined || sent.algorithm !== algorithm || sent.value === computed.value) return computed;
  const bare = computed.value.replace(/-\d+$/, "");
  if (sent.value === bare) return computed;
  const message = `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`;
  throw new AwsError("BadDigest", message);
}

const wholeBody = (parts: readonly Part[], { account }: Call): Buffer =>
  Buffer.concat(parts.map(({ content, size }) => readContent(account.store, content, 0, size)));
