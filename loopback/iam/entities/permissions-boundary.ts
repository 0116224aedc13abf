// The permissions boundary of a user or a role: which policy can be one, how it is shown, and its condition key.
import type { AttachedPermissionsBoundary } from "@aws-sdk/client-iam";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { permissionsBoundary } from "../../store/attachment.ts";
import { managedPolicy } from "../../store/managed-policy.ts";
import type { Entity, EntityType } from "./entity.ts";

/** The ARN of a policy that can be a boundary. @throws AwsError NoSuchEntity when there is no such policy. */
export function boundaryPolicy({ account }: Pick<Call, "account">, arn: string): string {
  if (managedPolicy(account.store, arn) !== undefined) return arn;
  throw new AwsError("NoSuchEntity", `Scope ARN: ${arn} does not exist or is not attachable.`);
}

/** The boundary of an entity in the SDK's shape; empty for an entity without one. */
export function boundaryShape(
  { account }: Pick<Call, "account">,
  entity: string,
): { PermissionsBoundary?: AttachedPermissionsBoundary } {
  const arn = permissionsBoundary(account.store, entity);
  if (arn === undefined) return {};
  // The API reference lists another value; AWS sends "Policy".
  const type = "Policy" as AttachedPermissionsBoundary["PermissionsBoundaryType"] & string;
  return { PermissionsBoundary: { PermissionsBoundaryType: type, PermissionsBoundaryArn: arn } };
}

/** iam:PermissionsBoundary: the boundary of the user or role that an action changes; groups have none. */
export function boundaryContext(type: EntityType, name: string, { account }: Call): RequestContext {
  const entity: Entity | undefined = type.named(account.store, name);
  const boundary = entity && permissionsBoundary(account.store, entity.id);
  return boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary };
}
