// The actions that writing an object needs, and the condition keys of the write.
import type { RequestContext, Tags } from "../../../policy/authorization-request.ts";
import type { Call, Requirement } from "../../operation.ts";
import { onObject } from "./bucket.ts";
import { conditionalKeys, headerKeys, requestTagKeys } from "./condition-key.ts";
import { type ObjectInput, onExistingObject } from "./existing-object.ts";
import { type AclInput, saysAcl } from "./grant.ts";
import { type LockInput, lockKeys } from "./object-lock-rules.ts";

interface WriteInput extends ObjectInput, AclInput, LockInput {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly Tagging?: string | undefined;
}

interface Write {
  /** Whether the call makes an object, as uploading a part does not. */
  readonly creates: boolean;
  /** The source of a copy, as the header has it. */
  readonly source?: string | undefined;
  /** The encryption with which the upload began that this call continues. */
  readonly encryption?: string;
  /** The tags that the object will have from its source. */
  readonly copied?: Tags;
}

/**
 * s3:PutObject, and the actions for the other things that the write sets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export function toWrite(input: WriteInput, call: Call, write: Write): Requirement[] {
  const { creates, source, encryption, copied } = write;
  const tags = input.Tagging === undefined ? copied : sentTags(input.Tagging);
  const keys: RequestContext = {
    ...(encryption !== undefined && { "s3:x-amz-server-side-encryption": encryption }),
    ...headerKeys(call, "object"),
    ...conditionalKeys(input),
    ...requestTagKeys(tags),
    ...lockKeys(input, call),
    ...(source !== undefined && { "s3:x-amz-copy-source": source }),
    "s3:ObjectCreationOperation": String(creates),
  };
  const retains = input.ObjectLockMode !== undefined || input.ObjectLockRetainUntilDate !== undefined;
  return [
    onObject("s3:PutObject", input, call, keys),
    ...(saysAcl(input) ? [onObject("s3:PutObjectAcl", input, call, keys)] : []),
    ...(tags === undefined ? [] : [onObject("s3:PutObjectTagging", input, call, keys)]),
    ...(retains ? [onObject("s3:PutObjectRetention", input, call, keys)] : []),
    ...(input.ObjectLockLegalHoldStatus === undefined
      ? []
      : [onObject("s3:PutObjectLegalHold", input, call, keys)]),
    // To learn whether an entity tag is right is to read the object.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    ...(input.IfMatch === undefined ? [] : [toCompare(input, call)]),
  ];
}

/** What comparing the object's entity tag needs. */
export const toCompare = ({ VersionId: _, ...input }: ObjectInput, call: Call): Requirement =>
  onExistingObject("s3:GetObject", "s3:GetObject", input, call);

/** The tags as policies see them: whether they are within S3's limits shows after authorization. */
const sentTags = (header: string): Tags => Object.fromEntries(new URLSearchParams(header));
