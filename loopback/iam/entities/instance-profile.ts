// Instance profiles as IAM's operations see them: found or NoSuchEntity, shown in the SDK's shape.
import type { InstanceProfile as InstanceProfileShape, Role as RoleShape } from "@aws-sdk/client-iam";
import { formatArn } from "../../../policy/arn.ts";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { type InstanceProfile, instanceProfileNamed } from "../../store/instance-profile.ts";
import { roleWithId } from "../../store/role.ts";
import { roleShape } from "./role.ts";
import { tagList } from "./tag.ts";

/** @throws AwsError NoSuchEntity when there is no such profile. */
export function existingInstanceProfile({ account }: Pick<Call, "account">, name: string): InstanceProfile {
  const profile = instanceProfileNamed(account.store, name);
  if (profile !== undefined) return profile;
  throw new AwsError("NoSuchEntity", `Instance Profile ${name} cannot be found.`);
}

export function onInstanceProfile(
  action: string,
  name: string,
  { account }: Call,
  context: RequestContext = {},
): Requirement {
  const profile = instanceProfileNamed(account.store, name);
  return {
    action,
    resource: instanceProfileArn(account.id, profile?.path ?? "/", profile?.name ?? name),
    shown: `instance profile ${profile?.name ?? name}`,
    context: { ...keyPerTag("aws:ResourceTag/", profile?.tags ?? {}), ...context },
  };
}

/** The ARN of the profile of this name and path, or of those whose path starts so. */
export function instanceProfileArn(account: string, path: string, name: string): string {
  const resource = `instance-profile${path}${name}`;
  return formatArn({ partition: "aws", service: "iam", region: "", account, resource });
}

export const instanceProfileShape = (
  { id, name, path, created, tags, role: roleId }: InstanceProfile,
  { account }: Pick<Call, "account">,
  withTags = false,
): InstanceProfileShape => ({
  Path: path,
  InstanceProfileName: name,
  InstanceProfileId: id,
  Arn: instanceProfileArn(account.id, path, name),
  CreateDate: new Date(created),
  Roles: rolesOf(roleId, account),
  ...(withTags && { Tags: tagList(tags) }),
});

/** A profile holds one role at the most. */
function rolesOf(id: string | null, account: Call["account"]): RoleShape[] {
  const role = id === null ? undefined : roleWithId(account.store, id);
  return role === undefined ? [] : [roleShape(role, { account })];
}
