// iam:CreateRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
import type { CreateRoleRequest, CreateRoleResponse } from "@aws-sdk/client-iam";
import { roleArn } from "../../../policy/arn.ts";
import { timestamp, uniqueId } from "../../account.ts";
import { requestTags, tagContext } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { putPermissionsBoundary } from "../../store/attachment.ts";
import { insertRole, roleNamed } from "../../store/role.ts";
import * as shared from "../constraints.ts";
import { requirePolicyArn } from "../entities/managed-policy.ts";
import { boundaryPolicy } from "../entities/permissions-boundary.ts";
import { boundaryAndTags, roleShape } from "../entities/role.ts";
import { requireTrustPolicy } from "../entities/trust-policy.ts";

const defaultDuration = 3600;

export const createRole: Operation<CreateRoleRequest, CreateRoleResponse> = {
  takes: [
    ...(["RoleName", "Path", "AssumeRolePolicyDocument", "Description"] as const),
    ...(["MaxSessionDuration", "PermissionsBoundary", "Tags"] as const),
  ],
  constraints: {
    Path: shared.path,
    RoleName: shared.roleName,
    AssumeRolePolicyDocument: shared.policyDocument,
    Description: shared.roleDescription,
    MaxSessionDuration: shared.maxSessionDuration,
    PermissionsBoundary: shared.policyArn,
    Tags: shared.tags,
  },

  requires({ RoleName = "", Path = "/", PermissionsBoundary, Tags }, { account }) {
    requireOwnPath(Path);
    const resource = roleArn(account.id, Path, RoleName);
    const tags = requestTags(Tags, "InvalidInput");
    if (PermissionsBoundary !== undefined) requirePolicyArn(PermissionsBoundary, "InvalidInput");
    const context = {
      ...tagContext(tags),
      ...(PermissionsBoundary !== undefined && { "iam:PermissionsBoundary": PermissionsBoundary }),
    };
    const create = { action: "iam:CreateRole", resource, context };
    const tag = { action: "iam:TagRole", resource, context: tagContext(tags) };
    return Object.keys(tags).length === 0 ? [create] : [create, tag];
  },

  handle(input, call) {
    const { account } = call;
    const { RoleName: name = "", AssumeRolePolicyDocument: trust = "", PermissionsBoundary } = input;
    if (roleNamed(account.store, name) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    const trusted = requireTrustPolicy(trust, account);
    if (PermissionsBoundary !== undefined) boundaryPolicy(call, PermissionsBoundary);
    const role = {
      ...{
        id: uniqueId(account, "AROA"),
        name,
        path: input.Path ?? "/",
        created: timestamp(account),
        trust,
        trusted,
      },
      description: input.Description ?? null,
      maximum: input.MaxSessionDuration ?? defaultDuration,
      tags: requestTags(input.Tags, "InvalidInput"),
    };
    account.store.transaction(() => {
      insertRole(account.store, role);
      if (PermissionsBoundary !== undefined) {
        putPermissionsBoundary(account.store, "Role", role.id, PermissionsBoundary);
      }
    });
    return { Role: { ...roleShape(role, call), ...boundaryAndTags(role, call) } };
  },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
function requireOwnPath(path: string): void {
  const [, reserved] = /^(\/aws-service-role|\/aws-reserved)\//.exec(path) ?? [];
  if (reserved === undefined) return;
  const whose = reserved === "/aws-service-role" ? "AWS Service Linked Roles" : "AWS";
  throw new AwsError("InvalidInput", `Paths beginning with '${reserved}' are reserved for ${whose}`);
}
