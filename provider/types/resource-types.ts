// The resource types that a program may use, by their Pulumi names.

import { RefusedError } from "../errors/refused-error.ts";
import type { ResourceType } from "../lifecycle/resource-type.ts";
import { iamAccessKey } from "./iam/access-key.ts";
import { iamAccountAlias } from "./iam/account-alias.ts";
import { iamGroup } from "./iam/group.ts";
import { iamGroupMembership } from "./iam/group-membership.ts";
import { iamPolicy } from "./iam/policy.ts";
import { iamRole } from "./iam/role.ts";
import { iamRolePolicy } from "./iam/role-policy.ts";
import { iamUser } from "./iam/user.ts";
import { iamUserGroupMembership } from "./iam/user-group-membership.ts";
import { iamUserPolicy } from "./iam/user-policy.ts";
import { iamUserPolicyAttachment } from "./iam/user-policy-attachment.ts";
import { kmsAlias } from "./kms/alias.ts";
import { kmsKey } from "./kms/key.ts";
import { s3Bucket } from "./s3/bucket.ts";
import { s3BucketEncryption } from "./s3/bucket-encryption.ts";
import { s3BucketLifecycle } from "./s3/bucket-lifecycle.ts";
import { s3BucketLogging } from "./s3/bucket-logging.ts";
import { s3BucketObject } from "./s3/bucket-object.ts";
import { s3BucketOwnershipControls } from "./s3/bucket-ownership-controls.ts";
import { s3BucketPolicy } from "./s3/bucket-policy.ts";
import { s3BucketPublicAccessBlock } from "./s3/bucket-public-access-block.ts";
import { s3BucketVersioning } from "./s3/bucket-versioning.ts";

/** Every resource type that can be deployed. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    iamAccessKey,
    iamAccountAlias,
    iamGroup,
    iamGroupMembership,
    iamPolicy,
    iamRole,
    iamRolePolicy,
    iamUserGroupMembership,
    iamUserPolicyAttachment,
    s3BucketLifecycle,
    s3BucketLogging,
    iamUser,
    iamUserPolicy,
    kmsAlias,
    kmsKey,
    s3Bucket,
    s3BucketEncryption,
    s3BucketObject,
    s3BucketOwnershipControls,
    s3BucketPolicy,
    s3BucketPublicAccessBlock,
    s3BucketVersioning,
  ].map((resourceType) => [resourceType.type, resourceType]),
);

/** @throws RefusedError for a type that is not in the table */
export function resourceTypeOf(type: string): ResourceType {
  const resourceType = resourceTypes.get(type);
  if (resourceType === undefined) throw new RefusedError("this deployment does not know the resource type");
  return resourceType;
}
