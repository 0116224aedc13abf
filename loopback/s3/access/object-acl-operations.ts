// s3:GetObjectAcl and s3:PutObjectAcl. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html
import type { GetObjectAclRequest, PutObjectAclRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { setAttributes } from "../../store/object.ts";
import { existingBucket } from "../shared/bucket.ts";
import { headerKeys } from "../shared/condition-key.ts";
import { objectSeen, onExistingObject } from "../shared/existing-object.ts";
import { aclMembers, ownersGrant } from "../shared/grant.ts";
import { owner } from "../shared/listings.ts";
import { acceptedGrants, effectiveGrants, requireAcl } from "../shared/public-access.ts";
import { readableObject, refuseMarker } from "../shared/readable-object.ts";

export const getObjectAcl: Operation<GetObjectAclRequest, object> = {
  takes: ["Bucket", "Key", "VersionId", "RequestPayer", "ExpectedBucketOwner"],

  requires: (input, call) => [onExistingObject("s3:GetObjectAcl", "s3:GetObjectVersionAcl", input, call)],

  handle(input, call) {
    const { attributes } = readableObject(input, call);
    const grants = attributes.grants ?? [ownersGrant(call)];
    return { Owner: owner(call), Grants: effectiveGrants(grants, call, existingBucket(input, call).name) };
  },
};

export const putObjectAcl: Operation<PutObjectAclRequest, object> = {
  takes: [
    ...(["Bucket", "Key", "VersionId", "AccessControlPolicy", "ContentMD5", "ChecksumAlgorithm"] as const),
    ...(["RequestPayer", "ExpectedBucketOwner", ...aclMembers] as const),
  ],

  requires: (input, call) => [
    onExistingObject("s3:PutObjectAcl", "s3:PutObjectVersionAcl", input, call, headerKeys(call, "acl")),
  ],

  handle(input, call) {
    const { name } = existingBucket(input, call);
    const newest = objectSeen(call, name, input.Key ?? "", input.VersionId);
    const object = newest?.marker ? refuseMarker(newest, call) : readableObject(input, call);
    requireAcl(input);
    const requirement = onExistingObject("s3:PutObjectAcl", "s3:PutObjectVersionAcl", input, call);
    const grants = acceptedGrants(input, call, name, requirement);
    if (grants !== undefined)
      setAttributes(call.account.store, name, object, { ...object.attributes, grants });
    return {};
  },
};
