// The operations that only roles have.
import type { AnyOperation } from "../../operation.ts";
import { instanceProfileRoleOperations } from "../instance-profiles/instance-profile-role-operations.ts";
import { createRole } from "./create-role.ts";
import { deleteRole } from "./delete-role.ts";
import { getRole } from "./get-role.ts";
import { listRoles } from "./list-roles.ts";
import { updateAssumeRolePolicy } from "./update-assume-role-policy.ts";
import { updateRole, updateRoleDescription } from "./update-role-operations.ts";

export const roleOperations: Readonly<Record<string, AnyOperation>> = {
  CreateRole: createRole,
  DeleteRole: deleteRole,
  GetRole: getRole,
  ListRoles: listRoles,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
  ...instanceProfileRoleOperations,
};
