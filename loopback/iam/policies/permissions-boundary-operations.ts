// Put and Delete of permissions boundaries, the same for users and roles.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
import type { AnyOperation, Operation } from "../../operation.ts";
import { deletePermissionsBoundary, putPermissionsBoundary } from "../../store/attachment.ts";
import { policyArn } from "../constraints.ts";
import { type EntityType, existing, onEntity } from "../entities/entity.ts";
import { requirePolicyArn } from "../entities/managed-policy.ts";
import { boundaryContext, boundaryPolicy } from "../entities/permissions-boundary.ts";

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
