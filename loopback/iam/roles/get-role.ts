// iam:GetRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
import type { GetRoleRequest, GetRoleResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { roleName } from "../constraints.ts";
import { boundaryAndTags, existingRole, onRole, roleShape, settings } from "../entities/role.ts";

export const getRole: Operation<GetRoleRequest, GetRoleResponse> = {
  takes: ["RoleName"],
  constraints: { RoleName: roleName },

  requires: ({ RoleName = "" }, call) => [onRole("iam:GetRole", RoleName, call)],

  /** When a role was last used is not kept: on AWS it shows hours later, and an unused role's is empty, as here. */
  handle({ RoleName = "" }, call) {
    const role = existingRole(call, RoleName);
    return {
      Role: {
        ...roleShape(role, call),
        ...settings(role),
        ...boundaryAndTags(role, call),
        RoleLastUsed: {},
      },
    };
  },
};
