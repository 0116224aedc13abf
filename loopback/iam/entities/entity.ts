// What users, groups and roles have in common, as IAM's families of operations see them: one row for each kind.
import { groupArn, roleArn, userArn } from "../../../policy/arn.ts";
import type { RequestContext, Tags } from "../../../policy/authorization-request.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import type { EntityKind } from "../../store/attachment.ts";
import { groupNamed, groupWithId } from "../../store/group.ts";
import { roleNamed, roleWithId } from "../../store/role.ts";
import type { Store } from "../../store/store.ts";
import { userNamed, userWithId } from "../../store/user.ts";
import type { Constraint } from "../../wire/constraint.ts";
import { existingUserName, groupName, roleName, userName } from "../constraints.ts";

export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly tags?: Tags;
}

export interface EntityType {
  readonly kind: EntityKind;
  /** The member of inputs and outputs that names such an entity. */
  readonly member: `${EntityKind}Name`;
  /** The constraint on that member where it names an existing entity. */
  readonly constraint: Constraint;
  /** The same in operations on managed policies, where AWS's model allows only the length of new names. */
  readonly managedConstraint: Constraint;
  /** Characters of all inline policies of one entity, white space not counted. */
  readonly inlineQuota: number;
  named(store: Store, name: string): Entity | undefined;
  withId(store: Store, id: string): Entity | undefined;
  arn(account: string, path: string, name: string): string;
}

export const users: EntityType = {
  kind: "User",
  member: "UserName",
  constraint: existingUserName,
  managedConstraint: userName,
  inlineQuota: 2048,
  named: userNamed,
  withId: userWithId,
  arn: userArn,
};

export const groups: EntityType = {
  kind: "Group",
  member: "GroupName",
  constraint: groupName,
  managedConstraint: groupName,
  inlineQuota: 5120,
  named: groupNamed,
  withId: groupWithId,
  arn: groupArn,
};

export const roles: EntityType = {
  kind: "Role",
  member: "RoleName",
  constraint: roleName,
  managedConstraint: roleName,
  inlineQuota: 10_240,
  named: roleNamed,
  withId: roleWithId,
  arn: roleArn,
};

/** Every kind of entity that policies are attached to. */
export const entityTypes: readonly EntityType[] = [users, groups, roles];

/** @throws AwsError NoSuchEntity when no entity has that name. */
export function existing(type: EntityType, { account }: Pick<Call, "account">, name: string): Entity {
  const entity = type.named(account.store, name);
  if (entity !== undefined) return entity;
  throw new AwsError("NoSuchEntity", `The ${type.kind.toLowerCase()} with name ${name} cannot be found.`);
}

/** An action on an entity. Authorization comes first: it does not tell whether the entity exists. */
export function onEntity(
  type: EntityType,
  action: string,
  name: string,
  { account }: Pick<Call, "account">,
  context: RequestContext = {},
): Requirement {
  const entity = type.named(account.store, name);
  return {
    action,
    resource: type.arn(account.id, entity?.path ?? "/", entity?.name ?? name),
    shown: `${type.kind.toLowerCase()} ${entity?.name ?? name}`,
    context: { ...resourceTags(entity?.tags ?? {}), ...context },
  };
}

/**
 * The new name of an entity: renaming or moving it needs the action on both the old and the new ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html
 */
export function onRenamed(
  type: EntityType,
  action: string,
  [from, name, path]: readonly [from: string, name: string | undefined, path: string | undefined],
  { account }: Pick<Call, "account">,
): readonly Requirement[] {
  const entity = type.named(account.store, from);
  const [to, at] = [name ?? entity?.name ?? from, path ?? entity?.path ?? "/"];
  if (to === entity?.name && at === entity.path) return [];
  const kind = type.kind.toLowerCase();
  const context = resourceTags(entity?.tags ?? {});
  return [{ action, resource: type.arn(account.id, at, to), shown: `${kind} ${to}`, context }];
}

/** The tags of users and roles, under both names that policies have for them. */
export const resourceTags = (tags: Tags): RequestContext => ({
  ...keyPerTag("aws:ResourceTag/", tags),
  ...keyPerTag("iam:ResourceTag/", tags),
});
