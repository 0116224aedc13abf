// iam:DeleteRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
import type { DeleteRoleRequest } from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { attachedPolicies, deletePermissionsBoundary } from "../../store/attachment.ts";
import { inlinePolicies } from "../../store/inline-policy.ts";
import { allInstanceProfiles } from "../../store/instance-profile.ts";
import { deleteRole as remove } from "../../store/role.ts";
import { roleName } from "../constraints.ts";
import { existingRole, onRole } from "../entities/role.ts";

export const deleteRole: Operation<DeleteRoleRequest, void> = {
  takes: ["RoleName"],
  constraints: { RoleName: roleName },

  requires: ({ RoleName = "" }, call) => [onRole("iam:DeleteRole", RoleName, call)],

  handle({ RoleName = "" }, call) {
    const { store } = call.account;
    const { id } = existingRole(call, RoleName);
    if (allInstanceProfiles(store).some(({ role }) => role === id)) {
      throw new AwsError(
        "DeleteConflict",
        "Cannot delete entity, must remove roles from instance profile first.",
      );
    }
    if (attachedPolicies(store, id).length > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
    }
    if (inlinePolicies(store, id).size > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    store.transaction(() => {
      deletePermissionsBoundary(store, id);
      remove(store, id);
    });
  },
};
