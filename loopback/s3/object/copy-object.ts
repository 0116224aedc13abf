// s3:CopyObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
import type { CopyObjectRequest } from "@aws-sdk/client-s3";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Operation, Requirement } from "../../operation.ts";
import { readContent } from "../../store/content.ts";
import { objectAt, putObject } from "../../store/object.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { existingBucket } from "../shared/bucket.ts";
import { checksumFor, checksumOutput } from "../shared/checksum.ts";
import { copyableSource, copyMembers, sourceOf, sourceSeen, sourceVersion } from "../shared/copy-source.ts";
import { encryptionOutput, requireDecryptable } from "../shared/encryption.ts";
import { entityTag } from "../shared/entity-tag.ts";
import { onVersion } from "../shared/existing-object.ts";
import { toDecrypt, toEncrypt } from "../shared/key-requirement.ts";
import { invalidArgument } from "../shared/listings.ts";
import { keptHeaders, keptMembers, requireKey } from "../shared/object-headers.ts";
import { lockOf } from "../shared/object-lock-rules.ts";
import { requireWritable } from "../shared/precondition.ts";
import { attributeMembers, requestedAttributes } from "../shared/requested-attributes.ts";
import { newVersion, refuseVersionId } from "../shared/version.ts";
import { toWrite } from "../shared/writable-object.ts";

export const copyObject: Operation<CopyObjectRequest, object> = {
  takes: [
    ...(["Bucket", "Key", "MetadataDirective", "TaggingDirective", "Tagging", "ChecksumAlgorithm"] as const),
    ...(["IfMatch", "IfNoneMatch", "RequestPayer", "ExpectedBucketOwner"] as const),
    ...[...copyMembers, ...keptMembers, ...attributeMembers],
  ],

  requires(input, call) {
    const source = sourceSeen(input, call);
    const copied = copiedTags(input, source);
    return [
      onSource("s3:GetObject", "s3:GetObjectVersion", input, call),
      ...(copied === undefined
        ? []
        : [onSource("s3:GetObjectTagging", "s3:GetObjectVersionTagging", input, call)]),
      ...toWrite({ ...input, Tagging: replacingTags(input) }, call, {
        ...{ creates: true, source: input.CopySource },
        ...(copied && { copied }),
      }),
      ...toDecrypt(source, sourceOf(input), call),
      ...toEncrypt(input, call),
    ];
  },

  handle(input, call) {
    const { Key = "", MetadataDirective } = input;
    const bucket = existingBucket(input, call).name;
    requireKey(input);
    refuseVersionId(call);
    requireDirectives(input);
    const source = copyableSource(input, call);
    requireDecryptable(source, call);
    requireWritable(input, () => objectAt(call.account.store, bucket, Key));
    requireChange(input, source);
    const tags = copiedTags(input, source);
    const requested = requestedAttributes({ ...input, Tagging: replacingTags(input) }, call, bucket);
    const body = readContent(call.account.store, source.content, 0, source.size);
    const { version, status } = newVersion(call, bucket);
    const { checksum: known } = source.attributes;
    const algorithm = input.ChecksumAlgorithm ?? known?.algorithm;
    const checksum =
      known?.type === "FULL_OBJECT" && known.algorithm === algorithm
        ? known
        : checksumFor({}, body, algorithm);
    const copy = {
      ...{ key: Key, version, marker: false, size: source.size },
      etag: entityTag(body, requested.encryption, call),
      modified: timestamp(call.account),
      headers: MetadataDirective === "REPLACE" ? keptHeaders(input, call) : source.headers,
      attributes: {
        ...(tags && { tags }),
        ...requested,
        ...lockOf(requested, call, bucket),
        checksum,
      },
    };
    putObject(call.account.store, bucket, copy, body);
    return {
      CopyObjectResult: {
        ETag: copy.etag,
        LastModified: new Date(copy.modified),
        ...checksumOutput(checksum),
      },
      ...encryptionOutput(requested.encryption),
      ...sourceVersion(source),
      // Unlike PutObject, also where versioning is suspended.
      ...(status !== undefined && { VersionId: version }),
    };
  },
};

function replacingTags({ TaggingDirective, Tagging }: CopyObjectRequest): string | undefined {
  return TaggingDirective === "REPLACE" ? Tagging : undefined;
}

/** Tags are copied with the object, unless the request replaces them. */
function copiedTags({ TaggingDirective }: CopyObjectRequest, source: StoredObject | undefined) {
  return TaggingDirective === "REPLACE" ? undefined : source?.attributes.tags;
}

/** Reading the source. Policies do not see its tags, as they do where a part is copied. */
const onSource = (action: string, versionAction: string, input: CopyObjectRequest, call: Call): Requirement =>
  onVersion(action, versionAction, sourceOf(input), call);

const directives: readonly unknown[] = [undefined, "COPY", "REPLACE"];

function requireDirectives({ MetadataDirective, TaggingDirective }: CopyObjectRequest): void {
  if (!directives.includes(MetadataDirective))
    throw invalidArgument(
      "Unknown metadata directive.",
      "x-amz-metadata-directive",
      String(MetadataDirective),
    );
  if (!directives.includes(TaggingDirective))
    throw invalidArgument("Unknown tagging directive.", "x-amz-tagging-directive", String(TaggingDirective));
}

/** A copy of an object onto itself must change something. A copy of an older version does. */
function requireChange(input: CopyObjectRequest, source: StoredObject): void {
  const from = sourceOf(input);
  if (from.Bucket !== input.Bucket || from.Key !== input.Key || from.VersionId !== undefined) return;
  if (input.MetadataDirective === "REPLACE" || input.WebsiteRedirectLocation !== undefined) return;
  if (
    input.StorageClass !== undefined &&
    input.StorageClass !== (source.attributes.storageClass ?? "STANDARD")
  )
    return;
  if (input.ServerSideEncryption !== undefined) return;
  throw new AwsError(
    "InvalidRequest",
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
