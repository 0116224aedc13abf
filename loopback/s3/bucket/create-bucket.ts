// s3:CreateBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
import type { CreateBucketOutput, CreateBucketRequest } from "@aws-sdk/client-s3";
import { bucketArn } from "../../../policy/arn.ts";
import type { RequestContext, Tags } from "../../../policy/authorization-request.ts";
import { timestamp } from "../../account.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Operation, Requirement } from "../../operation.ts";
import { bucketNamed, insertBucket, putConfiguration } from "../../store/bucket.ts";
import { headerKeys } from "../shared/condition-key.ts";
import { aclMembers, isPrivateAcl, isPublicAcl, requestedGrants, saysAcl } from "../shared/grant.ts";
import { invalidArgument } from "../shared/listings.ts";
import { resourceTags, tagSet } from "../shared/tag-set.ts";
import { constrainedRegion, keptConstraint } from "./location-constraint.ts";

const alreadyYours = "Your previous request to create the named bucket succeeded and you already own it.";
const namePattern =
  /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:\.\.|-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ownerships = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];

export const createBucket: Operation<CreateBucketRequest, CreateBucketOutput> = {
  takes: [
    ...(["Bucket", "CreateBucketConfiguration", "ObjectOwnership"] as const),
    ...(["ObjectLockEnabledForBucket", ...aclMembers] as const),
  ],

  requires: toCreate,

  handle(input, call) {
    const { Bucket = "", CreateBucketConfiguration } = input;
    const { store } = call.account;
    requireServed(input);
    if (!namePattern.test(Bucket)) {
      throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", { BucketName: Bucket });
    }
    const grants = requestedBucketGrants(input, call);
    const wanted = CreateBucketConfiguration?.LocationConstraint;
    const region = constrainedRegion(wanted, call.region);
    const known = bucketNamed(store, Bucket);
    if (known !== undefined) {
      // Only in us-east-1 and without tags, creating one's own bucket again succeeds and changes nothing.
      const classic = known.region === "us-east-1" && region === "us-east-1";
      if (!classic || CreateBucketConfiguration?.Tags !== undefined)
        throw new AwsError("BucketAlreadyOwnedByYou", alreadyYours, { BucketName: Bucket });
      return created(known);
    }
    const tags = tagSet(CreateBucketConfiguration?.Tags ?? [], resourceTags);
    store.transaction(() => {
      insertBucket(store, { name: Bucket, region, created: timestamp(call.account) });
      const location = keptConstraint(wanted, region);
      const all = { ...configurationsOf(input, tags, grants), ...(location && { location }) };
      for (const [kind, document] of Object.entries(all))
        putConfiguration(store, Bucket, kind as "tags", JSON.stringify(document));
    });
    return created({ name: Bucket, region });
  },
};

const created = ({ name, region }: { name: string; region: string }): CreateBucketOutput => ({
  Location: region === "us-east-1" ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
  BucketArn: bucketArn(name),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html, section Permissions */
function toCreate(input: CreateBucketRequest, call: Call): Requirement[] {
  const { Bucket = "", ACL, CreateBucketConfiguration, ObjectOwnership } = input;
  const { LocationConstraint, Tags } = CreateBucketConfiguration ?? {};
  const tags: Tags = Object.fromEntries((Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
  const context: RequestContext = {
    ...headerKeys(call, "bucket"),
    ...(LocationConstraint !== undefined && { "s3:locationconstraint": LocationConstraint }),
    ...(Tags !== undefined && { ...keyPerTag("aws:RequestTag/", tags), "aws:TagKeys": Object.keys(tags) }),
  };
  const setsAcl = saysAcl(input) && ACL !== "private";
  const actions = [
    "s3:CreateBucket",
    ...(setsAcl ? ["s3:PutBucketAcl"] : []),
    ...(ObjectOwnership === undefined ? [] : ["s3:PutBucketOwnershipControls"]),
    ...(Tags === undefined ? [] : ["s3:TagResource"]),
    ...(input.ObjectLockEnabledForBucket
      ? ["s3:PutBucketObjectLockConfiguration", "s3:PutBucketVersioning"]
      : []),
  ];
  return actions.map((action) => ({ action, resource: bucketArn(Bucket), context }));
}

/** @throws AwsError NotImplemented for a parameter that is not honoured. */
function requireServed({ CreateBucketConfiguration }: CreateBucketRequest): void {
  const untaken = Object.keys(CreateBucketConfiguration ?? {}).find(
    (member) => member !== "LocationConstraint" && member !== "Tags",
  );
  if (untaken === undefined) return;
  const message = `The loopback does not serve the parameter CreateBucketConfiguration.${untaken} of s3:CreateBucket.`;
  throw new AwsError("NotImplemented", message);
}

/** A new bucket blocks public access control lists, and accepts no list at all unless its ownership allows it. */
function requestedBucketGrants(input: CreateBucketRequest, call: Call) {
  const { ObjectOwnership = "BucketOwnerEnforced" } = input;
  if (!ownerships.includes(ObjectOwnership))
    throw invalidArgument(
      `Invalid x-amz-object-ownership header: ${ObjectOwnership}`,
      "x-amz-object-ownership",
      ObjectOwnership,
    );
  const grants = requestedGrants(input, call);
  if (grants === undefined || isPrivateAcl(grants, call)) return undefined;
  if (ObjectOwnership === "BucketOwnerEnforced") {
    throw new AwsError(
      "InvalidBucketAclWithObjectOwnership",
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  if (!isPublicAcl(grants)) return grants;
  throw new AwsError(
    "InvalidBucketAclWithBlockPublicAccessError",
    "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
  );
}

/** What every new bucket has: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
const blockAll = {
  ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
  ...{ BlockPublicPolicy: true, RestrictPublicBuckets: true },
};

function configurationsOf(
  { ObjectOwnership = "BucketOwnerEnforced", ObjectLockEnabledForBucket }: CreateBucketRequest,
  tags: Tags,
  grants: unknown,
) {
  return {
    publicAccessBlock: blockAll,
    ownershipControls: { Rules: [{ ObjectOwnership }] },
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(grants !== undefined && { grants }),
    ...(ObjectLockEnabledForBucket && {
      ...{ versioning: { Status: "Enabled" }, objectLock: { ObjectLockEnabled: "Enabled" } },
    }),
  };
}
