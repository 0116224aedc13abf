// Users as IAM's operations see them: named or the caller, shown in the SDK's shape.
import type { User as UserShape } from "@aws-sdk/client-iam";
import { userArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { type User, userNamed } from "../../store/user.ts";
import { onEntity, users } from "./entity.ts";
import { boundaryShape } from "./permissions-boundary.ts";
import { tagList } from "./tag.ts";

/** @throws AwsError NoSuchEntity when there is no such user. */
export function existingUser({ account }: Pick<Call, "account">, name: string): User {
  const user = userNamed(account.store, name);
  if (user !== undefined) return user;
  throw new AwsError("NoSuchEntity", `The user with name ${name} cannot be found.`);
}

/** The user that an operation names, or else the caller. @throws AwsError ValidationError when the caller is no user. */
export function namedOrCaller({ caller }: Call, name: string | undefined): string {
  const found = name ?? (isUser(caller) ? caller.user?.name : undefined);
  if (found !== undefined) return found;
  throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
}

/** GetSessionToken's sessions act as their user; federated ones do not. */
const isUser = ({ principal }: Call["caller"]): boolean =>
  principal.type === "User" || principal.type === "SessionToken";

/** An action on the user that is named, or else on the caller. It hides that root is not a user. */
export function onUser(action: string, name: string | undefined, call: Call): Requirement {
  return onEntity(users, action, name ?? call.caller.user?.name ?? "", call);
}

/** The user, with tags and boundary where the operation shows them. */
export function userShape(user: User, call: Pick<Call, "account">, whole = true): UserShape {
  const { id, name, path, created, tags } = user;
  const list = tagList(tags);
  return {
    UserName: name,
    UserId: id,
    Path: path,
    Arn: userArn(call.account.id, path, name),
    CreateDate: new Date(created),
    ...(whole && boundaryShape(call, id)),
    ...(whole && list.length > 0 && { Tags: list }),
  };
}
