// iam:UpdateRole and iam:UpdateRoleDescription.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
import type {
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
} from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { updateRole as put } from "../../store/role.ts";
import { maxSessionDuration, roleDescription, roleName } from "../constraints.ts";
import { existingRole, onRole, roleShape } from "../entities/role.ts";

/** A member that is not sent stays as it is. */
export const updateRole: Operation<UpdateRoleRequest, object> = {
  takes: ["RoleName", "Description", "MaxSessionDuration"],
  constraints: {
    RoleName: roleName,
    Description: roleDescription,
    MaxSessionDuration: maxSessionDuration,
  },

  requires: ({ RoleName = "" }, call) => [onRole("iam:UpdateRole", RoleName, call)],

  handle({ RoleName = "", Description, MaxSessionDuration }, call) {
    const role = existingRole(call, RoleName);
    const description = Description ?? role.description;
    put(call.account.store, { ...role, description, maximum: MaxSessionDuration ?? role.maximum });
    return {};
  },
};

export const updateRoleDescription: Operation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse> = {
  takes: ["RoleName", "Description"],
  constraints: { RoleName: roleName, Description: roleDescription },

  requires: ({ RoleName = "" }, call) => [onRole("iam:UpdateRoleDescription", RoleName, call)],

  handle({ RoleName = "", Description = "" }, call) {
    const role = { ...existingRole(call, RoleName), description: Description };
    put(call.account.store, role);
    return { Role: { ...roleShape(role, call), Description } };
  },
};
