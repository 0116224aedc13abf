// s3:PutObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
import type { PutObjectRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../../account.ts";
import type { Operation } from "../../operation.ts";
import { putObject as put } from "../../store/object.ts";
import { existingBucket } from "../shared/bucket.ts";
import { checksumFor, checksumMembers, checksumOutput } from "../shared/checksum.ts";
import { encryptionOutput } from "../shared/encryption.ts";
import { entityTag } from "../shared/entity-tag.ts";
import { objectSeen } from "../shared/existing-object.ts";
import { toEncrypt } from "../shared/key-requirement.ts";
import { keptHeaders, keptMembers, requireKey } from "../shared/object-headers.ts";
import { lockOf, requireChecksum } from "../shared/object-lock-rules.ts";
import { requireWritable } from "../shared/precondition.ts";
import { attributeMembers, requestedAttributes } from "../shared/requested-attributes.ts";
import { newVersion, refuseVersionId } from "../shared/version.ts";
import { toWrite } from "../shared/writable-object.ts";

type Input = Omit<PutObjectRequest, "Body"> & { Body?: Uint8Array };

export const putObject: Operation<Input, object> = {
  takes: [
    ...(["Bucket", "Key", "Body", "ContentLength", "ContentMD5", "ChecksumAlgorithm"] as const),
    ...(["IfMatch", "IfNoneMatch", "Tagging", "RequestPayer", "ExpectedBucketOwner"] as const),
    ...[...checksumMembers, ...keptMembers, ...attributeMembers],
  ],

  requires: (input, call) => [...toWrite(input, call, { creates: true }), ...toEncrypt(input, call)],

  handle(input, call) {
    const { Key = "", Body = new Uint8Array(0) } = input;
    const bucket = existingBucket(input, call).name;
    requireKey(input);
    refuseVersionId(call);
    requireWritable(input, () => objectSeen(call, bucket, Key));
    const requested = requestedAttributes(input, call, bucket);
    const lock = lockOf(requested, call, bucket);
    requireChecksum(lock, call, "Object");
    const checksum = checksumFor(input, Body, input.ChecksumAlgorithm);
    const { version, status } = newVersion(call, bucket);
    const etag = entityTag(Body, requested.encryption, call);
    put(
      call.account.store,
      bucket,
      {
        ...{ key: Key, version, marker: false, size: Body.length, etag, modified: timestamp(call.account) },
        ...{ headers: keptHeaders(input, call), attributes: { ...requested, ...lock, checksum } },
      },
      Body,
    );
    return {
      ETag: etag,
      ...encryptionOutput(requested.encryption),
      ...checksumOutput(checksum),
      ...(status === "Enabled" && { VersionId: version }),
    };
  },
};
