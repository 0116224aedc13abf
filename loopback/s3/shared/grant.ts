// Access control lists: the grants in canned names, headers and bodies, and whether they are public.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
import type { AccessControlPolicy } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { Grant } from "../../store/stored-object.ts";
import { canonicalUser } from "./bucket.ts";
import { invalidArgument } from "./listings.ts";
import { malformed } from "./well-formed.ts";

const group = (name: string) => `http://acs.amazonaws.com/groups/${name}`;
export const allUsers = group("global/AllUsers");
export const authenticatedUsers = group("global/AuthenticatedUsers");
const logDelivery = group("s3/LogDelivery");
const groups: readonly unknown[] = [allUsers, authenticatedUsers, logDelivery];

const permissions: readonly unknown[] = ["FULL_CONTROL", "WRITE", "WRITE_ACP", "READ", "READ_ACP"];

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
  ["GrantFullControl", "FULL_CONTROL"],
  ["GrantRead", "READ"],
  ["GrantReadACP", "READ_ACP"],
  ["GrantWrite", "WRITE"],
  ["GrantWriteACP", "WRITE_ACP"],
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
  if (sent.length > 0)
    return sent.flatMap(([member, permission]) => readHeader(input[member] ?? "", permission));
  return input.AccessControlPolicy && readBody(input.AccessControlPolicy, call);
}

/** `id="…", uri="…"`. */
function readHeader(text: string, Permission: string): Grant[] {
  return text.split(",").map((part) => {
    const [, kind, value = ""] = /^\s*(\w+)\s*=\s*"?([^"]*)"?\s*$/.exec(part) ?? [];
    if (kind === "uri") return { Grantee: { Type: "Group", URI: knownGroup(value) }, Permission };
    if (kind === "id") return { Grantee: { Type: "CanonicalUser", ID: knownId(value) }, Permission };
    if (kind === "emailAddress") throw noEmail();
    throw invalidArgument("Argument format not recognized", "x-amz-grant", text);
  });
}

function readBody({ Owner, Grants = [] }: AccessControlPolicy, call: Call): Grant[] {
  if (Owner?.ID !== canonicalUser(call.account))
    throw Owner?.ID === undefined ? malformedAcl() : new AwsError("AccessDenied", "Access Denied");
  return Grants.map(({ Grantee, Permission }) => {
    if (Permission === undefined || !permissions.includes(Permission)) throw malformedAcl();
    if (Grantee?.Type === "Group")
      return { Grantee: { Type: "Group", URI: knownGroup(Grantee.URI ?? "") }, Permission };
    if (Grantee?.Type === "CanonicalUser")
      return { Grantee: { Type: "CanonicalUser", ID: knownId(Grantee.ID ?? "") }, Permission };
    throw Grantee?.Type === "AmazonCustomerByEmail" ? noEmail() : malformed();
  });
}

function knownGroup(uri: string): string {
  if (groups.includes(uri)) return uri;
  throw invalidArgument("Invalid group uri", "uri", uri);
}

function knownId(id: string): string {
  if (/^[0-9a-f]{64}$/.test(id)) return id;
  throw invalidArgument("Invalid id", "CanonicalUser/ID", id);
}

const malformedAcl = () =>
  new AwsError(
    "MalformedACLError",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

const noEmail = () =>
  new AwsError(
    "UnresolvableGrantByEmailAddress",
    "The e-mail address you provided does not match any account on record.",
  );

/** A list is public when it grants anything to everyone, or to everyone with an AWS account. */
export const isPublicAcl = (grants: readonly Grant[]): boolean =>
  grants.some(({ Grantee: { URI } }) => URI === allUsers || URI === authenticatedUsers);

/** Whether only the owner gets anything. */
export const isPrivateAcl = (grants: readonly Grant[], call: Call): boolean =>
  grants.every(({ Grantee }) => Grantee.ID === canonicalUser(call.account));
