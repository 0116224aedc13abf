// The grants that headers and bodies spell out.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
import type { AccessControlPolicy } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { Grant } from "../../store/stored-object.ts";
import { canonicalUser } from "./bucket.ts";
import { invalidArgument } from "./listings.ts";

const group = (name: string) => `http://acs.amazonaws.com/groups/${name}`;
export const allUsers = group("global/AllUsers");
export const authenticatedUsers = group("global/AuthenticatedUsers");
export const logDelivery = group("s3/LogDelivery");
const groups: readonly unknown[] = [allUsers, authenticatedUsers, logDelivery];

const permissions: readonly unknown[] = ["FULL_CONTROL", "WRITE", "WRITE_ACP", "READ", "READ_ACP"];

/** `id="…", uri="…"`. */
export function readHeader(header: string, text: string, Permission: string): Grant[] {
  return text.split(",").map((part) => {
    const [, kind, value = ""] = /^\s*(\w+)\s*=\s*"?([^"]*)"?\s*$/.exec(part) ?? [];
    if (kind === "uri") return { Grantee: { Type: "Group", URI: knownGroup(value, "uri") }, Permission };
    if (kind === "id") return { Grantee: { Type: "CanonicalUser", ID: knownId(value, "id") }, Permission };
    if (kind === "emailAddress") throw noEmail();
    throw invalidArgument("Argument format not recognized", header, text);
  });
}

export function readBody({ Owner, Grants = [] }: AccessControlPolicy, call: Call): Grant[] {
  if (Owner?.ID === undefined) throw malformedAcl();
  if (knownId(Owner.ID, "CanonicalUser/ID") !== canonicalUser(call.account))
    throw new AwsError("AccessDenied", "Access Denied");
  return Grants.map(({ Grantee, Permission }) => {
    if (Permission === undefined || !permissions.includes(Permission)) throw malformedAcl();
    if (Grantee?.Type === "Group")
      return { Grantee: { Type: "Group", URI: knownGroup(Grantee.URI ?? "", "Group/URI") }, Permission };
    if (Grantee?.Type === "CanonicalUser")
      return {
        Grantee: { Type: "CanonicalUser", ID: knownId(Grantee.ID ?? "", "CanonicalUser/ID") },
        Permission,
      };
    throw Grantee?.Type === "AmazonCustomerByEmail" ? noEmail() : malformedAcl();
  });
}

function knownGroup(uri: string, where: string): string {
  if (groups.includes(uri)) return uri;
  throw invalidArgument("Invalid group uri", where, uri);
}

function knownId(id: string, where: string): string {
  if (/^[0-9a-f]{64}$/.test(id)) return id;
  throw invalidArgument("Invalid id", where, id);
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
