// iam:GetRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
import type { GetRoleRequest, GetRoleResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { roleName } from "../constraints.ts";
import { boundaryAndTags, existingRole, onRole, roleShape, settings } from "../entities/role.ts";

export const getRole: Operation<GetRoleRequest, GetRoleResponse> = {
  takes: ["RoleName"],
  constraints: { RoleName: roleName },

  requires: ({ RoleName = "" }, call) => [onRole("iam:GetRole", RoleName, call)],

  /** The time of a role's last use is not kept: AWS shows it hours later, and it is empty for an unused role. */
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
