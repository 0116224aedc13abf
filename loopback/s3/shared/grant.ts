// Access control lists: the grants that a request asks for, and whether they are public.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
import type { AccessControlPolicy } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { Grant } from "../../store/stored-object.ts";
import { canonicalUser } from "./bucket.ts";
import { invalidArgument } from "./listings.ts";
import { allUsers, authenticatedUsers, logDelivery, readBody, readHeader } from "./read-grant.ts";

/** What each canned list grants besides full control to the owner, who owns both the bucket and its objects. */
const canned: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  private: [],
  "public-read": [[allUsers, "READ"]],
  "public-read-write": [
    [allUsers, "READ"],
    [allUsers, "WRITE"],
  ],
  "authenticated-read": [[authenticatedUsers, "READ"]],
  "bucket-owner-read": [],
  "bucket-owner-full-control": [],
  "log-delivery-write": [
    [logDelivery, "WRITE"],
    [logDelivery, "READ_ACP"],
  ],
};

export interface AclInput {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
  readonly AccessControlPolicy?: AccessControlPolicy | undefined;
}

const grantMembers = [
  ["GrantFullControl", "FULL_CONTROL", "x-amz-grant-full-control"],
  ["GrantRead", "READ", "x-amz-grant-read"],
  ["GrantReadACP", "READ_ACP", "x-amz-grant-read-acp"],
  ["GrantWrite", "WRITE", "x-amz-grant-write"],
  ["GrantWriteACP", "WRITE_ACP", "x-amz-grant-write-acp"],
] as const;

/** Members of inputs that give an access control list in headers. */
export const aclMembers = ["ACL", ...grantMembers.map(([member]) => member)] as const;

/** For objects there is no permission to write. */
export const objectAclMembers = [
  "ACL",
  "GrantFullControl",
  "GrantRead",
  "GrantReadACP",
  "GrantWriteACP",
] as const;

export const saysAcl = (input: AclInput): boolean => aclMembers.some((member) => input[member] !== undefined);

/** The owner's own grant, which every list starts with. */
export function ownersGrant({ account }: Call): Grant {
  return {
    Grantee: { Type: "CanonicalUser", ID: canonicalUser(account) },
    Permission: "FULL_CONTROL",
  };
}

/**
 * The grants that an input asks for; undefined where it asks for none.
 * @throws AwsError for lists that are contradictory, unknown or malformed.
 */
export function requestedGrants(input: AclInput, call: Call): readonly Grant[] | undefined {
  const sent = grantMembers.filter(([member]) => input[member] !== undefined);
  if (input.AccessControlPolicy !== undefined) {
    if (saysAcl(input)) throw new AwsError("UnexpectedContent", "This request does not support content");
    return readBody(input.AccessControlPolicy, call);
  }
  if (input.ACL !== undefined) {
    if (sent.length > 0)
      throw new AwsError("InvalidRequest", "Specifying both Canned ACLs and Header Grants is not allowed");
    const grants = Object.hasOwn(canned, input.ACL) ? canned[input.ACL] : undefined;
    if (grants === undefined) throw invalidArgument("", "x-amz-acl", input.ACL);
    return [
      ownersGrant(call),
      ...grants.map(([URI, Permission]) => ({ Grantee: { Type: "Group" as const, URI }, Permission })),
    ];
  }
  if (sent.length === 0) return undefined;
  return sent.flatMap(([member, permission, header]) => readHeader(header, input[member] ?? "", permission));
}

/** A list is public when it grants anything to everyone, or to everyone with an AWS account. */
export const isPublicAcl = (grants: readonly Grant[]): boolean =>
  grants.some(({ Grantee: { URI } }) => URI === allUsers || URI === authenticatedUsers);

/** Whether only the owner gets anything. */
export const isPrivateAcl = (grants: readonly Grant[], call: Call): boolean =>
  grants.every(({ Grantee }) => Grantee.ID === canonicalUser(call.account));
