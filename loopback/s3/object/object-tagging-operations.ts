// s3:GetObjectTagging, s3:PutObjectTagging and s3:DeleteObjectTagging.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
import type {
  DeleteObjectTaggingRequest,
  GetObjectTaggingRequest,
  PutObjectTaggingRequest,
} from "@aws-sdk/client-s3";
import type { Tags } from "../../../policy/authorization-request.ts";
import type { Operation } from "../../operation.ts";
import { setAttributes } from "../../store/object.ts";
import { existingBucket } from "../shared/bucket.ts";
import { requestTagKeys } from "../shared/condition-key.ts";
import { onExistingObject } from "../shared/existing-object.ts";
import { readableObject } from "../shared/readable-object.ts";
import { objectTags, tagSet } from "../shared/tag-set.ts";
import { versionOf } from "../shared/version.ts";
import { requireWellFormed } from "../shared/well-formed.ts";

export const getObjectTagging: Operation<GetObjectTaggingRequest, object> = {
  takes: ["Bucket", "Key", "VersionId", "RequestPayer", "ExpectedBucketOwner"],

  requires: (input, call) => [
    onExistingObject("s3:GetObjectTagging", "s3:GetObjectVersionTagging", input, call),
  ],

  handle(input, call) {
    const object = readableObject(input, call);
    const tags = Object.entries(object.attributes.tags ?? {});
    return { TagSet: tags.map(([Key, Value]) => ({ Key, Value })), ...versionOf(object, call, input.Bucket) };
  },
};

export const putObjectTagging: Operation<PutObjectTaggingRequest, object> = {
  takes: [
    ...(["Bucket", "Key", "VersionId", "Tagging", "ContentMD5", "ChecksumAlgorithm"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [
    onExistingObject("s3:PutObjectTagging", "s3:PutObjectVersionTagging", input, call, {
      ...requestTagKeys(sentTags(input)),
    }),
  ],

  handle(input, call) {
    const object = readableObject(input, call);
    requireWellFormed("PutObjectTagging", "Tagging", { ...input });
    const tags = tagSet(input.Tagging?.TagSet, objectTags);
    const bucket = existingBucket(input, call).name;
    setAttributes(call.account.store, bucket, object, { ...object.attributes, tags });
    return versionOf(object, call, bucket);
  },
};

export const deleteObjectTagging: Operation<DeleteObjectTaggingRequest, object> = {
  takes: ["Bucket", "Key", "VersionId", "ExpectedBucketOwner"],

  requires: (input, call) => [
    onExistingObject("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging", input, call),
  ],

  handle(input, call) {
    const object = readableObject(input, call);
    const { tags: _, ...attributes } = object.attributes;
    const bucket = existingBucket(input, call).name;
    setAttributes(call.account.store, bucket, object, attributes);
    return versionOf(object, call, bucket);
  },
};

function sentTags({ Tagging }: PutObjectTaggingRequest): Tags {
  return Object.fromEntries((Tagging?.TagSet ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}
