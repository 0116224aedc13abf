// s3:PutObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
import { hash } from "node:crypto";
import type { PutObjectRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../../account.ts";
import type { Operation } from "../../operation.ts";
import { putObject as put } from "../../store/object.ts";
import { existingBucket, onObject } from "../shared/bucket.ts";
import { checksumFor, checksumMembers, checksumOutput } from "../shared/checksum.ts";
import { objectSeen } from "../shared/existing-object.ts";
import { objectAclMembers } from "../shared/grant.ts";
import {
  encryption,
  keptHeaders,
  keptMembers,
  requireKey,
  storageClassOf,
  storageMembers,
} from "../shared/object-headers.ts";
import { lockMembers, lockOf, requestedLock, requireChecksum } from "../shared/object-lock-rules.ts";
import { requireWritable } from "../shared/precondition.ts";
import { acceptedGrants } from "../shared/public-access.ts";
import { headerTags } from "../shared/tag-set.ts";
import { newVersion, refuseVersionId } from "../shared/version.ts";
import { toWrite } from "../shared/writable-object.ts";

type Input = Omit<PutObjectRequest, "Body"> & { Body?: Uint8Array };

export const putObject: Operation<Input, object> = {
  takes: [
    ...(["Bucket", "Key", "Body", "ContentLength", "ContentMD5", "ChecksumAlgorithm"] as const),
    ...(["IfMatch", "IfNoneMatch", "Tagging", "RequestPayer", "ExpectedBucketOwner"] as const),
    ...[...checksumMembers, ...keptMembers, ...storageMembers, ...objectAclMembers, ...lockMembers],
  ],

  requires: (input, call) => toWrite(input, call, { creates: true }),

  handle(input, call) {
    const { Key = "", Body = new Uint8Array(0), Tagging } = input;
    const bucket = existingBucket(input, call).name;
    requireKey(input);
    refuseVersionId(call);
    requireWritable(input, () => objectSeen(call, bucket, Key));
    const storageClass = storageClassOf(input);
    const grants = acceptedGrants(input, call, bucket, onObject("s3:PutObject", input, call));
    const tags = headerTags(Tagging);
    const lock = lockOf(requestedLock(input, call, bucket), call, bucket);
    requireChecksum(lock, call, "Object");
    const checksum = checksumFor(input, Body, input.ChecksumAlgorithm);
    const { version, status } = newVersion(call, bucket);
    const etag = `"${hash("md5", Body)}"`;
    const attributes = {
      ...(tags && { tags }),
      ...(grants && { grants }),
      ...(storageClass && { storageClass }),
      ...lock,
    };
    put(
      call.account.store,
      bucket,
      {
        ...{ key: Key, version, marker: false, size: Body.length, etag, modified: timestamp(call.account) },
        ...{ headers: keptHeaders(input, call), attributes: { ...attributes, checksum } },
      },
      Body,
    );
    return {
      ETag: etag,
      ...encryption,
      ...checksumOutput(checksum),
      ...(status === "Enabled" && { VersionId: version }),
    };
  },
};
