// What a write sets on its object, now or when an upload is completed, besides content and headers.
import type { Call } from "../../operation.ts";
import type { ObjectAttributes } from "../../store/stored-object.ts";
import { onObject } from "./bucket.ts";
import { chosenEncryption } from "./encryption.ts";
import { type AclInput, objectAclMembers } from "./grant.ts";
import { storageClassOf, storageMembers, type WriteInput } from "./object-headers.ts";
import { type LockInput, lockMembers, requestedLock } from "./object-lock-rules.ts";
import { acceptedGrants } from "./public-access.ts";
import { headerTags } from "./tag-set.ts";

/** The members of such a write, without `Tagging`. */
export const attributeMembers = [...storageMembers, ...objectAclMembers, ...lockMembers] as const;

interface Input extends WriteInput, AclInput, LockInput {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
  readonly Tagging?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

/** @throws AwsError for an encryption, a storage class, access control list, tags or lock that the bucket does not allow. */
export function requestedAttributes(input: Input, call: Call, bucket: string): ObjectAttributes {
  const encryption = chosenEncryption(input, call, bucket);
  const storageClass = storageClassOf(input);
  const grants = acceptedGrants(input, call, bucket, onObject("s3:PutObject", input, call));
  const tags = headerTags(input.Tagging);
  return {
    ...(tags && { tags }),
    ...(grants && { grants }),
    ...(storageClass && { storageClass }),
    ...(encryption && { encryption }),
    ...requestedLock(input, call, bucket),
  };
}
