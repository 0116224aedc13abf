// Roles as IAM's operations see them: found or NoSuchEntity, shown in the SDK's shape.
import type { Role as RoleShape } from "@aws-sdk/client-iam";
import { roleArn } from "../../../policy/arn.ts";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import { asOfNow } from "../../authorization/principal-ids.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { type Role, roleNamed } from "../../store/role.ts";
import { onEntity, roles } from "./entity.ts";
import { boundaryShape } from "./permissions-boundary.ts";
import { tagList } from "./tag.ts";

/** @throws AwsError NoSuchEntity when there is no such role. */
export function existingRole({ account }: Pick<Call, "account">, name: string): Role {
  const role = roleNamed(account.store, name);
  if (role !== undefined) return role;
  throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`);
}

export const onRole = (action: string, name: string, call: Call, context?: RequestContext): Requirement =>
  onEntity(roles, action, name, call, context);

/** What every operation shows of a role. The trust policy is URL-encoded (RFC 3986). */
export function roleShape(
  { id, name, path, created, trust, trusted }: Role,
  { account }: Pick<Call, "account">,
): RoleShape {
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: roleArn(account.id, path, name),
    CreateDate: new Date(created),
    AssumeRolePolicyDocument: encodeURIComponent(asOfNow(trust, trusted, account)),
  };
}

/** What CreateRole and GetRole add. */
export function boundaryAndTags({ id, tags }: Role, call: Pick<Call, "account">): Partial<RoleShape> {
  const list = tagList(tags);
  return { ...boundaryShape(call, id), ...(list.length > 0 && { Tags: list }) };
}

/** What GetRole and ListRoles add. */
export const settings = ({ description, maximum }: Role): Partial<RoleShape> => ({
  ...(description !== null && { Description: description }),
  MaxSessionDuration: maximum,
});
