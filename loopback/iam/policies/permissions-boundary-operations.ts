// Put and Delete of permissions boundaries, the same for users and roles.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
import type { AttachedPermissionsBoundary } from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import {
  deletePermissionsBoundary,
  permissionsBoundary,
  putPermissionsBoundary,
} from "../../store/attachment.ts";
import { managedPolicy } from "../../store/managed-policy.ts";
import { policyArn } from "../constraints.ts";
import { type EntityType, existing, onEntity } from "../entities/entity.ts";
import { requirePolicyArn } from "../entities/managed-policy.ts";
import { boundaryContext } from "./inline-policy-operations.ts";

interface Input {
  readonly UserName?: string;
  readonly GroupName?: never;
  readonly RoleName?: string;
  readonly PermissionsBoundary?: string;
}

/** The two operations for one kind of entity. */
export const permissionsBoundaryOperations = (type: EntityType): Readonly<Record<string, AnyOperation>> => ({
  [`Put${type.kind}PermissionsBoundary`]: put(type),
  [`Delete${type.kind}PermissionsBoundary`]: remove(type),
});

const put = (type: EntityType): Operation<Input, void> => ({
  takes: [type.member, "PermissionsBoundary"],
  constraints: { [type.member]: type.managedConstraint, PermissionsBoundary: policyArn },

  requires(input, call) {
    const { PermissionsBoundary = "" } = input;
    requirePolicyArn(PermissionsBoundary, "InvalidInput");
    const context = { "iam:PermissionsBoundary": PermissionsBoundary };
    const action = `iam:Put${type.kind}PermissionsBoundary`;
    return [onEntity(type, action, input[type.member] ?? "", call, context)];
  },

  handle(input, call) {
    const entity = existing(type, call, input[type.member] ?? "");
    const arn = boundaryPolicy(call, input.PermissionsBoundary ?? "");
    putPermissionsBoundary(call.account.store, type.kind, entity.id, arn);
  },
});

const remove = (type: EntityType): Operation<Input, void> => ({
  takes: [type.member],
  constraints: { [type.member]: type.managedConstraint },

  requires(input, call) {
    const name = input[type.member] ?? "";
    const action = `iam:Delete${type.kind}PermissionsBoundary`;
    return [onEntity(type, action, name, call, boundaryContext(type, name, call))];
  },

  handle(input, call) {
    deletePermissionsBoundary(call.account.store, existing(type, call, input[type.member] ?? "").id);
  },
});

/** The ARN of a policy that can be a boundary. @throws AwsError NoSuchEntity when there is no such policy. */
export function boundaryPolicy({ account }: Pick<Call, "account">, arn: string): string {
  if (managedPolicy(account.store, arn) !== undefined) return arn;
  throw new AwsError("NoSuchEntity", `Scope ARN: ${arn} does not exist or is not attachable.`);
}

/** The boundary of an entity in the SDK's shape; nothing where it has none. */
export function boundaryShape(
  { account }: Pick<Call, "account">,
  entity: string,
): { PermissionsBoundary?: AttachedPermissionsBoundary } {
  const arn = permissionsBoundary(account.store, entity);
  if (arn === undefined) return {};
  // The API reference lists another value; what AWS sends is "Policy".
  const type = "Policy" as AttachedPermissionsBoundary["PermissionsBoundaryType"] & string;
  return { PermissionsBoundary: { PermissionsBoundaryType: type, PermissionsBoundaryArn: arn } };
}
