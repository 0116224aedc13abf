// Users as IAM's operations see them: found or NoSuchEntity, named by ARN, shown in the SDK's shape.
import type { User as UserShape } from "@aws-sdk/client-iam";
import { userArn } from "../../policy/arn.ts";
import { AwsError } from "../aws-error.ts";
import type { Call, Requirement } from "../operation.ts";
import { type User, userNamed } from "../store/users.ts";

/** @throws AwsError NoSuchEntity when there is no such user. */
export function existingUser({ account }: Call, name: string): User {
  const user = userNamed(account.store, name);
  if (user !== undefined) return user;
  throw new AwsError("NoSuchEntity", `The user with name ${name} cannot be found.`);
}

/** The user that an operation names, or else the caller. @throws AwsError ValidationError when the caller is no user. */
export function namedOrCaller({ caller }: Call, name: string | undefined): string {
  const found = name ?? (caller.session === undefined ? caller.user?.name : undefined);
  if (found !== undefined) return found;
  throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
}

/**
 * An action on the user that is named, or else on the caller. Authorization comes first: it does not tell whether the
 * user exists, nor that a session or root has no user of its own.
 */
export function onUser(action: string, name: string | undefined, { account, caller }: Call): Requirement {
  const user = name === undefined ? caller.user : userNamed(account.store, name);
  return { action, resource: userArn(account.id, user?.path ?? "/", user?.name ?? name ?? "") };
}

export function userShape(user: User, { account }: Call): UserShape {
  const { id, name, path, created, tags } = user;
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    UserName: name,
    UserId: id,
    Path: path,
    Arn: userArn(account.id, path, name),
    CreateDate: new Date(created),
    ...(list.length > 0 && { Tags: list }),
  };
}
