// s3:GetBucketAcl and s3:PutBucketAcl. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
import type { GetBucketAclRequest, PutBucketAclRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { configuration, putConfiguration } from "../../store/bucket.ts";
import type { Grant } from "../../store/stored-object.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { headerKeys } from "../shared/condition-key.ts";
import { aclMembers, ownersGrant } from "../shared/grant.ts";
import { owner } from "../shared/listings.ts";
import { acceptedGrants, effectiveGrants, requireAcl } from "../shared/public-access.ts";

export const getBucketAcl: Operation<GetBucketAclRequest, object> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:GetBucketAcl", input, call)],

  handle(input, call) {
    const { name } = existingBucket(input, call);
    const document = configuration(call.account.store, name, "grants");
    const grants: readonly Grant[] = document === undefined ? [ownersGrant(call)] : JSON.parse(document);
    return { Owner: owner(call), Grants: effectiveGrants(grants, call, name) };
  },
};

export const putBucketAcl: Operation<PutBucketAclRequest, void> = {
  takes: [
    ...(["Bucket", "AccessControlPolicy", "ContentMD5", "ChecksumAlgorithm"] as const),
    ...(["ExpectedBucketOwner", ...aclMembers] as const),
  ],

  requires: (input, call) => [onBucket("s3:PutBucketAcl", input, call, headerKeys(call, "acl"))],

  handle(input, call) {
    const { name } = existingBucket(input, call);
    requireAcl(input);
    const requirement = onBucket("s3:PutBucketAcl", input, call);
    const grants = acceptedGrants(input, call, name, requirement);
    if (grants !== undefined) putConfiguration(call.account.store, name, "grants", JSON.stringify(grants));
  },
};
