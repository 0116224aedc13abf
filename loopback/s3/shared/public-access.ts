// Block Public Access and Object Ownership: a bucket's settings, and the writes that they refuse.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
import { remember } from "../../../policy/remember.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { type ConfigurationKind, configuration } from "../../store/bucket.ts";
import type { Grant } from "../../store/stored-object.ts";
import { type AclInput, isPrivateAcl, isPublicAcl, ownersGrant, requestedGrants, saysAcl } from "./grant.ts";

export interface PublicAccessBlock {
  readonly BlockPublicAcls?: boolean;
  readonly IgnorePublicAcls?: boolean;
  readonly BlockPublicPolicy?: boolean;
  readonly RestrictPublicBuckets?: boolean;
}

type Documents = ReadonlyMap<ConfigurationKind, string>;

/** The four settings of a bucket, from its configurations; all off where they were deleted. */
export function publicAccessBlock(documents: Documents): PublicAccessBlock {
  return JSON.parse(documents.get("publicAccessBlock") ?? "{}");
}

/** Whether access control lists count: they do not where the bucket's owner owns everything in it. */
export function aclsCount(documents: Documents): boolean {
  const controls = documents.get("ownershipControls");
  return controls === undefined || !isEnforced(controls);
}

const isEnforced = remember(
  (controls) => JSON.parse(controls).Rules?.[0]?.ObjectOwnership === "BucketOwnerEnforced",
);

export function publicAccessBlockOf({ account }: Call, bucket: string): PublicAccessBlock {
  return JSON.parse(configuration(account.store, bucket, "publicAccessBlock") ?? "{}");
}

function aclsCountIn({ account }: Call, bucket: string): boolean {
  const controls = configuration(account.store, bucket, "ownershipControls");
  return aclsCount(new Map(controls === undefined ? [] : [["ownershipControls", controls]]));
}

/**
 * The grants that a write asks for and the bucket accepts; undefined if it asks for none, or only for the owner's own.
 * @throws AwsError AccessControlListNotSupported where lists do not count, AccessDenied where public ones are blocked.
 */
export function acceptedGrants(
  input: AclInput,
  call: Call,
  bucket: string,
  requirement: Requirement,
): readonly Grant[] | undefined {
  const grants = requestedGrants(input, call);
  if (grants === undefined) return undefined;
  if (!aclsCountIn(call, bucket)) {
    if (isPrivateAcl(grants, call)) return undefined;
    throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");
  }
  requireUnblocked(grants, call, bucket, requirement);
  return grants;
}

/** @throws AwsError AccessDenied for public grants where Block Public Access refuses them. */
export function requireUnblocked(
  grants: readonly Grant[],
  call: Call,
  bucket: string,
  requirement: Requirement,
): void {
  if (!isPublicAcl(grants) || !publicAccessBlockOf(call, bucket).BlockPublicAcls) return;
  throw blocked(call, requirement, "public ACLs", "BlockPublicAcls");
}

/** AWS's sentence for what Block Public Access refuses; anonymous callers get no reason. */
export function blocked(
  { caller }: Call,
  { action, resource }: Requirement,
  what: string,
  setting: string,
): AwsError {
  if (!("arn" in caller.principal)) return new AwsError("AccessDenied", "Access Denied");
  const because = `because ${what} are prevented by the ${setting} setting in S3 Block Public Access.`;
  const sentence = `User: ${caller.principal.arn} is not authorized to perform: ${action} on resource: "${resource}"`;
  return new AwsError("AccessDenied", `${sentence} ${because}`);
}

/**
 * The grants that count. Reading an access control list shows these.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function effectiveGrants(grants: readonly Grant[], call: Call, bucket: string): readonly Grant[] {
  if (!aclsCountIn(call, bucket)) return [ownersGrant(call)];
  if (!publicAccessBlockOf(call, bucket).IgnorePublicAcls) return grants;
  return grants.filter((grant) => !isPublicAcl([grant]));
}

/** @throws AwsError MissingSecurityHeader when a request to set a list contains none. */
export function requireAcl(input: AclInput): void {
  if (saysAcl(input) || input.AccessControlPolicy !== undefined) return;
  throw new AwsError("MissingSecurityHeader", "Your request was missing a required header", {
    MissingHeaderName: "x-amz-acl",
  });
}
